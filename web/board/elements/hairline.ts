import { inkWidth } from '../geometry/ink.ts'
import { LINE, MOVE, QUADRATIC, type Path } from '../geometry/path.ts'
import { STRIDE } from '../geometry/points.ts'
import { GENTLE, SHARP } from '../geometry/round-corners.ts'
import type { Scratch } from '../geometry/scratch.ts'
import type { DisplayItem } from '../render/display-item.ts'

interface Ink {
  readonly color: string
  readonly width: number
  readonly opacity: number
}

/** Device pixels: ink up to this wide looks the same as a line of even width, which is painted several times as fast as its outline. */
const WIDEST = 1.5
/** Device pixels between the points of a hairline, at least. */
const STEP = 0.4
/** Device pixels that a point may be off the line without it. */
const OFF = 0.14
/** Device pixels between two points, from which on one would see that a bend is not rounded. */
const VISIBLE_BEND = 6

/** Is ink so thin at `scale` device pixels per scene unit that it can be drawn as a {@link hairline}? */
export const isHairline = ({ width }: Ink, scale: number): boolean => width * scale <= WIDEST

/**
 * Hot path (every stroke of every tile far out): the middle line of ink, as wide as the ink is on average. Writes over `points`; the path
 * lies there or in `scratch`.
 */
export function hairline(
  points: Float64Array,
  { width, color, opacity }: Ink,
  scale: number,
  scratch: Scratch,
): DisplayItem {
  const average = width * inkWidth(averagePressure(points)) * fullness(width * scale)
  const count = thinOut(points, STEP / scale, OFF / scale)
  const isLong = hasLegLongerThan(points, count, VISIBLE_BEND / scale)
  const path = isLong ? roundedLine(points, count, scratch) : straightLine(points, count, STEP / scale, scratch)
  return { type: 'path', path, stroke: { color, width: average }, opacity }
}

/** Lines of less than a pixel come out lighter than filled outlines do, by as much as was measured. `pixels`: the pen's width on the screen. */
const fullness = (pixels: number): number => 1 + 0.13 * Math.max(0, 1 - pixels)

function averagePressure(points: Float64Array): number {
  let sum = 0
  for (let i = 2; i < points.length; i += STRIDE) sum += points[i]!
  return (sum * STRIDE) / points.length
}

/**
 * Leaves the x and y of the points without which the line would look different: those `step` from the one before and more than `off` the
 * way to the next; in place, from the beginning. Answers how many.
 */
function thinOut(points: Float64Array, step: number, off: number): number {
  const last = points.length - STRIDE
  let x = points[0]!
  let y = points[1]!
  let at = 2
  for (let i = STRIDE; i <= last; i += STRIDE) {
    const dx = points[i]! - x
    const dy = points[i + 1]! - y
    if (i < last) {
      if (dx * dx + dy * dy < step * step) continue
      const nextX = points[i + STRIDE]! - x
      const nextY = points[i + STRIDE + 1]! - y
      const beside = dx * nextY - dy * nextX
      const isOn = dx * nextX + dy * nextY > 0
      if (isOn && beside * beside < off * off * (nextX * nextX + nextY * nextY)) continue
    }
    x = points[i]!
    y = points[i + 1]!
    points[at++] = x
    points[at++] = y
  }
  return at / 2
}

function hasLegLongerThan(line: Float64Array, count: number, length: number): boolean {
  for (let i = 2; i < 2 * count; i += 2) {
    const dx = line[i]! - line[i - 2]!
    const dy = line[i + 1]! - line[i - 1]!
    if (dx * dx + dy * dy > length * length) return true
  }
  return false
}

/** Through so many points of `line`; of a single place a line as long as `dot`, for canvases draw nothing of a line without length. */
function straightLine(
  line: Float64Array,
  count: number,
  dot: number,
  { coordinates: room, ops: opsRoom }: Scratch,
): Path {
  const ops = opsRoom(Math.max(2, count)).fill(LINE)
  ops[0] = MOVE
  const isDot = count === 1 || (count === 2 && line[0] === line[2] && line[1] === line[3])
  if (!isDot) return { ops, coordinates: line }
  const coordinates = room(4)
  coordinates[0] = line[0]! - dot / 2
  coordinates[2] = line[0]! + dot / 2
  coordinates[1] = coordinates[3] = line[1]!
  return { ops, coordinates }
}

const LEAST_TURN = Math.cos(GENTLE)
const MOST_TURN = Math.cos(SHARP)

/** With every gentle bend as a curve from the middle of its shorter leg to as far on the other one, as `roundCorners` has it. */
function roundedLine(line: Float64Array, count: number, { coordinates: room, ops: opsRoom }: Scratch): Path {
  const coordinates = room(6 * count)
  const ops = opsRoom(2 * count)
  let drawn = 0
  let at = 0
  const to = (op: number, x: number, y: number): void => {
    ops[drawn++] = op
    coordinates[at++] = x
    coordinates[at++] = y
  }
  to(MOVE, line[0]!, line[1]!)
  for (let i = 2; i + 2 < 2 * count; i += 2) {
    const x = line[i]!
    const y = line[i + 1]!
    const inX = x - line[i - 2]!
    const inY = y - line[i - 1]!
    const outX = line[i + 2]! - x
    const outY = line[i + 3]! - y
    const legIn = Math.sqrt(inX * inX + inY * inY)
    const legOut = Math.sqrt(outX * outX + outY * outY)
    const turn = (inX * outX + inY * outY) / (legIn * legOut)
    if (turn >= LEAST_TURN || turn < MOST_TURN) to(LINE, x, y)
    else {
      const reach = Math.min(legIn, legOut) / 2
      const back = reach / legIn
      const on = reach / legOut
      to(LINE, x - inX * back, y - inY * back)
      to(QUADRATIC, x, y)
      coordinates[at++] = x + outX * on
      coordinates[at++] = y + outY * on
    }
  }
  to(LINE, line[2 * count - 2]!, line[2 * count - 1]!)
  return { ops: opsRoom(drawn), coordinates }
}
