import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { linkFrom } from '#board/elements/link.ts'
import { LIMITS } from '#board/limits.ts'
import { linkOf, setLink } from '../editor/links.ts'
import { styledIds } from '../editor/style.ts'
import type { PanelProps } from './dialogs.tsx'
import { useWords } from '../words/use-words.ts'

/** Where what is selected leads. */
export function Panel({ open, app: { editor } }: PanelProps) {
  const t = useWords()
  const note = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const [first] = styledIds(editor)
  const before = first === undefined ? '' : linkOf(editor, first)
  const typed = useSignal(before)
  const isWrong = useSignal(false)
  const put = (link: string) => {
    setLink(editor, link)
    open.value = false
  }
  const submit = (event: Event) => {
    event.preventDefault()
    const link = typed.value.trim() === '' ? '' : linkFrom(typed.value, location.origin)
    if (link === undefined) isWrong.value = true
    else put(link)
  }
  return (
    <form class="link-form" onSubmit={submit}>
      <label>
        {t('Address')}
        <input
          ref={input}
          class="field"
          type="text"
          inputMode="url"
          autoComplete="url"
          maxLength={LIMITS.linkLength}
          placeholder="https://"
          value={typed.value}
          aria-invalid={isWrong.value}
          aria-describedby={note}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value
            isWrong.value = false
          }}
        />
      </label>
      <p id={note} class={isWrong.value ? 'wrong' : undefined} role={isWrong.value ? 'alert' : undefined}>
        {isWrong.value
          ? t('That is no address of a web page, a mailbox or a board.')
          : t('A web page, a mail address, or another board. Ctrl+click on the element opens it.')}
      </p>
      <div class="link-line">
        {before !== '' && (
          <button type="button" class="button" onClick={() => put('')}>
            {t('Remove the link')}
          </button>
        )}
        <button type="submit" class="button primary">
          {t('Save')}
        </button>
      </div>
    </form>
  )
}
