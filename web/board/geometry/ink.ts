import { circle } from './circle.ts'
import { createInkRoom, inkPolygon, NIB, THINNING } from './ink-polygon.ts'
import { CLOSE, createPathBuilder, MOVE, QUADRATIC, type Path } from './path.ts'
import { STRIDE } from './points.ts'
import { distinct, roundCorners, withShoulders } from './round-corners.ts'
import type { Scratch } from './scratch.ts'

/** How wide ink is at a pressure, as a multiple of the pen's width. */
export const inkWidth = (pressure: number): number => 1 + 2 * THINNING * (pressure - 0.5)

/** The widest that ink gets, as a multiple of the pen's width. */
export const WIDEST_INK = 1 + THINNING

/** Lines shorter than this, where the pen is as wide as a {@link NIB}, are dots. */
const SHORTEST = 3

/**
 * Hot path (every stroke of every tile, every frame of ink in flight). The filled outline of a stroke drawn with a pen of `width` through
 * `points` (x, y, pressure, ...), all in one unit. It is made in `room`; what is answered lies in `scratch` if there is one, and then only
 * until that is used again.
 * The outline is perfect-freehand's, along a line whose gentle bends were rounded first: stored strokes have few points.
 * The same function draws ink in flight and ink that has settled, so that nothing jumps when a stroke ends.
 */
export function inkOutline(
  points: ArrayLike<number>,
  width: number,
  room = createInkRoom(),
  scratch?: Pick<Scratch, 'ops' | 'coordinates'>,
): Path {
  const count = distinct(points, room.other)
  if (count === 0) return createPathBuilder().build()
  const length = roundCorners(room.other, count, width, room.line)
  const { line } = room
  const x = line[0]!
  const y = line[1]!
  const size = NIB / width
  if (isDot(line, length, SHORTEST / size)) return dot(line, length, width)
  // Brought to one width of pen and back, as the distances of its outline are absolute: ink looks the same at every zoom at which it is drawn.
  for (let i = 0; i < length; i += STRIDE) {
    line[i] = (line[i]! - x) * size
    line[i + 1] = (line[i + 1]! - y) * size
  }
  const held = withShoulders(line, length, NIB, room.other)
  const whole = held > 2 * STRIDE ? held : withMiddle(room.other)
  const corners = inkPolygon(room.other, whole, room)
  return smoothPolygon(room.left, corners, 1 / size, x, y, scratch)
}

/** The outline forgets the pressures of a line of two points. */
function withMiddle(line: number[]): number {
  for (let k = 0; k < STRIDE; k++) {
    line[k + 2 * STRIDE] = line[k + STRIDE]!
    line[k + STRIDE] = (line[k]! + line[k + STRIDE]!) / 2
  }
  return 3 * STRIDE
}

function isDot(line: readonly number[], length: number, shortest: number): boolean {
  for (let i = STRIDE; i < length; i += STRIDE) {
    const dx = line[i]! - line[0]!
    const dy = line[i + 1]! - line[1]!
    if (dx * dx + dy * dy > shortest * shortest) return false
  }
  return true
}

/** A tap: a circle as wide as the ink at its strongest pressure. */
function dot(line: readonly number[], length: number, width: number): Path {
  let pressure = 0
  for (let i = 2; i < length; i += STRIDE) pressure = Math.max(pressure, line[i]!)
  return circle(line[0]!, line[1]!, (width / 2) * inkWidth(pressure))
}

/**
 * A closed curve with the polygon's corners as control points, through the middles of its sides; scaled by `by` and then moved to `x`, `y`.
 * `length`: how many numbers of `corners` (x, y, ...) count.
 */
function smoothPolygon(
  corners: readonly number[],
  length: number,
  by: number,
  x: number,
  y: number,
  scratch: Pick<Scratch, 'ops' | 'coordinates'> | undefined,
): Path {
  const count = length / 2
  const ops = (scratch?.ops(count + 2) ?? new Uint8Array(count + 2)).fill(QUADRATIC)
  ops[0] = MOVE
  ops[count + 1] = CLOSE
  const coordinates = scratch?.coordinates(4 * count + 2) ?? new Float64Array(4 * count + 2)
  let cornerX = corners[length - 2]!
  let cornerY = corners[length - 1]!
  for (let i = 0, at = 0; i <= length; i += 2) {
    const nextX = corners[i === length ? 0 : i]!
    const nextY = corners[i === length ? 1 : i + 1]!
    // The last corner is where the curve begins, in the middle of the side that follows it.
    if (i > 0) {
      coordinates[at++] = cornerX * by + x
      coordinates[at++] = cornerY * by + y
    }
    coordinates[at++] = ((cornerX + nextX) / 2) * by + x
    coordinates[at++] = ((cornerY + nextY) / 2) * by + y
    cornerX = nextX
    cornerY = nextY
  }
  return { ops, coordinates }
}

/** Pressure a stroke begins with when the device reports none. */
export const FIRST_PRESSURE = 0.35

/**
 * Pressure for a device that reports none (mouse, most fingers): the slower, the firmer. Call it per point while drawing and store
 * the answers, for speed is lost once a stroke is simplified. `distance` from the point before, in units of the pen's `width`.
 */
export function simulatePressure(before: number, distance: number, width: number): number {
  const speed = Math.min(1, distance / (width * 4))
  const target = 0.65 - 0.3 * speed
  return before + (target - before) * 0.2
}
