import type { Vector } from '#board/geometry/vector.ts'

/** Cursors arrive about 30 times a second and less on poor networks; this long they take to catch up, milliseconds. */
const TIME_CONSTANT_MS = 45
/** Closer than this to where it belongs, a cursor is there (viewport pixels at most). */
const ARRIVED = 0.25

/**
 * Where a cursor that is at `from` and belongs at `to` is drawn `elapsedMs` later: it approaches exponentially, so
 * that the result doesn't depend on the frame rate. Answers `to` itself when it has arrived. Scene units.
 */
export function glide(from: Vector, to: Vector, elapsedMs: number, zoom: number): Vector {
  const share = 1 - Math.exp(-elapsedMs / TIME_CONSTANT_MS)
  const x = from.x + (to.x - from.x) * share
  const y = from.y + (to.y - from.y) * share
  return Math.hypot(to.x - x, to.y - y) * zoom < ARRIVED ? to : { x, y }
}
