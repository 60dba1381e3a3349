import type { Segment } from './segment.ts'

/**
 * A part of a polyline, by position: 2.25 is a quarter of the way from its third point to its fourth. Positions outlive every
 * map that keeps straight lines straight, so what was found out in the scene also holds in an element's own space.
 */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Positions nearer than this are one: what is between them is rounding. */
const SAME = 1e-9

/** All of a polyline of so many points. */
export const wholeSpan = (count: number): Span => ({ from: 0, to: Math.max(0, count - 1) })

/**
 * Hot path (eraser): the spans of a polyline of flat coordinates that a disc of radius `reach` covers while it travels along
 * `along`. One per piece of the line at most, in order; a line of one point is a dot. `stride` numbers a point, x and y first.
 */
export function coveredSpans(line: ArrayLike<number>, stride: number, along: Segment, reach: number): Span[] {
  const covered: Span[] = []
  const count = Math.floor(line.length / stride)
  for (let i = 0; i < Math.max(count - 1, Math.min(count, 1)); i++) {
    const a = i * stride
    const b = count === 1 ? a : a + stride
    const within = withinCapsule(
      line[a] as number,
      line[a + 1] as number,
      line[b] as number,
      line[b + 1] as number,
      along,
      reach,
    )
    if (count === 1 && within) covered.push({ from: 0, to: 0 })
    else if (within && within[1] - within[0] > SAME) covered.push({ from: i + within[0], to: i + within[1] })
  }
  return covered
}

type Interval = readonly [from: number, to: number]

/**
 * Where the segment `ax, ay` to `bx, by` (0 to 1) is inside a capsule: two discs and the strip between them. A capsule is
 * convex, so the three answers join to one.
 */
function withinCapsule(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  { from, to }: Segment,
  reach: number,
): Interval | undefined {
  const [dx, dy] = [bx - ax, by - ay]
  const parts = [withinDisc(ax - from.x, ay - from.y, dx, dy, reach), withinDisc(ax - to.x, ay - to.y, dx, dy, reach)]
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  if (length > 0) {
    const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
    const [x, y] = [ax - from.x, ay - from.y]
    const lengthwise = withinRange(x * ux + y * uy, dx * ux + dy * uy, 0, length)
    const across = withinRange(y * ux - x * uy, dy * ux - dx * uy, -reach, reach)
    parts.push(lengthwise && across && overlap(lengthwise, across))
  }
  const found = parts.filter((part) => part !== undefined)
  if (found.length === 0) return undefined
  return overlap([Math.min(...found.map((part) => part[0])), Math.max(...found.map((part) => part[1]))], [0, 1])
}

/** Where `x + t·dx, y + t·dy` is in the disc around the origin. */
function withinDisc(x: number, y: number, dx: number, dy: number, reach: number): Interval | undefined {
  const a = dx * dx + dy * dy
  const c = x * x + y * y - reach * reach
  // So short that its square is next to nothing: a point.
  if (a < SAME * SAME) return c <= 0 ? [0, 1] : undefined
  const half = -(x * dx + y * dy) / a
  const root = half * half - c / a
  return root < 0 ? undefined : [half - Math.sqrt(root), half + Math.sqrt(root)]
}

/** Where `start + t·slope` is between two numbers. */
function withinRange(start: number, slope: number, low: number, high: number): Interval | undefined {
  if (slope === 0) return start >= low && start <= high ? [-Infinity, Infinity] : undefined
  const [s, t] = [(low - start) / slope, (high - start) / slope]
  return s < t ? [s, t] : [t, s]
}

function overlap(a: Interval, b: Interval): Interval | undefined {
  const from = Math.max(a[0], b[0])
  const to = Math.min(a[1], b[1])
  return from <= to ? [from, to] : undefined
}

/** What is left of `spans` without `holes`. Answers the same array where no hole touches any. */
export function withoutSpans(spans: readonly Span[], holes: readonly Span[]): readonly Span[] {
  return holes.reduce((left, hole) => {
    const isApart = ({ from, to }: Span) => hole.to < from || hole.from > to
    return left.every(isApart) ? left : left.flatMap((span) => (isApart(span) ? [span] : around(span, hole)))
  }, spans)
}

const around = ({ from, to }: Span, hole: Span): Span[] =>
  [
    { from, to: hole.from },
    { from: hole.to, to },
  ].filter((part) => part.to - part.from > SAME)

/** The points of a span: its two ends, found between their neighbours, and all that lies between them. */
export function pointsOfSpan(line: ArrayLike<number>, stride: number, { from, to }: Span): number[] {
  const points = pointAt(line, stride, from)
  for (let i = Math.floor(from) + 1; i < to; i++) {
    for (let part = 0; part < stride; part++) points.push(line[i * stride + part] as number)
  }
  return to > from ? [...points, ...pointAt(line, stride, to)] : points
}

function pointAt(line: ArrayLike<number>, stride: number, position: number): number[] {
  const before = Math.floor(position)
  const share = position - before
  const next = share === 0 ? before : before + 1
  return Array.from({ length: stride }, (_, part) => {
    const value = line[before * stride + part] as number
    return value + ((line[next * stride + part] as number) - value) * share
  })
}
