import type { LiveMessage } from '#board/live.ts'
import type { NewElement } from '#board/document/board-document.ts'
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
  /** The stroke is in the document or about to come; kept on screen until the scene shows it. */
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
}

/**
 * Everything unfinished on this screen, mine and others'. Tools write mine through the verbs;
 * the sync part feeds others' with `receive` and takes mine with `onSend`; the canvas draws all of it.
 */
export interface LiveScene {
  readonly inks: ReadonlyMap<string, InkInFlight>
  readonly drags: ReadonlyMap<string, DragInFlight>
  readonly drafts: ReadonlyMap<string, DraftInFlight>

  beginInk(id: string, style: { readonly color: string; readonly width: number; readonly opacity: number }): void
  /** Hot path. `points`: x, y, pressure, ... */
  extendInk(id: string, points: readonly number[], predicted: readonly number[]): void
  setDraft(id: string, element: NewElement): void
  beginDrag(id: string, ids: Iterable<string>): void
  moveDrag(id: string, by: Matrix): void
  /** `committed`: the document has or will have the result. */
  end(id: string, committed: boolean): void

  receive(client: number, message: LiveMessage): void
  /** A person left: what they had in flight goes. */
  forget(client: number): void
  /** Called once per frame at most with what is new of mine. */
  onSend(send: (message: LiveMessage) => void): () => void
  onChange(listener: () => void): () => void
  dispose(): void
}
