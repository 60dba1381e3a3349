import { STRIDE } from './points.ts'

/** x, y, pressure. */
export type InkPoint = [x: number, y: number, pressure: number]

/** Turns above this, in radians, are corners that somebody meant: they stay sharp. */
export const SHARP = 0.9
/** One point for so many radians of a rounded bend. */
const RADIANS_PER_POINT = 0.2
/** Turns up to this, in radians, are as smooth as they can be drawn. */
export const GENTLE = RADIANS_PER_POINT

/**
 * The line through `points` (x, y, pressure, ...) with its bends rounded: each gentle bend becomes a parabola over half of its
 * shorter leg, each corner one of an eighth of `width`. Points in the same place become one.
 */
export function roundCorners(points: ArrayLike<number>, width: number): InkPoint[] {
  const line = distinct(points)
  if (line.length < 3) return line
  const rounded: InkPoint[] = [line[0] as InkPoint]
  for (let i = 1; i + 1 < line.length; i++) {
    roundBend(rounded, line[i - 1] as InkPoint, line[i] as InkPoint, line[i + 1] as InkPoint, width)
  }
  rounded.push(line[line.length - 1] as InkPoint)
  return rounded
}

/**
 * The line with a point `reach` from both ends of every straight that is longer than twice that. The outline is smoothed from
 * point to point: without these shoulders a bend between long straights would be filled on its inside.
 */
export function withShoulders(line: readonly InkPoint[], reach: number): InkPoint[] {
  const shouldered: InkPoint[] = []
  for (const [i, point] of line.entries()) {
    const before = line[i - 1]
    const length = before ? Math.hypot(point[0] - before[0], point[1] - before[1]) : 0
    if (before && length > 2 * reach) {
      shouldered.push(towards(before, point, reach / length), towards(point, before, reach / length))
    }
    shouldered.push(point)
  }
  return shouldered
}

function distinct(points: ArrayLike<number>): InkPoint[] {
  const line: InkPoint[] = []
  for (let i = 0; i + STRIDE <= points.length; i += STRIDE) {
    const point: InkPoint = [points[i] as number, points[i + 1] as number, points[i + 2] as number]
    const before = line[line.length - 1]
    if (before && before[0] === point[0] && before[1] === point[1]) before[2] = Math.max(before[2], point[2])
    else line.push(point)
  }
  return line
}

function roundBend(into: InkPoint[], before: InkPoint, bend: InkPoint, after: InkPoint, width: number): void {
  const legIn = Math.hypot(bend[0] - before[0], bend[1] - before[1])
  const legOut = Math.hypot(after[0] - bend[0], after[1] - bend[1])
  const turn = turnAt(before, bend, after)
  const half = Math.min(legIn, legOut) / 2
  const reach = turn > SHARP ? Math.min(half, width / 8) : half
  const from = towards(bend, before, reach / legIn)
  const to = towards(bend, after, reach / legOut)
  const pieces = Math.ceil(turn / RADIANS_PER_POINT)
  if (pieces < 2) {
    into.push(bend)
    return
  }
  for (let k = 0; k <= pieces; k++) into.push(parabola(from, bend, to, k / pieces))
}

/** By how much the direction changes at `bend`, 0 to π. */
function turnAt(before: InkPoint, bend: InkPoint, after: InkPoint): number {
  const ax = bend[0] - before[0]
  const ay = bend[1] - before[1]
  const bx = after[0] - bend[0]
  const by = after[1] - bend[1]
  return Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by))
}

const towards = (from: InkPoint, to: InkPoint, t: number): InkPoint => [
  from[0] + (to[0] - from[0]) * t,
  from[1] + (to[1] - from[1]) * t,
  from[2] + (to[2] - from[2]) * t,
]

/** The point at `t` of the quadratic Bézier curve `from`, `control`, `to`. */
const parabola = (from: InkPoint, control: InkPoint, to: InkPoint, t: number): InkPoint =>
  towards(towards(from, control, t), towards(control, to, t), t)
