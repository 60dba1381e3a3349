import { ChevronUp } from 'lucide'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { IconButton } from '../icon-button.tsx'
import { useWords } from '../../words/use-words.ts'

interface Named {
  readonly id: string
  /** What people call it. */
  readonly name: string
}

interface SortableProps<Entry extends Named> {
  readonly label: string
  readonly entries: readonly Entry[]
  readonly children: (entry: Entry) => ComponentChildren
  /** Puts an entry at a place of the list; missing where nobody may. */
  readonly onMove?: ((id: string, at: number) => void) | undefined
}

/** A list whose order is changed by buttons, by Alt and an arrow key, and by dragging a row by its handle. */
export function SortableList<Entry extends Named>({ label, entries, children, onMove }: SortableProps<Entry>) {
  const t = useWords()
  const list = useRef<HTMLUListElement>(null)
  const dragged = useSignal<{ readonly id: string; readonly at: number } | null>(null)
  const shown = dragged.value ? moved(entries, dragged.value) : entries

  const drag = (id: string) => ({
    onPointerDown(event: PointerEvent & { readonly currentTarget: HTMLElement }) {
      event.preventDefault()
      event.currentTarget.setPointerCapture(event.pointerId)
      dragged.value = { id, at: entries.findIndex((entry) => entry.id === id) }
    },
    onPointerMove({ clientY }: PointerEvent) {
      if (dragged.value?.id === id) dragged.value = { id, at: rowAt(list.current, clientY) }
    },
    onPointerUp() {
      const dropped = dragged.value
      dragged.value = null
      if (dropped && entries[dropped.at]?.id !== dropped.id) onMove?.(dropped.id, dropped.at)
    },
    onPointerCancel: () => (dragged.value = null),
  })
  const current = useRef({ entries, onMove })
  current.current = { entries, onMove }
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
      const row = event.target instanceof Element ? event.target.closest('li') : null
      const at = row ? [...(list.current?.children ?? [])].indexOf(row) : -1
      const { entries: now, onMove: move } = current.current
      const entry = now[at]
      if (!step || !move || !entry || !now[at + step]) return
      event.preventDefault()
      move(entry.id, at + step)
    }
    const element = list.current
    element?.addEventListener('keydown', onKey)
    return () => element?.removeEventListener('keydown', onKey)
  }, [])
  return (
    <ul ref={list} class="sortable" aria-label={label}>
      {shown.map((entry, at) => (
        <li key={entry.id} data-dragged={dragged.value?.id === entry.id ? '' : undefined}>
          {onMove && <span class="sortable-grip" aria-hidden="true" {...drag(entry.id)} />}
          {children(entry)}
          {onMove && (
            <>
              <IconButton
                icon={ChevronUp}
                label={t('Move {name} up', { name: entry.name })}
                tip="below end"
                inactive={at === 0}
                onClick={() => onMove(entry.id, at - 1)}
              />
              <IconButton
                icon="chevron-down"
                label={t('Move {name} down', { name: entry.name })}
                tip="below end"
                inactive={at === entries.length - 1}
                onClick={() => onMove(entry.id, at + 1)}
              />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function moved<Entry extends Named>(
  entries: readonly Entry[],
  { id, at }: { id: string; at: number },
): readonly Entry[] {
  const entry = entries.find((each) => each.id === id)
  return entry ? entries.filter((each) => each.id !== id).toSpliced(at, 0, entry) : entries
}

/** The row at a height of the window, clamped to those there are. */
function rowAt(list: HTMLUListElement | null, y: number): number {
  const rows = [...(list?.children ?? [])]
  const at = rows.findIndex((row) => y < row.getBoundingClientRect().bottom)
  return at < 0 ? rows.length - 1 : at
}
