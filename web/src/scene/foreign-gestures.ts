import type { NewElement } from '#board/document/element.ts'
import { IDENTITY, type Matrix } from '#board/geometry/matrix.ts'
import { STRIDE } from '#board/geometry/points.ts'
import { LIMITS } from '#board/limits.ts'
import type { LiveMessage } from '#board/live.ts'
import type { Clock } from '../editor/clock.ts'
import type { Lasers } from './lasers.ts'
import { finish, remove, type LiveState } from './live-state.ts'

/** A gesture of somebody else vanishes after so much silence: its end was lost, or its result never comes. */
const STALE_MS = 15_000
/** Unfinished gestures of one person; what is beyond is not shown. */
const GESTURES_PER_CLIENT = 64
/** Elements lifted by one drag. */
const IDS_PER_DRAG = 100_000

interface ForeignGestures {
  readonly receive: (client: number, message: LiveMessage) => void
  readonly forget: (client: number) => void
  dispose(): void
}

/** What others have in flight, from their messages: applied, watched, and forgotten when nothing more comes. */
export function createForeignGestures(
  state: LiveState,
  lasers: Lasers,
  inDocument: (id: string) => boolean,
  clock: Clock,
  changed: () => void,
): ForeignGestures {
  /** Who owns a gesture and when it was last heard of. A gesture's id belongs to the first who used it. */
  const heard = new Map<string, { readonly client: number; at: number }>()
  let stopWaiting: (() => void) | null = null

  const known = (id: string) =>
    state.inks.has(id) || state.drags.has(id) || state.lifting.has(id) || state.drafts.has(id) || state.lasers.has(id)

  function sweep(): void {
    stopWaiting = null
    const now = clock.now()
    for (const [id, { at }] of heard) {
      if (known(id) && now - at < STALE_MS) continue
      heard.delete(id)
      remove(state, id)
    }
    watch()
    changed()
  }

  function watch(): void {
    if (!stopWaiting && heard.size > 0) stopWaiting = clock.later(STALE_MS, sweep)
  }

  /** May this person go on with, or begin, this gesture? Nobody can touch what another one (or I) began or what is finished. */
  function accept(client: number, id: string): boolean {
    const entry = heard.get(id)
    if ((entry && entry.client !== client) || inDocument(id)) return false
    if (!entry) {
      if (known(id) || countOf(client) >= GESTURES_PER_CLIENT) return false
      heard.set(id, { client, at: clock.now() })
    } else {
      entry.at = clock.now()
    }
    watch()
    return true
  }

  function countOf(client: number): number {
    let count = 0
    for (const [id, entry] of heard) if (entry.client === client && known(id)) count++
    return count
  }

  function applyLaser({ id, color, width, points }: Extract<LiveMessage, { type: 'laser' }>): void {
    if (!state.lasers.has(id)) lasers.begin(id, { color, width })
    lasers.extend(id, points)
  }

  return {
    receive(client, message) {
      const id = message.type === 'lift' || message.type === 'drag' ? message.drag : message.id
      if (message.type === 'end') {
        if (heard.get(id)?.client !== client) return
        finish(state, id, message.committed)
        if (!message.committed) heard.delete(id)
      } else {
        if (!accept(client, id)) return
        if (message.type === 'laser') applyLaser(message)
        else apply(state, client, message)
      }
      changed()
    },
    forget(client) {
      for (const [id, entry] of heard) {
        if (entry.client !== client) continue
        heard.delete(id)
        remove(state, id)
      }
      changed()
    },
    dispose() {
      stopWaiting?.()
    },
  }
}

function apply(state: LiveState, client: number, message: Exclude<LiveMessage, { type: 'end' | 'laser' }>): void {
  if (message.type === 'ink') return applyInk(state, client, message)
  if (message.type === 'draft') {
    const { id, kind, fields } = message
    const element = { ...fields, kind, id }
    if (state.drags.has(id) || state.lifting.has(id)) applyReshape(state, id, element)
    else state.drafts.set(id, { id, element, client, committed: false })
    return
  }
  if (message.type === 'drag') return applyMove(state, message.drag, message.by)
  const ids = state.lifting.get(message.drag) ?? { client, ids: [] }
  state.lifting.set(message.drag, ids)
  ids.ids.push(...message.ids.slice(0, IDS_PER_DRAG - ids.ids.length))
}

/** What is lifted is shown when it moves first: a long list comes in pieces, and the elements leave the board together. */
function applyMove(state: LiveState, id: string, by: Matrix): void {
  const lifting = state.lifting.get(id)
  const drag = state.drags.get(id)
  state.lifting.delete(id)
  if (drag?.committed) return
  if (lifting) {
    const ids = new Set([...(drag?.ids ?? []), ...lifting.ids])
    state.drags.set(id, { id, ids, by, client: lifting.client, committed: false, landed: new Set() })
  } else if (drag) drag.by = by
}

function applyReshape(state: LiveState, id: string, element: NewElement): void {
  if (state.lifting.has(id)) applyMove(state, id, IDENTITY)
  const drag = state.drags.get(id)
  if (drag?.ids.size === 1 && !drag.committed) drag.as = element
}

/** Hot path. A message that overlaps what is there replaces it from its first point on; after a gap it is joined. */
function applyInk(state: LiveState, client: number, message: Extract<LiveMessage, { type: 'ink' }>): void {
  const { id, color, width, opacity, from, points } = message
  let ink = state.inks.get(id)
  if (!ink) {
    ink = { id, color, width, opacity, points: [], predicted: [], by: client, committed: false }
    state.inks.set(id, ink)
  }
  if (ink.committed) return
  if (from * STRIDE < ink.points.length) ink.points.length = from * STRIDE
  if (ink.points.length + points.length > 2 * LIMITS.pointsPerStroke * STRIDE) return
  for (const value of points) ink.points.push(value)
}
