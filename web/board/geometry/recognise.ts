import { boxOfCoordinates, height, width, type Box } from './box.ts'
import { flatten } from './flatten.ts'
import { applyTo, multiply, rotate, type Matrix } from './matrix.ts'
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
/** A stroke goes astray where it goes another way than the outline beside it, by more than this, radians; by no more than such a share of it. */
const ASTRAY = Math.PI / 12
const MOST_ASTRAY = 0.22
/** This near, nothing better is looked for: a square is a diamond at a slant, too. */
const GOOD = 0.025
/** A shape is at a slant when that fits so much better, and by more than a hand is off that means it upright, radians. */
const BETTER = 0.6
const LEAST_SLANT = Math.PI / 24
/** Slants are tried in such steps, and then about the best one in finer ones, radians. */
const SLANTS = [Math.PI / 30, Math.PI / 180] as const
/** A head is at least and at most such a share of the whole arrow. */
const HEAD = [0.04, 0.45] as const
/** From this share of an arrow's length on, the pen has come to its tip. */
const AT_TIP = 0.95

/**
 * What a stroke through points (flat; `stride` numbers each, the first two x and y) comes nearest to; undefined when it is like
 * nothing known. Shapes stand upright unless they were clearly drawn at a slant; lines and arrows point anywhere.
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
  const upright = fitting(line, 0)
  if (upright && upright.off < GOOD) return keptTo(line, upright)
  const slanted = atSlant(line)
  const isSlanted = slanted && slanted.off < BETTER * (upright?.off ?? Infinity)
  const best = isSlanted ? slanted : upright
  return best && best.off < OFF ? keptTo(line, best) : undefined
}

/** What a shape that fits means, unless the stroke is bumpy: a cloud is near an ellipse everywhere, but goes its own way. */
function keptTo(line: readonly Vector[], { angle, outline, meant }: Fit): Meant | undefined {
  const back = rotate(-angle)
  const calm = calmed(line.map((point) => applyTo(back, point)))
  let astray = 0
  for (let i = 1; i + 1 < calm.length; i++) {
    const way = headingOf(calm[i - 1] as Vector, calm[i + 1] as Vector)
    if (turnBetween(way, headingBeside(calm[i] as Vector, outline)) > ASTRAY) astray++
  }
  return astray <= MOST_ASTRAY * calm.length ? meant : undefined
}

/** Every point between its neighbours: a hand that trembles says nothing. */
const calmed = (line: readonly Vector[]): Vector[] =>
  line.map((point, i) => {
    const [before, after] = [line[i - 1] ?? point, line[i + 1] ?? point]
    return { x: (before.x + point.x + after.x) / 3, y: (before.y + point.y + after.y) / 3 }
  })

const headingOf = (from: Vector, to: Vector): number => Math.atan2(to.y - from.y, to.x - from.x)

/** Between two headings, whichever way along them one goes: 0 to a quarter of a turn. */
function turnBetween(a: number, b: number): number {
  const turn = Math.abs(a - b) % Math.PI
  return Math.min(turn, Math.PI - turn)
}

/** Where a closed line (flat) is heading where it comes nearest to a point. */
function headingBeside({ x, y }: Vector, closedLine: ArrayLike<number>): number {
  let nearest = Infinity
  let heading = 0
  for (let i = 0, j = closedLine.length - 2; i + 1 < closedLine.length; j = i, i += 2) {
    const from = { x: closedLine[j] as number, y: closedLine[j + 1] as number }
    const to = { x: closedLine[i] as number, y: closedLine[i + 1] as number }
    const squared = squaredDistanceToSegment(x, y, from.x, from.y, to.x, to.y)
    // A piece without length heads nowhere.
    if (squared >= nearest || distance(from, to) === 0) continue
    nearest = squared
    heading = headingOf(from, to)
  }
  return heading
}

/** A shape, and how far the stroke is from it, in shares of the diagonal. */
interface Fit {
  readonly off: number
  readonly angle: number
  /** Flat; turned back by the angle. */
  readonly outline: ArrayLike<number>
  readonly meant: Meant
}

/** The shape that fits best among those turned by an angle; undefined where the stroke is flat: a line drawn to and fro. */
function fitting(line: readonly Vector[], angle: number): Fit | undefined {
  const back = rotate(-angle)
  const turned = line.map((point) => applyTo(back, point))
  const box = boxOfCoordinates(turned.flatMap(flat))
  const diagonal = Math.hypot(width(box), height(box))
  if (Math.min(width(box), height(box)) < 0.1 * diagonal) return undefined
  const coordinates = turned.flatMap(flat)
  let best: Fit | undefined
  for (const { shape, matrix } of candidates(box)) {
    const outline = flatten(shapeOutline(shape, matrix, 0))[0] ?? new Float64Array()
    const off = (meanAway(turned, outline) + meanAway(evenly(outline, 2), coordinates)) / diagonal
    if (off >= (best?.off ?? Infinity)) continue
    best = { off, angle, outline, meant: { type: 'shape', shape, matrix: multiply(rotate(angle), matrix) } }
  }
  return best
}

/** The shape that fits best among those at a slant; a quarter of a turn is none. */
function atSlant(line: readonly Vector[]): Fit | undefined {
  const [coarse, fine] = SLANTS
  const closest = bestOf(line, steps(LEAST_SLANT, Math.PI / 2 - LEAST_SLANT, coarse))
  if (!closest) return undefined
  const best = bestOf(line, steps(closest.angle - coarse, closest.angle + coarse, fine))
  return best && Math.min(best.angle, Math.PI / 2 - best.angle) >= LEAST_SLANT ? best : undefined
}

function bestOf(line: readonly Vector[], angles: readonly number[]): Fit | undefined {
  let best: Fit | undefined
  for (const angle of angles) {
    const fit = fitting(line, angle)
    if (fit && fit.off < (best?.off ?? Infinity)) best = fit
  }
  return best
}

const steps = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)

const flat = ({ x, y }: Vector): number[] => [x, y]

/** All that fills the box; a triangle may stand on its point or on its side. */
function candidates({ minX, minY, maxX, maxY }: Box): { readonly shape: ShapeName; readonly matrix: Matrix }[] {
  const [w, h] = [maxX - minX, maxY - minY]
  const upright: Matrix = [w, 0, 0, h, minX, minY]
  const triangles: readonly Matrix[] = [
    upright,
    [w, 0, 0, -h, minX, maxY],
    [0, h, -w, 0, maxX, minY],
    [0, h, w, 0, minX, minY],
  ]
  return [
    { shape: 'rectangle', matrix: upright },
    { shape: 'ellipse', matrix: upright },
    { shape: 'diamond', matrix: upright },
    ...triangles.map((matrix) => ({ shape: 'triangle', matrix }) as const),
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
