import type { Box } from './box.ts'
import { createPathBuilder, type Path } from './path.ts'
import { between, type Vector } from './vector.ts'

/** How a line goes from point to point. */
export type Route = 'straight' | 'curved' | 'elbow'

/** Along which axis a line leaves its first point and reaches its last. */
export type Axis = 'x' | 'y'

const longerAxis = (from: Vector, to: Vector): Axis => (Math.abs(to.x - from.x) >= Math.abs(to.y - from.y) ? 'x' : 'y')

/** Points (flat) that an elbow passes from one point to another: half of the way, across, and the rest. */
export function elbow(from: Vector, to: Vector, axis: Axis = longerAxis(from, to)): number[] {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  if (axis === 'x') return [from.x, from.y, middle.x, from.y, middle.x, to.y, to.x, to.y]
  return [from.x, from.y, from.x, middle.y, to.x, middle.y, to.x, to.y]
}

const PIECES = 6

/** Points (flat) on the S that leaves `from` and reaches `to` along an axis: a cubic Bézier curve. */
export function swing(from: Vector, to: Vector, axis: Axis = longerAxis(from, to)): number[] {
  const [, , ax, ay, bx, by] = elbow(from, to, axis) as [number, number, number, number, number, number]
  const points: number[] = []
  for (let k = 0; k <= PIECES; k++) {
    const t = k / PIECES
    const [w0, w1, w2, w3] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3]
    points.push(w0 * from.x + w1 * ax + w2 * bx + w3 * to.x, w0 * from.y + w1 * ay + w2 * by + w3 * to.y)
  }
  return points
}

/** The path through points (flat, at least one) by a route. */
export function routePath(points: ArrayLike<number>, route: Route): Path {
  const [from, to] = [pointAt(points, 0), pointAt(points, points.length / 2 - 1)]
  const isPair = points.length === 4
  if (route === 'curved') return smooth(isPair ? swing(from, to) : points)
  if (route === 'elbow') return polyline(isPair ? elbow(from, to) : squared(points))
  return polyline(points)
}

export const pointAt = (points: ArrayLike<number>, i: number): Vector => ({
  x: points[i * 2] ?? 0,
  y: points[i * 2 + 1] ?? 0,
})

function polyline(points: ArrayLike<number>): Path {
  const builder = createPathBuilder().moveTo(points[0] ?? 0, points[1] ?? 0)
  for (let i = 2; i + 1 < points.length; i += 2) builder.lineTo(points[i] as number, points[i + 1] as number)
  return builder.build()
}

/** A corner wherever two points do not lie on one level or plumb line. */
function squared(points: ArrayLike<number>): number[] {
  const corners = [points[0] ?? 0, points[1] ?? 0]
  for (let i = 2; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number]
    const [beforeX, beforeY] = [corners.at(-2) as number, corners.at(-1) as number]
    if (x !== beforeX && y !== beforeY) corners.push(x, beforeY)
    corners.push(x, y)
  }
  return corners
}

/** A curve through all points: a Catmull-Rom spline as cubics (tension 1/6). */
function smooth(points: ArrayLike<number>): Path {
  const last = points.length / 2 - 1
  const at = (i: number) => pointAt(points, Math.max(0, Math.min(last, i)))
  const builder = createPathBuilder().moveTo(at(0).x, at(0).y)
  for (let i = 0; i < last; i++) {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    builder.cubicTo(
      from.x + (to.x - before.x) / 6,
      from.y + (to.y - before.y) / 6,
      to.x - (after.x - from.x) / 6,
      to.y - (after.y - from.y) / 6,
      to.x,
      to.y,
    )
  }
  return builder.build()
}

/** Half-way between each point and the next, on the line through more than two points that {@link routePath} draws. */
export function middlesOfRoute(points: readonly Vector[], route: Route): Vector[] {
  const at = (i: number) => points[Math.max(0, Math.min(points.length - 1, i))] as Vector
  return points.slice(1).map((to, i) => {
    const from = at(i)
    if (route === 'elbow') return middleOf(squared([from.x, from.y, to.x, to.y]))
    if (route === 'straight') return between(from, to, 0.5)
    // The cubic of a Catmull-Rom spline at a half.
    const [before, after] = [at(i - 1), at(i + 2)]
    const half = (axis: Axis) => (9 * (from[axis] + to[axis]) - before[axis] - after[axis]) / 16
    return { x: half('x'), y: half('y') }
  })
}

