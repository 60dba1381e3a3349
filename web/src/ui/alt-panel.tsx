import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { LIMITS } from '#board/limits.ts'
import { croppableOf } from '../editor/cropping.ts'
import { reshape } from '../editor/reshape.ts'
import type { PanelProps } from './dialogs.tsx'
import { useWords } from '../words/use-words.ts'

/** What the selected picture shows, in words, for those who don't see it. */
export function Panel({ open, app: { editor } }: PanelProps) {
  const t = useWords()
  const note = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  // The picture that was meant when the dialog was opened, whatever is selected meanwhile.
  const picture = useRef(croppableOf(editor)).current
  const typed = useSignal(picture?.depiction.alt ?? '')
  const submit = (event: Event) => {
    event.preventDefault()
    if (picture) reshape(editor, picture.element, { alt: typed.value.trim() })
    open.value = false
  }
  return (
    <form class="link-form" onSubmit={submit}>
      <label>
        {t('What the picture shows')}
        <textarea
          ref={field}
          class="field"
          rows={4}
          maxLength={LIMITS.altLength}
          value={typed.value}
          aria-describedby={note}
          onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
        />
      </label>
      <p id={note}>
        {t(
          'Screen readers say it, the list of what is on the page shows it, and it goes along into SVG. Leave it empty for a picture that only decorates.',
        )}
      </p>
      <div class="link-line">
        <button type="submit" class="button primary">
          {t('Save')}
        </button>
      </div>
    </form>
  )
}
