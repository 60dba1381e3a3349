import type { Vector } from '#board/geometry/vector.ts'

/** Steps of a line's angle with Shift held. */
const STEP = Math.PI / 12

/** `to`, turned about `from` to the nearest whole step of 15°. */
export function atWholeAngle(from: Vector, to: Vector): Vector {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const angle = Math.round(Math.atan2(to.y - from.y, to.x - from.x) / STEP) * STEP
  return { x: from.x + Math.cos(angle) * length, y: from.y + Math.sin(angle) * length }
}
