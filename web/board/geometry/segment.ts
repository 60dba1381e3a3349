import type { Vector } from './vector.ts'

/** A straight piece of a path: what an eraser travelled between two pointer events. A point is a segment of length 0. */
export interface Segment {
  readonly from: Vector
  readonly to: Vector
}

/** Hot path (eraser): squared distance from a point to the segment `ax, ay` to `bx, by`. */
export function squaredDistanceToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax
  const dy = by - ay
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  const ex = x - ax - t * dx
  const ey = y - ay - t * dy
  return ex * ex + ey * ey
}

/** Which side of the line a→b the point is on: the sign of twice the triangle's area. */
const side = (ax: number, ay: number, bx: number, by: number, x: number, y: number): number =>
  (bx - ax) * (y - ay) - (by - ay) * (x - ax)

/** Hot path (eraser): squared distance between the segment `along` and the segment `cx, cy` to `dx, dy`; 0 when they cross. */
function squaredDistanceBetween(along: Segment, cx: number, cy: number, dx: number, dy: number): number {
  const { from, to } = along
  const crosses =
    side(from.x, from.y, to.x, to.y, cx, cy) * side(from.x, from.y, to.x, to.y, dx, dy) < 0 &&
    side(cx, cy, dx, dy, from.x, from.y) * side(cx, cy, dx, dy, to.x, to.y) < 0
  if (crosses) return 0
  return Math.min(
    squaredDistanceToSegment(from.x, from.y, cx, cy, dx, dy),
    squaredDistanceToSegment(to.x, to.y, cx, cy, dx, dy),
    squaredDistanceToSegment(cx, cy, from.x, from.y, to.x, to.y),
    squaredDistanceToSegment(dx, dy, from.x, from.y, to.x, to.y),
  )
}

/** Distance from a point to a segment. */
export const distanceToSegment = (point: Vector, { from, to }: Segment): number =>
  Math.sqrt(squaredDistanceToSegment(point.x, point.y, from.x, from.y, to.x, to.y))

/** Distance between two segments; 0 when they touch or cross. */
export const distanceBetween = (a: Segment, b: Segment): number =>
  Math.sqrt(squaredDistanceBetween(a, b.from.x, b.from.y, b.to.x, b.to.y))

/**
 * Does a pen of radius `reach` that travels along `along` come near a polyline of flat coordinates?
 * `stride` numbers a point, of which the first two are x and y; a single point counts as a dot.
 */
export function touchesPolyline(along: Segment, line: ArrayLike<number>, stride: number, reach: number): boolean {
  const squaredReach = reach * reach
  if (line.length <= stride) {
    const [x, y] = [line[0] ?? NaN, line[1] ?? NaN]
    return squaredDistanceBetween(along, x, y, x, y) <= squaredReach
  }
  for (let i = stride; i + 1 < line.length; i += stride) {
    const x = line[i - stride] as number
    const y = line[i - stride + 1] as number
    if (squaredDistanceBetween(along, x, y, line[i] as number, line[i + 1] as number) <= squaredReach) return true
  }
  return false
}

/** Is the point inside the polygon of flat `x, y` coordinates (even-odd rule)? */
export function insidePolygon(polygon: ArrayLike<number>, x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 2; i + 1 < polygon.length; j = i, i += 2) {
    const yi = polygon[i + 1] as number
    const yj = polygon[j + 1] as number
    if (yi > y === yj > y) continue
    const xi = polygon[i] as number
    if (x < ((polygon[j] as number) - xi) * ((y - yi) / (yj - yi)) + xi) inside = !inside
  }
  return inside
}
