import type { ReadonlySignal } from '@preact/signals'
import { LIMITS } from '#board/limits.ts'
import { useWords } from '../words/use-words.ts'

/** What a board without a title is called. */
export const UNTITLED = 'Untitled board'

/** The board's name; click or Tab to it and type to rename it for everybody. */
export function BoardTitle({
  title,
  onRename,
  readonly,
}: {
  title: ReadonlySignal<string>
  onRename: (title: string) => void
  readonly: boolean
}) {
  const t = useWords()
  const rename = (input: HTMLInputElement) => {
    const text = input.value.replaceAll(/\s+/g, ' ').trim()
    if (text !== title.peek()) onRename(text)
    input.value = text
  }
  return (
    <input
      class="board-title"
      aria-label={t('Board title')}
      placeholder={t(UNTITLED)}
      value={title.value}
      maxLength={LIMITS.titleLength}
      readOnly={readonly}
      size={Math.min(40, Math.max(8, (title.value || t(UNTITLED)).length))}
      spellcheck={false}
      autocomplete="off"
      onBlur={(event) => rename(event.currentTarget)}
      onKeyDown={(event) => {
        // Keys typed here are letters, not tools.
        event.stopPropagation()
        if (event.key === 'Escape') event.currentTarget.value = title.peek()
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}
