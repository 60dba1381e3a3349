import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useWords } from '../words/use-words.ts'

/** Something that can be found by its label. */
export interface Findable {
  readonly id: string
  readonly label: string
  readonly keyLabel?: string | undefined
}

type Matches<Entry> = readonly ((entry: Entry, query: string) => boolean)[]

interface FinderProps<Entry extends Findable> {
  /** What the field asks for. */
  readonly label: string
  /** What there is to find, best first. Read once: the list is of the moment in which it was opened. */
  readonly entries: readonly Entry[]
  /** Ways to match, the closest first: what a closer one finds comes before the rest. */
  readonly matches: Matches<Entry>
  readonly onPick: (entry: Entry) => void
  /** What is said when nothing matches, and when there is nothing to be found. */
  readonly none: (query: string) => string
  readonly empty?: string
}

/** Entries shown: nobody reads more, and a board may have very many. */
const MOST = 200

/** A field and the list of what it finds, worked by keys or pointer: a combobox whose list is always open (WAI-ARIA Authoring Practices). */
export function Finder<Entry extends Findable>({ label, entries, matches, onPick, none, empty }: FinderProps<Entry>) {
  const t = useWords()
  const query = useSignal('')
  const at = useSignal(0)
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const all = useRef(entries)
  const found = useComputed(() => closestOf(all.current, matches, query.value))
  useEffect(() => input.current?.focus(), [])

  const onKeyDown = (event: KeyboardEvent) => {
    const picked = found.value[at.value]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter' && picked) onPick(picked)
    else if (step && found.value.length > 0) at.value = (at.value + step + found.value.length) % found.value.length
    else return
    event.preventDefault()
    document.getElementById(`${list}-${at.value}`)?.scrollIntoView({ block: 'nearest' })
  }
  const nothing = () => (all.current.length === 0 && empty) || none(query.value)
  return (
    <div class="finder">
      <input
        ref={input}
        class="field"
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found.value.length > 0 ? `${list}-${at.value}` : undefined}
        placeholder={label}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => {
          query.value = currentTarget.value.trim()
          at.value = 0
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} class="options" role="listbox" aria-label={t('Found')}>
        {found.value.map((entry, i) => (
          <button
            key={entry.id}
            id={`${list}-${i}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={i === at.value}
            onClick={() => onPick(entry)}
          >
            <span>{entry.label}</span>
            {entry.keyLabel && <kbd aria-hidden="true">{entry.keyLabel}</kbd>}
          </button>
        ))}
      </div>
      <p class="finder-note" role="status">
        {found.value.length === 0
          ? nothing()
          : found.value.length === MOST
            ? t('The first {count}', { count: MOST })
            : ''}
      </p>
    </div>
  )
}

function closestOf<Entry>(entries: readonly Entry[], matches: Matches<Entry>, query: string): Entry[] {
  const found = new Set<Entry>()
  for (const match of matches)
    for (const entry of entries) {
      if (found.size === MOST) break
      if (match(entry, query)) found.add(entry)
    }
  return [...found]
}
