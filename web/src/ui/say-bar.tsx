import { useLayoutEffect, useRef } from 'preact/hooks'
import { LIMITS } from '#board/limits.ts'
import type { Saying } from '../presence/saying.ts'
import { useWords } from '../words/use-words.ts'

/** Where I type what is said beside my pointer. Enter leaves the words there for a moment, Escape takes them back. */
export function Panel({ saying }: { readonly saying: Saying }) {
  const t = useWords()
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') saying.finish()
    else saying.cancel()
  }
  return (
    <div class="say-bar">
      <input
        ref={field}
        class="field island"
        type="text"
        maxLength={LIMITS.sayingLength}
        autocomplete="off"
        aria-label={t('Say something beside your pointer')}
        placeholder={t('Say something beside your pointer')}
        onInput={({ currentTarget }) => (saying.words.value = currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => saying.finish()}
      />
    </div>
  )
}
