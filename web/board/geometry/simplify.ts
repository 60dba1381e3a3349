import { squaredDistanceToSegment } from './segment.ts'
import { STRIDE } from './points.ts'

/** How far a point's pressure may be from the straight line between its neighbours, 0 to 1. */
const PRESSURE_TOLERANCE = 0.06

/**
 * Drops the points that a stroke does not need: what stays is within `tolerance` (units of the points) of all that was drawn,
 * and its pressure within a hair's breadth. Ramer–Douglas–Peucker, iterative.
 * Answers the indices of the points that stay, in order; the first and the last are among them.
 */
export function simplify(points: ArrayLike<number>, tolerance: number): number[] {
  const count = Math.floor(points.length / STRIDE)
  const keep = new Uint8Array(count)
  if (count > 0) keep[0] = keep[count - 1] = 1
  const spans = [0, count - 1]
  while (spans.length > 0) {
    const last = spans.pop() as number
    const first = spans.pop() as number
    const split = farthest(points, first, last, tolerance)
    if (split < 0) continue
    keep[split] = 1
    spans.push(first, split, split, last)
  }
  return Array.from(keep.keys()).filter((i) => keep[i] === 1)
}

/** Index of the point between `first` and `last` that strays most from the straight line, or -1 when all are close enough. */
function farthest(points: ArrayLike<number>, first: number, last: number, tolerance: number): number {
  const at = (i: number, part: number): number => points[i * STRIDE + part] as number
  const [ax, ay, ap] = [at(first, 0), at(first, 1), at(first, 2)]
  const [bx, by, bp] = [at(last, 0), at(last, 1), at(last, 2)]
  let worst = 1
  let found = -1
  for (let i = first + 1; i < last; i++) {
    const away = squaredDistanceToSegment(at(i, 0), at(i, 1), ax, ay, bx, by) / (tolerance * tolerance)
    const expected = ap + ((bp - ap) * (i - first)) / (last - first)
    const pressed = ((at(i, 2) - expected) / PRESSURE_TOLERANCE) ** 2
    const stray = Math.max(away, pressed)
    if (stray > worst) {
      worst = stray
      found = i
    }
  }
  return found
}
