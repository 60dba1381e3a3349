import { getStroke } from 'perfect-freehand'
import { circle } from './circle.ts'
import { CLOSE, createPathBuilder, MOVE, QUADRATIC, type Path } from './path.ts'
import { roundCorners, withShoulders, type InkPoint } from './round-corners.ts'

/** How much pressure changes the width: at pressure 0.5 ink is exactly as wide as its pen, at 0 and 1 by this much less or more. */
const THINNING = 0.6

/** How wide ink is at a pressure, as a multiple of the pen's width. */
export const inkWidth = (pressure: number): number => 1 + 2 * THINNING * (pressure - 0.5)

/** The widest that ink gets, as a multiple of the pen's width. */
export const WIDEST_INK = 1 + THINNING

/**
 * perfect-freehand has distances of its own (it ignores the last 3 units of a line), so every stroke is brought to this width
 * for it and back: ink looks the same at every zoom at which it is drawn.
 */
const NIB = 32
const SHORTEST = 3

/**
 * The filled outline of a stroke drawn with a pen of `width` through `points` (x, y, pressure, ...), all in one unit.
 * The outline is perfect-freehand's, along a line whose gentle bends were rounded first: stored strokes have few points.
 * The same function draws ink in flight and ink that has settled, so that nothing jumps when a stroke ends.
 */
export function inkOutline(points: ArrayLike<number>, width: number): Path {
  const line = roundCorners(points, width)
  const start = line[0]
  if (!start) return createPathBuilder().build()
  const [x, y] = start
  const size = NIB / width
  if (line.every((point) => Math.hypot(point[0] - x, point[1] - y) * size <= SHORTEST)) return dot(line, width)
  for (const point of line) {
    point[0] = (point[0] - x) * size
    point[1] = (point[1] - y) * size
  }
  const held = withShoulders(line, NIB)
  const outline = getStroke(held.length === 2 ? withMiddle(held) : held, {
    size: NIB,
    thinning: THINNING,
    smoothing: 0.5,
    streamline: 0,
    simulatePressure: false,
    last: true,
  })
  return smoothPolygon(outline, 1 / size, x, y)
}

/** perfect-freehand forgets the pressures of a line of two points. */
function withMiddle(line: readonly InkPoint[]): InkPoint[] {
  const [[ax, ay, ap], [bx, by, bp]] = line as [InkPoint, InkPoint]
  return [
    [ax, ay, ap],
    [(ax + bx) / 2, (ay + by) / 2, (ap + bp) / 2],
    [bx, by, bp],
  ]
}

/** A tap: a circle as wide as the ink at its strongest pressure. */
function dot(line: readonly InkPoint[], width: number): Path {
  const [x, y] = line[0] as InkPoint
  const pressure = Math.max(...line.map((point) => point[2]))
  return circle(x, y, (width / 2) * inkWidth(pressure))
}

/**
 * Hot path (every stroke of every tile): a closed curve with the polygon's corners as control points, through the middles of its sides;
 * scaled by `by` and then moved to `x`, `y`.
 */
function smoothPolygon(polygon: readonly (readonly [number, number])[], by: number, x: number, y: number): Path {
  const count = polygon.length
  if (count === 0) return createPathBuilder().build()
  const ops = new Uint8Array(count + 2).fill(QUADRATIC)
  ops[0] = MOVE
  ops[count + 1] = CLOSE
  const coordinates = new Float64Array(4 * count + 2)
  let [cornerX, cornerY] = polygon[count - 1]!
  for (let i = 0, at = 0; i <= count; i++) {
    const [nextX, nextY] = polygon[i === count ? 0 : i]!
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
