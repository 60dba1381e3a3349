import type { Box } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Mark } from './marks.ts'

export type Axis = 'x' | 'y'
/** A line of a box across an axis. */
export type Side = 'min' | 'middle' | 'max'

/** Which lines of a box look for others. */
export interface Sought {
  readonly x: readonly Side[]
  readonly y: readonly Side[]
  /** Does it look for equal gaps, too? What is made larger does not. */
  readonly gaps: boolean
}

/** What there is to be aligned with. */
export interface Ground {
  /** Boxes that a band of the view meets; unordered. */
  readonly within: (band: Box) => readonly Box[]
  /** What can be seen: nothing else attracts. */
  readonly view: Box
  /** From how far away something attracts, scene units. */
  readonly reach: number
  /** Scene units between lines of the grid, where one is shown. */
  readonly grid: number | null
}

/** Where a box is drawn to. */
export interface Snap {
  /** How far it has to move; 0 along an axis where nothing attracts. */
  readonly by: Vector
  /** Along which axes something attracts, even where it is in place already. */
  readonly along: { readonly x: boolean; readonly y: boolean }
  /** Lines and gaps that the box shares with others when it is so. */
  marks(placed: Box): Mark[]
}

/**
 * Hot path, once per frame of a drag. Asks only for what meets a narrow band about each line of the box, and what lies in the
 * row and the column of the box: never for all there is.
 */
export function snap(ground: Ground, box: Box, sought: Sought): Snap {
  const x = alongAxis(ground, box, 'x', sought)
  const y = alongAxis(ground, box, 'y', sought)
  return {
    by: { x: x.by ?? 0, y: y.by ?? 0 },
    along: { x: x.by !== null, y: y.by !== null },
    marks: (placed) => [...x.marks(placed), ...y.marks(placed)],
  }
}

const low = (box: Box, axis: Axis): number => (axis === 'x' ? box.minX : box.minY)
const high = (box: Box, axis: Axis): number => (axis === 'x' ? box.maxX : box.maxY)
const across = (axis: Axis): Axis => (axis === 'x' ? 'y' : 'x')
const lineOf = (box: Box, axis: Axis, side: Side): number => {
  if (side === 'min') return low(box, axis)
  return side === 'max' ? high(box, axis) : (low(box, axis) + high(box, axis)) / 2
}
const SIDES: readonly Side[] = ['min', 'middle', 'max']
/** Edges go with edges, middles with middles. */
const match = (a: Side, b: Side): boolean => (a === 'middle') === (b === 'middle')

/** A band of the view around a range along an axis. */
const bandOf = (view: Box, axis: Axis, from: number, to: number): Box =>
  axis === 'x' ? { ...view, minX: from, maxX: to } : { ...view, minY: from, maxY: to }

function alongAxis(ground: Ground, box: Box, axis: Axis, sought: Sought) {
  const sides = sought[axis]
  const near = sides.map((side) => nearTo(ground, axis, lineOf(box, axis, side)))
  const row = sought.gaps ? neighboursOf(ground, box, axis) : NO_NEIGHBOURS
  let by: number | null = null
  const offer = (shift: number) => {
    if (Math.abs(shift) <= ground.reach && (by === null || Math.abs(shift) < Math.abs(by))) by = shift
  }
  for (const [i, side] of sides.entries()) {
    const line = lineOf(box, axis, side)
    for (const other of near[i] ?? [])
      for (const its of SIDES) if (match(side, its)) offer(lineOf(other, axis, its) - line)
  }
  for (const shift of gapShifts(row, box, axis)) offer(shift)
  const { grid } = ground
  if (by === null && grid !== null) {
    for (const side of sides) {
      const line = lineOf(box, axis, side)
      if (side !== 'middle') offer(Math.round(line / grid) * grid - line)
    }
  }
  const marks = (placed: Box) => [...guides(near, sides, placed, axis), ...gapMarks(row, placed, axis)]
  return { by: by as number | null, marks }
}

const nearTo = ({ within, view, reach }: Ground, axis: Axis, line: number): readonly Box[] =>
  within(bandOf(view, axis, line - reach, line + reach))

/** Scene units: what is this near counts as in line. */
const EVEN = 0.01

