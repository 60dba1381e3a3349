import type { BoardReader } from '#board/document/board-reader.ts'
import type { NewElement } from '#board/document/element.ts'
import { IDENTITY, type Matrix } from '#board/geometry/matrix.ts'
import type { LiveMessage } from '#board/live.ts'
import type { Frames } from '../editor/frames.ts'
import { SYSTEM_CLOCK, type Clock } from '../editor/clock.ts'
import { createForeignGestures } from './foreign-gestures.ts'
import { createLasers, type Trail } from './lasers.ts'
import { createOutbox } from './live-outbox.ts'
import {
  finish,
  settle,
  type DraftInFlight,
  type DragInFlight,
  type InkInFlight,
  type LaserInFlight,
  type LiveState,
} from './live-state.ts'

export type { DraftInFlight, DragInFlight } from './live-state.ts'

/**
 * Everything unfinished on this screen, mine and others'. Tools write mine through the verbs;
 * the sync part feeds others' with `receive` and takes mine with `onSend`; the canvas draws all of it.
 */
export interface LiveScene {
  readonly inks: ReadonlyMap<string, InkInFlight>
  readonly drags: ReadonlyMap<string, DragInFlight>
  readonly drafts: ReadonlyMap<string, DraftInFlight>

  readonly lasers: ReadonlyMap<string, LaserInFlight>

  /** My own drag, until the document has all of it. */
  own(): DragInFlight | undefined

  beginInk(id: string, style: { readonly color: string; readonly width: number; readonly opacity: number }): void
  /** Hot path. `points`: x, y, pressure, ... */
  extendInk(id: string, points: readonly number[], predicted: readonly number[]): void
  beginLaser(id: string, style: { readonly color: string; readonly width: number }): void
  /** Hot path. `points`: x, y, x, ... */
  extendLaser(id: string, points: readonly number[]): void
  /** Hot path, once per frame: the trails of all lasers, as far as they have faded. */
  trails(): readonly Trail[]
  setDraft(id: string, element: NewElement): void
  beginDrag(id: string, ids: Iterable<string>): void
  moveDrag(id: string, by: Matrix): void
  /** The one element of a drag is given another shape: `element` is shown in its stead. */
  reshape(id: string, element: NewElement): void
  /** `committed`: the document has or will have the result. */
  end(id: string, committed: boolean): void
  /** The document has all of what was committed. */
  landed(id: string): void

  receive(client: number, message: LiveMessage): void
  /** A person left: what they had in flight goes. */
  forget(client: number): void
  /** Called once per frame at most with what is new of mine. */
  onSend(send: (message: LiveMessage) => void): () => void
  onChange(listener: () => void): () => void
  dispose(): void
}

export function createLiveScene(document: BoardReader, frames: Frames, clock: Clock = SYSTEM_CLOCK): LiveScene {
  const state: LiveState = {
    inks: new Map(),
    drags: new Map(),
    drafts: new Map(),
    lasers: new Map(),
    lifting: new Map(),
  }
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const outbox = createOutbox(state, frames)
  const lasers = createLasers(state, clock, changed)
  const foreign = createForeignGestures(state, lasers, (id) => document.get(id) !== undefined, clock, changed)
  const stopFollowing = document.onChange((change) => {
    if (settle(state, change)) changed()
  })

  return {
    ...state,
    own() {
      for (const drag of state.drags.values()) if (drag.client === null) return drag
      return undefined
    },
    beginInk(id, style) {
      state.inks.set(id, { id, ...style, points: [], predicted: [], by: null, committed: false })
      outbox.inkBegan(id)
    },
    extendInk(id, points, predicted) {
      const ink = state.inks.get(id)
      if (!ink) return
      for (const value of points) ink.points.push(value)
      ink.predicted = predicted
      outbox.inkGrew(id)
      changed()
    },
    beginLaser: lasers.begin,
    extendLaser(id, points) {
      lasers.extend(id, points)
      outbox.laserGrew(id, points)
      changed()
    },
    trails: lasers.trails,
    setDraft(id, element) {
      state.drafts.set(id, { id, element, client: null, committed: false })
      outbox.draftChanged(id)
      changed()
    },
    beginDrag(id, ids) {
      state.drags.set(id, { id, ids: new Set(ids), by: IDENTITY, client: null, committed: false, landed: new Set() })
      outbox.dragBegan(id)
      changed()
    },
    moveDrag(id, by) {
      const drag = state.drags.get(id)
      if (!drag) return
      drag.by = by
      outbox.dragMoved(id)
      changed()
    },
    reshape(id, element) {
      const drag = state.drags.get(id)
      if (!drag) return
      drag.as = element
      outbox.draftChanged(id)
      changed()
    },
    end(id, committed) {
      if (!finish(state, id, committed)) return
      outbox.ended(id, committed)
      changed()
    },
    landed(id) {
      if (state.drags.delete(id)) changed()
    },
    receive: foreign.receive,
    forget: foreign.forget,
    onSend: outbox.onSend,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      stopFollowing()
      outbox.dispose()
      foreign.dispose()
      lasers.dispose()
      listeners.clear()
    },
  }
}
