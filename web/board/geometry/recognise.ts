import { boxOfCoordinates, height, width, type Box } from './box.ts'
import { flatten } from './flatten.ts'
import type { Matrix } from './matrix.ts'
import { squaredDistanceToSegment } from './segment.ts'
import { shapeOutline, type ShapeName } from './shapes.ts'
import { distance, type Vector } from './vector.ts'

/** What somebody meant who drew it by hand. */
export type Meant =
  | { readonly type: 'line' | 'arrow'; readonly from: Vector; readonly to: Vector }
  /** `matrix` places the shape's unit square. */
  | { readonly type: 'shape'; readonly shape: ShapeName; readonly matrix: Matrix }

/** The stroke is looked at at so many places, evenly along it. */
const SAMPLES = 64
/** Ends this near, in shares of the length, close a stroke. */
const CLOSE = 0.2
/** A line strays less than this share of its length, and is hardly longer than the way between its ends. */
const STRAY = 0.06
const LONGER = 1.12
/** How far from a shape the stroke may be on average, both ways together, in shares of the diagonal. */
const OFF = 0.062
/** A head is at least and at most such a share of the whole arrow. */
const HEAD = [0.04, 0.45] as const
/** From this share of an arrow's length on, the pen has come to its tip. */
const AT_TIP = 0.95

/**
 * What a stroke through points (flat; `stride` numbers each, the first two x and y) comes nearest to; undefined when it is like
 * nothing known. Shapes stand upright; lines and arrows point anywhere.
 */
export function recognise(points: ArrayLike<number>, stride: number): Meant | undefined {
  const line = evenly(points, stride)
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last) return undefined
  const length = lengthOf(line)
  if (length === 0) return undefined
  if (distance(first, last) > CLOSE * length) return straight(line) ?? arrow(line)
  return closed(line)
}

const lengthOf = (line: readonly Vector[]): number =>
  line.slice(1).reduce((sum, point, i) => sum + distance(line[i] as Vector, point), 0)

/** Points at equal distances along a stroke. */
function evenly(points: ArrayLike<number>, stride: number): Vector[] {
  const given: Vector[] = []
  for (let i = 0; i + 1 < points.length; i += stride) given.push({ x: points[i] as number, y: points[i + 1] as number })
  const [first] = given
  const step = lengthOf(given) / (SAMPLES - 1)
  if (!first || step === 0) return []
  const line = [first]
  let walked = 0
  for (let i = 1; i < given.length; i++) {
    const [from, to] = [given[i - 1] as Vector, given[i] as Vector]
    const piece = distance(from, to)
    if (piece === 0) continue
    while (line.length < SAMPLES - 1 && walked + piece >= step * line.length) {
      const t = (step * line.length - walked) / piece
      line.push({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t })
    }
    walked += piece
  }
  return [...line, given.at(-1) as Vector]
}

function straight(line: readonly Vector[]): Meant | undefined {
  const [from, to] = [line[0] as Vector, line.at(-1) as Vector]
  const span = distance(from, to)
  const isStraight = line.every((point) => strayFrom(point, from, to) <= STRAY * span)
  return isStraight && lengthOf(line) <= LONGER * span ? { type: 'line', from, to } : undefined
}

const strayFrom = ({ x, y }: Vector, a: Vector, b: Vector): number =>
  Math.sqrt(squaredDistanceToSegment(x, y, a.x, a.y, b.x, b.y))

/** A straight shaft to the point that is furthest along, and then a head that turns back. */
function arrow(line: readonly Vector[]): Meant | undefined {
  const from = line[0] as Vector
  let to = from
  for (const point of line) if (distance(from, point) > distance(from, to)) to = point
  // The pen may come back to the tip between the two halves of the head.
  const tip = line.findIndex((point) => distance(from, point) >= AT_TIP * distance(from, to))
  const [shaft, head] = [line.slice(0, tip + 1), line.slice(tip)]
  const share = lengthOf(head) / lengthOf(line)
  if (share < HEAD[0] || share > HEAD[1] || !straight(shaft)) return undefined
  const span = distance(from, to)
  const reach = Math.max(...head.map((point) => distance(point, to)))
  const isBehind = head.every((point) => along(point, from, to) <= 1.05)
  return reach <= HEAD[1] * span && isBehind ? { type: 'arrow', from, to } : undefined
}

/** How far along from `a` to `b` a point is, 0 to 1. */
const along = (point: Vector, a: Vector, b: Vector): number =>
  ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / distance(a, b) ** 2

function closed(line: readonly Vector[]): Meant | undefined {
  const box = boxOfCoordinates(line.flatMap(({ x, y }) => [x, y]))
  const diagonal = Math.hypot(width(box), height(box))
  // Something flat is no shape, but a line drawn to and fro.
  if (Math.min(width(box), height(box)) < 0.1 * diagonal) return undefined
  let best: { readonly off: number; readonly meant: Meant } | undefined
  for (const { shape, matrix } of candidates(box)) {
    const outline = flatten(shapeOutline(shape, matrix, 0))[0] ?? new Float64Array()
    const off = (meanAway(line, outline) + meanAway(evenly(outline, 2), line.flatMap(flat))) / diagonal
    if (off < (best?.off ?? OFF)) best = { off, meant: { type: 'shape', shape, matrix } }
  }
  return best?.meant
}

const flat = ({ x, y }: Vector): number[] => [x, y]

/** All that fills the box; a triangle may stand on its point. */
function candidates({ minX, minY, maxX, maxY }: Box): { readonly shape: ShapeName; readonly matrix: Matrix }[] {
  const upright: Matrix = [maxX - minX, 0, 0, maxY - minY, minX, minY]
  const upsideDown: Matrix = [maxX - minX, 0, 0, minY - maxY, minX, maxY]
  return [
    { shape: 'rectangle', matrix: upright },
    { shape: 'ellipse', matrix: upright },
    { shape: 'diamond', matrix: upright },
    { shape: 'triangle', matrix: upright },
    { shape: 'triangle', matrix: upsideDown },
  ]
}

/** How far points are from a closed line (flat) on average. */
function meanAway(points: readonly Vector[], closedLine: ArrayLike<number>): number {
  const last = closedLine.length - 2
  let sum = 0
  for (const { x, y } of points) {
    let nearest = Infinity
    for (let i = 0, j = last; i + 1 < closedLine.length; j = i, i += 2) {
      const squared = squaredDistanceToSegment(
        x,
        y,
        closedLine[j] as number,
        closedLine[j + 1] as number,
        closedLine[i] as number,
        closedLine[i + 1] as number,
      )
      if (squared < nearest) nearest = squared
    }
    sum += Math.sqrt(nearest)
  }
  return sum / Math.max(1, points.length)
}
