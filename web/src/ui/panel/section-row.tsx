import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { LIMITS } from '#board/limits.ts'
import { useWords } from '../../words/use-words.ts'

interface SectionNameProps {
  readonly name: string
  readonly current: boolean
  readonly onChoose: () => void
  /** Missing where nobody may. */
  readonly onRename?: ((name: string) => void) | undefined
}

/** A page's or layer's name: a click chooses it, a double click or F2 renames it. */
export function SectionName({ name, current, onChoose, onRename }: SectionNameProps) {
  const t = useWords()
  const renaming = useSignal(false)
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.select(), [renaming.value])
  if (!renaming.value)
    return (
      <button
        type="button"
        class="panel-name"
        aria-current={current ? 'true' : undefined}
        onClick={onChoose}
        onDblClick={() => (renaming.value = onRename !== undefined)}
        onKeyDown={({ key }) => {
          if (key === 'F2') renaming.value = onRename !== undefined
        }}
      >
        {name}
      </button>
    )
  const done = (to: string) => {
    renaming.value = false
    const line = to.replaceAll(/\s+/g, ' ').trim()
    if (line !== '' && line !== name) onRename?.(line)
  }
  return (
    <input
      ref={field}
      class="field panel-name"
      aria-label={t('Name of {name}', { name })}
      value={name}
      maxLength={LIMITS.sectionNameLength}
      autocomplete="off"
      spellcheck={false}
      onBlur={({ currentTarget }) => done(currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') renaming.value = false
      }}
    />
  )
}
