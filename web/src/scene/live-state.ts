import type { NewElement } from '#board/document/element.ts'
import type { Change } from '#board/document/change.ts'
import type { Matrix } from '#board/geometry/matrix.ts'

/** Ink in flight: grows until it ends. `points` is x, y, pressure, x, y, ... in scene units. */
export interface InkInFlight {
  readonly id: string
  readonly color: string
  readonly width: number
  readonly opacity: number
  readonly points: number[]
  /** Drawn after `points`, never stored, never sent. */
  predicted: readonly number[]
  /** Awareness client id of who draws, or null for me. */
  readonly by: number | null
  /** The stroke is in the document or about to come; kept on screen until the document has it. */
  committed: boolean
}

/** Elements on the move: drawn at `by` · where they are, not painted into tiles meanwhile. */
export interface DragInFlight {
  readonly id: string
  readonly ids: ReadonlySet<string>
  by: Matrix
  readonly client: number | null
  committed: boolean
}

export interface DraftInFlight {
  readonly id: string
  element: NewElement
  readonly client: number | null
  committed: boolean
}

/** The maps behind a live scene, writable. */
export interface LiveState {
  readonly inks: Map<string, InkInFlight>
  readonly drags: Map<string, DragInFlight>
  readonly drafts: Map<string, DraftInFlight>
}

/** Ends a gesture: a committed one stays on the screen until the document has it. Answers whether there was one. */
export function finish(state: LiveState, id: string, committed: boolean): boolean {
  const gesture = state.inks.get(id) ?? state.drags.get(id) ?? state.drafts.get(id)
  if (!gesture) return false
  gesture.committed = committed
  const ink = state.inks.get(id)
  if (ink) ink.predicted = []
  if (!committed) remove(state, id)
  return true
}

export function remove(state: LiveState, id: string): void {
  state.inks.delete(id)
  state.drags.delete(id)
  state.drafts.delete(id)
}

/**
 * The document has spoken: drops the gestures whose result it brings. A drag of somebody else ends with the first
 * change of what it carries, because that change may overtake the message that ends it.
 */
export function settle({ inks, drags, drafts }: LiveState, change: Change): boolean {
  let settled = false
  for (const id of change.added) settled = inks.delete(id) || drafts.delete(id) || settled
  if (drags.size === 0) return settled
  for (const drag of drags.values()) {
    const mayEnd = drag.committed || (drag.client !== null && change.origin === 'remote')
    if (!mayEnd || !touches(drag.ids, change)) continue
    drags.delete(drag.id)
    settled = true
  }
  return settled
}

function touches(ids: ReadonlySet<string>, { updated, removed }: Change): boolean {
  for (const id of updated) if (ids.has(id)) return true
  for (const id of removed) if (ids.has(id)) return true
  return false
}
