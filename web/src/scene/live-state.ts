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
  /** What a single element looks like meanwhile, where it is given another shape. */
  as?: NewElement
  readonly client: number | null
  committed: boolean
  /** What the document has changed since the drag began. A large drag lands in several transactions. */
  readonly landed: Set<string>
}

export interface DraftInFlight {
  readonly id: string
  element: NewElement
  readonly client: number | null
  committed: boolean
}

/** A laser's trail. */
export interface LaserInFlight {
  readonly id: string
  readonly color: string
  /** Scene units. */
  readonly width: number
  /** x, y, x, ... in scene units, oldest first. */
  readonly points: number[]
  /** When each was drawn or heard of, milliseconds of the clock. */
  readonly times: number[]
  /** Let go of: fades. */
  committed: boolean
}

/** The maps behind a live scene, writable. */
export interface LiveState {
  readonly inks: Map<string, InkInFlight>
  readonly drags: Map<string, DragInFlight>
  readonly drafts: Map<string, DraftInFlight>
  readonly lasers: Map<string, LaserInFlight>
  /** What others have said they will move, before it moves. */
  readonly lifting: Map<string, { readonly client: number; readonly ids: string[] }>
}

/** Ends a gesture: a committed one stays on the screen until the document has it. Answers whether there was one. */
export function finish(state: LiveState, id: string, committed: boolean): boolean {
  // Its end without a move: nothing of it was shown.
  state.lifting.delete(id)
  const gesture = state.inks.get(id) ?? state.drags.get(id) ?? state.drafts.get(id) ?? state.lasers.get(id)
  if (!gesture) return false
  gesture.committed = committed
  const ink = state.inks.get(id)
  if (ink) ink.predicted = []
  if (!committed) remove(state, id)
  return true
}

export function remove(state: LiveState, id: string): void {
  state.lifting.delete(id)
  state.inks.delete(id)
  state.drags.delete(id)
  state.drafts.delete(id)
  state.lasers.delete(id)
}

/**
 * The document has spoken: drops the gestures whose result it brings. A drag goes when all that it carries has changed: mine
 * when it is committed, somebody else's without, because the change may overtake the message that ends it.
 */
export function settle({ inks, drags, drafts }: LiveState, change: Change): boolean {
  let settled = false
  for (const id of change.added) settled = inks.delete(id) || drafts.delete(id) || settled
  for (const drag of drags.values()) {
    const mayEnd = drag.committed || (drag.client !== null && change.origin === 'remote')
    if (!mayEnd || !lands(drag, change)) continue
    drags.delete(drag.id)
    settled = true
  }
  return settled
}

/** Takes note of what has landed; answers whether that is all. */
function lands({ ids, landed }: DragInFlight, { updated, removed }: Change): boolean {
  for (const id of updated) if (ids.has(id)) landed.add(id)
  for (const id of removed) if (ids.has(id)) landed.add(id)
  return landed.size >= ids.size
}
