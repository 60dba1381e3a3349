import { boxAt, type Box } from '../geometry/box.ts'
import { circle } from '../geometry/circle.ts'
import { createPathBuilder, type Path } from '../geometry/path.ts'
import type { Vector } from '../geometry/vector.ts'
import type { PathItem } from '../render/display-item.ts'
import type { OutlineStyle } from './outline.ts'

/** What a line ends in; the last six say how many of what it leads to there are, as diagrams of data do. */
export const HEADS = [
  'none',
  'arrow',
  'triangle',
  'dot',
  'one',
  'only-one',
  'zero-or-one',
  'many',
  'one-or-many',
  'zero-or-many',
] as const
export type Head = (typeof HEADS)[number]

/** Length of a head, scene units. */
const headSize = (width: number): number => 8 + width * 2.2
/** Half the angle of a head, as its tangent. */
const SLENDER = 0.5
/** Radii of dots and of noughts, in sizes of a head. */
const DOT = 0.35
const NOUGHT = 0.3
/** A line of less has no direction, scene units. */
const SHORTEST = 1e-6

/** What a head of marks is made of, from the end of the line on, in sizes of a head: a foot begins at the end. */
interface Marks {
  readonly foot?: true
  readonly bars?: readonly number[]
  /** Where the middle of a nought is. */
  readonly nought?: number
}

const MARKS: Partial<Readonly<Record<Head, Marks>>> = {
  one: { bars: [0.6] },
  'only-one': { bars: [0.45, 0.85] },
  'zero-or-one': { bars: [0.45], nought: 0.95 },
  many: { foot: true },
  'one-or-many': { foot: true, bars: [1.3] },
  'zero-or-many': { foot: true, nought: 1.35 },
}

/** How far from the end of a line its head goes, whatever way it points; scene units. */
export function headReach(head: Head, width: number): number {
  return head === 'none' ? 0 : headSize(width) * (head in MARKS ? 1.7 : Math.hypot(1, SLENDER)) + width / 2
}

/** The part of a line that isn't drawn, for a head is hollow there; undefined where none is. `from` is a place on the line before its end. */
export function hollowOf(head: Head, tip: Vector, from: Vector, width: number): Box | undefined {
  const nought = MARKS[head]?.nought
  if (nought === undefined) return undefined
  const size = headSize(width)
  const { x, y } = placesAt(tip, from, size)(nought, 0)
  // A square as large as the nought: what is left of the line within it is at most a fifth of its radius long.
  const half = size * NOUGHT * 0.85
  return boxAt(x - half, y - half, 2 * half, 2 * half)
}

/** A head at the end of a line that comes `from` there. */
export function headItems(
  head: Exclude<Head, 'none'>,
  tip: Vector,
  from: Vector,
  { color, width, opacity }: Pick<OutlineStyle, 'color' | 'width' | 'opacity'>,
): PathItem[] {
  const size = headSize(width)
  const drawn = (path: Path): PathItem => ({ type: 'path', path, stroke: { color, width }, opacity })
  if (head === 'dot') return [{ type: 'path', path: circle(tip.x, tip.y, size * DOT), fill: color, opacity }]
  const at = placesAt(tip, from, size)
  const marks = MARKS[head]
  if (marks) return marked(marks, at, size).map(drawn)
  const builder = createPathBuilder()
  lineThrough(builder, at(1, SLENDER), tip, at(1, -SLENDER))
  if (head === 'arrow') return [drawn(builder.build())]
  return [{ ...drawn(builder.close().build()), fill: color }]
}

/** A place so far back from the end and so far beside the line, in sizes of a head. */
type At = (back: number, beside: number) => Vector

function placesAt(tip: Vector, from: Vector, size: number): At {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y)
  const [dx, dy] = length < SHORTEST ? [1, 0] : [(tip.x - from.x) / length, (tip.y - from.y) / length]
  return (back, beside) => ({
    x: tip.x - (dx * back + dy * beside) * size,
    y: tip.y - (dy * back - dx * beside) * size,
  })
}

function marked({ foot, bars = [], nought }: Marks, at: At, size: number): Path[] {
  const builder = createPathBuilder()
  if (foot) lineThrough(builder, at(0, SLENDER), at(1, 0), at(0, -SLENDER))
  for (const bar of bars) lineThrough(builder, at(bar, SLENDER), at(bar, -SLENDER))
  const lines = builder.build()
  if (nought === undefined) return [lines]
  const { x, y } = at(nought, 0)
  return [lines, circle(x, y, size * NOUGHT)]
}

function lineThrough(builder: ReturnType<typeof createPathBuilder>, first: Vector, ...rest: readonly Vector[]): void {
  builder.moveTo(first.x, first.y)
  for (const { x, y } of rest) builder.lineTo(x, y)
}
