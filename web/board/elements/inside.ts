import { CLOSE, LINE, MOVE } from '../geometry/path.ts'
import { STRIDE } from '../geometry/points.ts'
import { insidePolygon } from '../geometry/segment.ts'
import type { Vector } from '../geometry/vector.ts'
import type { DisplayItem } from '../render/display-item.ts'

/** What fills a stroke. */
export interface Inside {
  /** Of the pen, scene units. */
  readonly width: number
  /** `none` or a colour. */
  readonly inside: string
  readonly opacity: number
}

/** A stroke is closed when its ends are this near, in shares of its length. */
const NEAR = 0.12
/** A closed stroke has at least so many points. */
const LEAST = 4

/** The line of a stroke (points x, y, pressure, ...) that comes back to where it began, flat; undefined for one that does not. */
function loopOf(points: Float64Array, width: number): Float64Array | undefined {
  const count = points.length / STRIDE
  if (count < LEAST) return undefined
  const loop = new Float64Array(count * 2)
  let length = 0
  for (let i = 0; i < count; i++) {
    loop[2 * i] = points[i * STRIDE] as number
    loop[2 * i + 1] = points[i * STRIDE + 1] as number
    if (i > 0) length += Math.hypot(loop[2 * i]! - loop[2 * i - 2]!, loop[2 * i + 1]! - loop[2 * i - 1]!)
  }
  const gap = Math.hypot(loop[2 * count - 2]! - loop[0]!, loop[2 * count - 1]! - loop[1]!)
  return gap <= Math.max(2 * width, NEAR * length) ? loop : undefined
}

/** Is a point surrounded by a stroke? */
export function isInside(points: Float64Array, width: number, { x, y }: Vector): boolean {
  const loop = loopOf(points, width)
  return loop !== undefined && insidePolygon(loop, x, y)
}

/** What fills a closed stroke, below its ink. */
export function insideItems(points: Float64Array, { inside, width, opacity }: Inside): DisplayItem[] {
  const loop = inside === 'none' ? undefined : loopOf(points, width)
  if (!loop) return []
  const ops = new Uint8Array(loop.length / 2 + 1).fill(LINE)
  ops[0] = MOVE
  ops[ops.length - 1] = CLOSE
  return [{ type: 'path', path: { ops, coordinates: loop }, fill: inside, opacity }]
}
