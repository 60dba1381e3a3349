import { STRIDE } from './points.ts'

/** Turns above this, in radians, are corners that somebody meant: they stay sharp. */
export const SHARP = 0.9
/** One point for so many radians of a rounded bend. */
const RADIANS_PER_POINT = 0.2
/** Turns up to this, in radians, are as smooth as they can be drawn. */
export const GENTLE = RADIANS_PER_POINT

/**
 * Hot path (every stroke of every tile). The line through `points` (x, y, pressure, ...) without points that are in the same place as
 * the one before, written over `into`; answers how many numbers it has.
 */
export function distinct(points: ArrayLike<number>, into: number[]): number {
  let at = 0
  for (let i = 0; i + STRIDE <= points.length; i += STRIDE) {
    const x = points[i]!
    const y = points[i + 1]!
    const pressure = points[i + 2]!
    if (at > 0 && isSamePlace(x - into[at - 3]!, y - into[at - 2]!)) into[at - 1] = Math.max(into[at - 1]!, pressure)
    else {
      into[at++] = x
      into[at++] = y
      into[at++] = pressure
    }
  }
  return at
}

/** Or so near that the square of the distance is too small for a number. */
const isSamePlace = (dx: number, dy: number): boolean => dx * dx + dy * dy === 0

/**
 * Hot path. The first `length` numbers of `line` with its bends rounded: each gentle bend becomes a parabola over half of its shorter leg,
 * each corner one of an eighth of `width`. Written over `into`; answers how many numbers it has. No two points may be in the same place.
 */
export function roundCorners(line: readonly number[], length: number, width: number, into: number[]): number {
  let at = copyPoint(line, 0, into, 0)
  for (let i = STRIDE; i + STRIDE < length; i += STRIDE) at = roundBend(line, i, width, into, at)
  return length > STRIDE ? copyPoint(line, length - STRIDE, into, at) : at
}

/**
 * Hot path. The first `length` numbers of `line` with a point `reach` from both ends of every straight that is longer than twice that,
 * written over `into`; answers how many numbers it has. The outline is smoothed from point to point: without these shoulders a bend
 * between long straights would be filled on its inside.
 */
export function withShoulders(line: readonly number[], length: number, reach: number, into: number[]): number {
  let at = copyPoint(line, 0, into, 0)
  for (let i = STRIDE; i < length; i += STRIDE) {
    const legX = line[i]! - line[i - 3]!
    const legY = line[i + 1]! - line[i - 2]!
    const leg = Math.sqrt(legX * legX + legY * legY)
    if (leg > 2 * reach) {
      at = between(line, i - STRIDE, i, reach / leg, into, at)
      at = between(line, i, i - STRIDE, reach / leg, into, at)
    }
    at = copyPoint(line, i, into, at)
  }
  return at
}

function copyPoint(line: readonly number[], i: number, into: number[], at: number): number {
  into[at] = line[i]!
  into[at + 1] = line[i + 1]!
  into[at + 2] = line[i + 2]!
  return at + STRIDE
}

/** The point at `t` of the way from the one at `i` to the one at `j`. */
function between(line: readonly number[], i: number, j: number, t: number, into: number[], at: number): number {
  for (let k = 0; k < STRIDE; k++) into[at + k] = line[i + k]! + (line[j + k]! - line[i + k]!) * t
  return at + STRIDE
}

/** The bend at `i` as points of the parabola that touches both its legs; answers where the next point goes. */
function roundBend(line: readonly number[], i: number, width: number, into: number[], start: number): number {
  const inX = line[i]! - line[i - 3]!
  const inY = line[i + 1]! - line[i - 2]!
  const outX = line[i + 3]! - line[i]!
  const outY = line[i + 4]! - line[i + 1]!
  const turn = Math.abs(Math.atan2(inX * outY - inY * outX, inX * outX + inY * outY))
  const pieces = Math.ceil(turn / RADIANS_PER_POINT)
  if (pieces < 2) return copyPoint(line, i, into, start)
  const legIn = Math.sqrt(inX * inX + inY * inY)
  const legOut = Math.sqrt(outX * outX + outY * outY)
  const half = Math.min(legIn, legOut) / 2
  const reach = turn > SHARP ? Math.min(half, width / 8) : half
  let at = start
  for (let piece = 0; piece <= pieces; piece++) {
    const t = piece / pieces
    for (let k = 0; k < STRIDE; k++) {
      const bend = line[i + k]!
      const from = bend + (line[i + k - STRIDE]! - bend) * (reach / legIn)
      const to = bend + (line[i + k + STRIDE]! - bend) * (reach / legOut)
      const first = from + (bend - from) * t
      into[at++] = first + (bend + (to - bend) * t - first) * t
    }
  }
  return at
}
