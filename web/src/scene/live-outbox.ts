import { STRIDE } from '#board/geometry/points.ts'
import { LIVE_IDS, LIVE_POINTS, type LiveMessage } from '#board/live.ts'
import type { Frames } from '../editor/frames.ts'
import type { LiveState } from './live-state.ts'

/** Of a long list of ids; each is about a kilobyte. */
const PIECES_PER_FRAME = 10

/** What of mine the others don't know yet, told at most once a frame. */
export interface LiveOutbox {
  inkBegan(id: string): void
  inkGrew(id: string): void
  laserGrew(id: string, points: readonly number[]): void
  draftChanged(id: string): void
  dragBegan(id: string): void
  dragMoved(id: string): void
  ended(id: string, committed: boolean): void
  readonly onSend: (send: (message: LiveMessage) => void) => () => void
  dispose(): void
}

export function createOutbox(state: LiveState, frames: Frames): LiveOutbox {
  const senders = new Set<(message: LiveMessage) => void>()
  /** Points already told, by ink. */
  const told = new Map<string, number>()
  const grown = new Set<string>()
  const drafted = new Set<string>()
  const moved = new Set<string>()
  /** Points of a laser that the others don't know of yet. */
  const beamed = new Map<string, number[]>()
  /** Carried elements that the others don't know of yet, by drag. */
  const lifting = new Map<string, string[]>()

  const send = (message: LiveMessage) => {
    for (const sender of senders) sender(message)
  }
  const flush = () => {
    sendLifts()
    for (const id of grown) sendInk(id)
    for (const [id, points] of beamed) sendLaser(id, points)
    beamed.clear()
    for (const id of drafted) sendDraft(id)
    for (const id of moved) if (!lifting.has(id)) sendMove(id)
    grown.clear()
    drafted.clear()
    for (const id of moved) if (!lifting.has(id)) moved.delete(id)
    if (lifting.size > 0) soon()
  }
  const soon = () => frames.request('send', flush)

  function sendInk(id: string): void {
    const ink = state.inks.get(id)
    const first = told.get(id)
    if (!ink || first === undefined) return
    const { color, width, opacity } = ink
    const count = ink.points.length / STRIDE
    for (let from = first; from < count; from += LIVE_POINTS) {
      const points = ink.points.slice(from * STRIDE, (from + LIVE_POINTS) * STRIDE)
      send({ type: 'ink', id, color, width, opacity, from, points })
    }
    told.set(id, count)
  }

  function sendLaser(id: string, points: readonly number[]): void {
    const laser = state.lasers.get(id)
    if (!laser) return
    const { color, width } = laser
    for (let from = 0; from < points.length; from += 2 * LIVE_POINTS) {
      send({ type: 'laser', id, color, width, points: points.slice(from, from + 2 * LIVE_POINTS) })
    }
  }

  function sendDraft(id: string): void {
    const element = state.drafts.get(id)?.element ?? state.drags.get(id)?.as
    if (!element) return
    const { kind, id: _, z: __, ...fields } = element
    send({ type: 'draft', id, kind, fields })
  }

  function sendMove(id: string): void {
    const drag = state.drags.get(id)
    if (drag) send({ type: 'drag', drag: id, by: drag.by })
  }

  /** Tells what a drag carries, as much as a frame may send; a drag moves for others once they know all of it. */
  function sendLifts(): void {
    let pieces = PIECES_PER_FRAME
    for (const [id, ids] of lifting) {
      for (; ids.length > 0 && pieces > 0; pieces--) send({ type: 'lift', drag: id, ids: ids.splice(-LIVE_IDS) })
      if (ids.length === 0) lifting.delete(id)
    }
  }

  return {
    inkBegan: (id) => void told.set(id, 0),
    inkGrew(id) {
      grown.add(id)
      soon()
    },
    laserGrew(id, points) {
      beamed.set(id, [...(beamed.get(id) ?? []), ...points])
      soon()
    },
    draftChanged(id) {
      drafted.add(id)
      soon()
    },
    dragBegan(id) {
      lifting.set(id, [...(state.drags.get(id)?.ids ?? [])])
      sendLifts()
      if (lifting.size > 0) soon()
    },
    dragMoved(id) {
      moved.add(id)
      soon()
    },
    ended(id, committed) {
      if (committed) flush()
      for (const waiting of [grown, drafted, moved]) waiting.delete(id)
      beamed.delete(id)
      told.delete(id)
      lifting.delete(id)
      send({ type: 'end', id, committed })
    },
    onSend(sender) {
      senders.add(sender)
      return () => senders.delete(sender)
    },
    dispose() {
      frames.cancel(flush)
      senders.clear()
    },
  }
}