/** Which way a connector between two outlines goes: along the axis in which they are further apart; undefined where they overlap. */
export function axisBetween(a: Box, b: Box): Axis | undefined {
  const across = Math.max(a.minX - b.maxX, b.minX - a.maxX)
  const along = Math.max(a.minY - b.maxY, b.minY - a.maxY)
  if (across <= 0 && along <= 0) return undefined
  return across >= along ? 'x' : 'y'
}

/** Where a line from outside to a point within a closed outline (flat) meets the outline first, `gap` before it; undefined when it does not. */
export function meets(outline: ArrayLike<number>, from: Vector, to: Vector, gap: number): Vector | undefined {
  let first = Infinity
  for (let i = 0, j = outline.length - 2; i + 1 < outline.length; j = i, i += 2) {
    const t = crossing(from, to, pointAt(outline, j / 2), pointAt(outline, i / 2))
    if (t < first) first = t
  }
  if (first === Infinity) return undefined
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const t = Math.max(0, first - gap / length)
  return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }
}

/** Where on the way from `from` to `to`, 0 to 1, the segment a–b is crossed; infinity when it is not. */
function crossing(from: Vector, to: Vector, a: Vector, b: Vector): number {
  const [rx, ry] = [to.x - from.x, to.y - from.y]
  const [sx, sy] = [b.x - a.x, b.y - a.y]
  const cross = rx * sy - ry * sx
  if (cross === 0) return Infinity
  const t = ((a.x - from.x) * sy - (a.y - from.y) * sx) / cross
  const u = ((a.x - from.x) * ry - (a.y - from.y) * rx) / cross
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? t : Infinity
}

function lengthsOf(line: ArrayLike<number>): number[] {
  const lengths: number[] = []
  for (let i = 2; i + 1 < line.length; i += 2) {
    lengths.push(Math.hypot(line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!))
  }
  return lengths
}

/** Of a polyline (flat). */
export const lengthOf = (line: ArrayLike<number>): number => lengthsOf(line).reduce((sum, length) => sum + length, 0)

/** The middle of a polyline (flat) by its length. */
export function middleOf(line: ArrayLike<number>): Vector {
  const lengths = lengthsOf(line)
  let left = lengthOf(line) / 2
  for (const [i, length] of lengths.entries()) {
    if (left > length) {
      left -= length
      continue
    }
    const [from, to] = [pointAt(line, i), pointAt(line, i + 1)]
    const t = length === 0 ? 0 : left / length
    return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }
  }
  return pointAt(line, 0)
}

/** The parts of a polyline outside of some boxes. */
export function outsideOf(line: ArrayLike<number>, boxes: readonly Box[]): Path {
  const builder = createPathBuilder()
  let open = false
  const draw = (from: Vector, to: Vector) => {
    if (!open) builder.moveTo(from.x, from.y)
    builder.lineTo(to.x, to.y)
    open = true
  }
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [from, to] = [pointAt(line, i / 2), pointAt(line, i / 2 + 1)]
    const at = (t: number) => ({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t })
    const inside = boxes.map((box) => within(from, to, box)).filter(([enter, leave]) => enter < leave)
    let drawn = 0
    for (const [enter, leave] of inside.toSorted(([a], [b]) => a - b)) {
      if (enter > drawn) draw(at(drawn), at(enter))
      open = false
      drawn = Math.max(drawn, leave)
    }
    if (drawn < 1) draw(at(drawn), to)
  }
  return builder.build()
}

/** Which part of a segment, 0 to 1, is inside a box (Liang–Barsky); the first number is not below the second when none is. */
function within(from: Vector, to: Vector, box: Box): [number, number] {
  let [enter, leave] = [0, 1]
  const sides = [
    [from.x - to.x, from.x - box.minX],
    [to.x - from.x, box.maxX - from.x],
    [from.y - to.y, from.y - box.minY],
    [to.y - from.y, box.maxY - from.y],
  ] as const
  for (const [step, room] of sides) {
    if (step === 0) {
      if (room < 0) return [1, 0]
    } else if (step < 0) enter = Math.max(enter, room / step)
    else leave = Math.min(leave, room / step)
  }
  return [enter, leave]
}
