import { effect, signal, type Signal } from '@preact/signals'
import type { LocalMemory } from './local-memory.ts'

/** How somebody likes to work, on every board in this browser. */
export interface Preferences {
  /** Does the mouse wheel zoom, rather than pan? */
  readonly wheelZooms: Signal<boolean>
  /** Do keys without Ctrl or Alt choose tools and do things? Off for speech input and for hands that slip. */
  readonly singleKeys: Signal<boolean>
  /** Does what is moved, resized or drawn fall into line with other things and the grid? */
  readonly snapping: Signal<boolean>
  /** Is there a small map of the whole board? */
  readonly minimap: Signal<boolean>
  /** Does a pen alone draw, and a finger move the board? Null as long as no pen has come and nobody has chosen. */
  readonly penDraws: Signal<boolean | null>
}

const DEFAULTS = { wheelZooms: false, singleKeys: true, snapping: true, minimap: false }
const KEYS = {
  wheelZooms: 'wheel-zooms',
  singleKeys: 'single-keys',
  snapping: 'snapping',
  minimap: 'minimap',
  penDraws: 'pen-draws',
} as const
const NAMES = Object.keys(KEYS) as readonly (keyof Preferences)[]

/** What the browser remembers, and from now on whatever is chosen. */
export function createPreferences(memory: LocalMemory): Preferences & { readonly dispose: () => void } {
  const kept = (name: keyof Preferences): boolean | undefined => {
    const value = memory.recall(KEYS[name])
    return typeof value === 'boolean' ? value : undefined
  }
  const recall = (name: keyof typeof DEFAULTS): Signal<boolean> => signal(kept(name) ?? DEFAULTS[name])
  const preferences: Preferences = {
    wheelZooms: recall('wheelZooms'),
    singleKeys: recall('singleKeys'),
    snapping: recall('snapping'),
    minimap: recall('minimap'),
    penDraws: signal(kept('penDraws') ?? null),
  }
  const dispose = effect(() => {
    for (const name of NAMES) memory.remember(KEYS[name], preferences[name].value)
  })
  return { ...preferences, dispose }
}