/** One line for each place that the box has in common with others, from the first of them to the last. */
function guides(near: readonly (readonly Box[])[], sides: readonly Side[], placed: Box, axis: Axis): Mark[] {
  const spans = new Map<number, { from: number; to: number }>()
  const other = across(axis)
  for (const [i, side] of sides.entries()) {
    const line = lineOf(placed, axis, side)
    for (const box of near[i] ?? []) {
      if (!SIDES.some((its) => match(side, its) && Math.abs(lineOf(box, axis, its) - line) < EVEN)) continue
      const span = spans.get(line) ?? { from: low(placed, other), to: high(placed, other) }
      spans.set(line, { from: Math.min(span.from, low(box, other)), to: Math.max(span.to, high(box, other)) })
    }
  }
  return Array.from(spans, ([line, { from, to }]) => ({
    type: 'guide',
    from: pointOn(axis, line, from),
    to: pointOn(axis, line, to),
  }))
}

const pointOn = (axis: Axis, along: number, aside: number): Vector =>
  axis === 'x' ? { x: along, y: aside } : { x: aside, y: along }

/** The two nearest boxes on each side of a box, in its row or column. */
interface Neighbours {
  readonly before: readonly [near?: Box, far?: Box]
  readonly after: readonly [near?: Box, far?: Box]
}

const NO_NEIGHBOURS: Neighbours = { before: [], after: [] }

function neighboursOf({ within, view, reach }: Ground, box: Box, axis: Axis): Neighbours {
  const other = across(axis)
  const row = within(bandOf(view, other, low(box, other), high(box, other)))
  const nearest = (from: Box, side: 'before' | 'after'): Box | undefined => {
    let best: Box | undefined
    for (const each of row) {
      const isThere =
        side === 'before'
          ? high(each, axis) <= low(from, axis) + reach && low(each, axis) < low(from, axis)
          : low(each, axis) >= high(from, axis) - reach && high(each, axis) > high(from, axis)
      if (!isThere || each === from) continue
      const isNearer =
        !best || (side === 'before' ? high(each, axis) > high(best, axis) : low(each, axis) < low(best, axis))
      if (isNearer) best = each
    }
    return best
  }
  const pair = (side: 'before' | 'after'): readonly [Box?, Box?] => {
    const near = nearest(box, side)
    const far = near && nearest(near, side)
    return near ? (far ? [near, far] : [near]) : []
  }
  return { before: pair('before'), after: pair('after') }
}

/** How far the box has to move to stand in equal gaps: between its neighbours, or as far as they are from theirs. */
function gapShifts({ before: [left, lefter], after: [right, righter] }: Neighbours, box: Box, axis: Axis): number[] {
  const shifts: number[] = []
  const gapTo = (a: Box, b: Box) => low(b, axis) - high(a, axis)
  if (left && right && gapTo(left, right) >= high(box, axis) - low(box, axis))
    shifts.push((gapTo(box, right) - gapTo(left, box)) / 2)
  if (left && lefter && gapTo(lefter, left) > 0) shifts.push(gapTo(lefter, left) - gapTo(left, box))
  if (right && righter && gapTo(right, righter) > 0) shifts.push(gapTo(box, right) - gapTo(right, righter))
  return shifts
}

/** The gaps beside the box that are equal, each as a measured line. */
function gapMarks({ before: [left, lefter], after: [right, righter] }: Neighbours, box: Box, axis: Axis): Mark[] {
  const found = new Set<readonly [Box, Box]>()
  const pairs: (readonly [Box, Box] | undefined)[] = [
    lefter && left && [lefter, left],
    left && [left, box],
    right && [box, right],
    right && righter && [right, righter],
  ]
  for (let i = 0; i + 1 < pairs.length; i++) {
    const [a, b] = [pairs[i], pairs[i + 1]]
    const isEqual = a && b && gapOf(a, axis) > EVEN && Math.abs(gapOf(a, axis) - gapOf(b, axis)) < EVEN
    if (isEqual) found.add(a).add(b)
  }
  return [...found].map(([a, b]) => gapMark(a, b, axis))
}

const gapOf = ([a, b]: readonly [Box, Box], axis: Axis): number => low(b, axis) - high(a, axis)

/** The gap between two boxes, where both of them are beside it. */
export function gapMark(a: Box, b: Box, axis: Axis): Mark {
  const other = across(axis)
  const aside = (Math.max(low(a, other), low(b, other)) + Math.min(high(a, other), high(b, other))) / 2
  const [from, to] = [high(a, axis), low(b, axis)]
  return { type: 'gap', from: pointOn(axis, from, aside), to: pointOn(axis, to, aside), length: to - from }
}
