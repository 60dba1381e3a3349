import { effect, type ReadonlySignal, signal } from '@preact/signals'
import { isOwnColor } from '#board/render/theme.ts'
import type { Style } from '../editor/style.ts'
import type { LocalMemory } from './local-memory.ts'

/** Colours that are none of the palette's, as somebody made them or took them from a board: in this browser, for every board. */
export interface OwnColors {
  /** The newest first; one that is used again stays where it is. */
  readonly list: ReadonlySignal<readonly string[]>
  /** A colour of the palette is none of them. */
  readonly keep: (color: string) => void
}

const KEY = 'own-colours'
/** So many are remembered. */
const KEPT = 6

const isKept = (raw: unknown): raw is string => typeof raw === 'string' && isOwnColor(raw)

/** What the browser remembers, and from now on whatever is drawn or filled with. */
export function createOwnColors(
  memory: LocalMemory,
  style: ReadonlySignal<Pick<Style, 'color' | 'fill'>>,
): OwnColors & { readonly dispose: () => void } {
  const raw = memory.recall(KEY)
  const list = signal<readonly string[]>(Array.isArray(raw) ? raw.filter(isKept).slice(0, KEPT) : [])
  const keep = (color: string) => {
    const before = list.peek()
    if (!isOwnColor(color) || before.includes(color)) return
    list.value = [color, ...before].slice(0, KEPT)
    memory.remember(KEY, list.value)
  }
  const dispose = effect(() => {
    keep(style.value.color)
    keep(style.value.fill)
  })
  return { list, keep, dispose }
}
