import {
  boxOfCoordinates,
  centre,
  expand,
  union,
  width as widthOf,
  height as heightOf,
  type Box,
} from '../geometry/box.ts'
import { flatten } from '../geometry/flatten.ts'
import { applyTo, invert, multiply, translate, type Matrix } from '../geometry/matrix.ts'
import { pathBounds, type Path } from '../geometry/path.ts'
import {
  axisBetween,
  elbow,
  meets,
  lengthOf,
  middleOf,
  middlesOfRoute,
  outsideOf,
  pointAt,
  routePath,
  swing,
  type Route,
} from '../geometry/route.ts'
import { touchesPolyline } from '../geometry/segment.ts'
import type { Vector } from '../geometry/vector.ts'
import { LIMITS } from '../limits.ts'
import type { Face, MeasureText } from '../render/fonts.ts'
import { layoutText, type TextBlock } from '../render/text-layout.ts'
import { bindingField, type Binding } from './binding.ts'
import type { Anchorage, ElementKind, Field, Placed, Textual } from './element-kind.ts'
import {
  choiceField,
  colorField,
  dashField,
  flagField,
  fontField,
  lookField,
  matrixField,
  opacityField,
  seedField,
  sizeField,
  widthField,
} from './fields.ts'
import { headItems, headReach, HEADS, hollowOf, type Head } from './heads.ts'
import { blockBounds, wordItems } from './label.ts'
import { outlineItem, strayOf, type OutlineStyle } from './outline.ts'

/** A line through points, with or without heads; its ends may be bound to elements, which makes it a connector. */
export interface LineProps extends Placed, Textual, Face, OutlineStyle {
  /** Flat, local units; at least two. */
  readonly points: readonly number[]
  readonly route: Route
  readonly startHead: Head
  readonly endHead: Head
  readonly start: Binding | null
  readonly end: Binding | null
  readonly size: number
}

const pointsField: Field<readonly number[]> = {
  parse(raw) {
    if (!Array.isArray(raw) || raw.length < 4 || raw.length % 2 === 1 || raw.length > 2 * LIMITS.pointsPerLine)
      return undefined
    return raw.every((value) => typeof value === 'number' && Math.abs(value) <= LIMITS.coordinate) ? raw : undefined
  },
  fallback: [0, 0, 100, 0],
}

const headField = choiceField<Head>(HEADS, 'none')

/** Points in scene units. */
const placedPoints = ({ points, matrix }: Pick<LineProps, 'points' | 'matrix'>): number[] => mapped(points, matrix)

function mapped(points: ArrayLike<number>, matrix: Matrix): number[] {
  return Array.from({ length: points.length / 2 }, (_, i) => applyTo(matrix, pointAt(points, i))).flatMap(
    ({ x, y }) => [x, y],
  )
}

const pathOf = (props: LineProps): Path => routePath(placedPoints(props), props.route)
const polylineOf = (props: LineProps): Float64Array => flatten(pathOf(props))[0] ?? new Float64Array()

/** Lines don't stray more than this share of their length. */
const strayIn = (props: LineProps, line: ArrayLike<number>): number => {
  const box = boxOfCoordinates(line)
  return strayOf(props, Math.max(widthOf(box), heightOf(box)))
}

/** Letters' distance from the line's ends, in font sizes. */
const ROOM = 0.3

/** Words on a short line are smaller, so that it can still be seen on both sides; down to this share of their size. */
const LEAST_SHARE = 0.35
const MOST_OF_LINE = 0.6

/** Words in the middle of the line, always level. */
function wordsOf(props: LineProps, measure: MeasureText): TextBlock {
  const { font, bold, italic, size: asked, color, opacity } = props
  const typed = props.asTyped ? { asTyped: props.asTyped } : {}
  const style = { font, bold, italic, align: 'center', ...typed } as const
  const flat = polylineOf(props)
  const { width: natural } = layoutText(props.text, { ...style, size: asked }, measure)
  const size = asked * Math.max(LEAST_SHARE, Math.min(1, (lengthOf(flat) * MOST_OF_LINE) / natural))
  const layout = layoutText(props.text, { ...style, size }, measure)
  const { x, y } = middleOf(flat)
  const matrix = translate(x - layout.width / 2, y - layout.height / 2)
  return { ...layout, ...style, wraps: false, size, color, opacity, matrix }
}

export const line: ElementKind<LineProps> = {
  kind: 'line',
  fields: {
    matrix: matrixField,
    points: pointsField,
    route: choiceField<Route>(['straight', 'curved', 'elbow'], 'straight'),
    startHead: headField,
    endHead: headField,
    start: bindingField,
    end: bindingField,
    color: colorField(),
    width: widthField,
    dash: dashField,
    look: lookField,
    seed: seedField,
    opacity: opacityField,
    font: fontField,
    bold: flagField,
    italic: flagField,
    size: sizeField,
  },
  resize: 'free',
  text: { alone: false, block: wordsOf },
  connects: { ends: ['start', 'end'], holds: 'points', resolve: resolved },

  bends: { points: bendsOf, middles: middlesOf, through: throughPoints },

  bounds(props, measure) {
    const margin = Math.max(
      props.width / 2 + strayIn(props, polylineOf(props)),
      headReach(props.startHead, props.width),
      headReach(props.endHead, props.width),
    )
    const box = expand(pathBounds(pathOf(props)), margin)
    return props.text === '' ? box : union(box, blockBounds(wordsOf(props, measure)))
  },

  frame: (props) => boxOfCoordinates(polylineOf(props)),

  hit(props, along, tolerance, measure) {
    if (touchesPolyline(along, polylineOf(props), 2, tolerance + props.width / 2)) return true
    if (props.text === '') return false
    const { minX, minY, maxX, maxY } = labelBox(wordsOf(props, measure))
    const { x, y } = along.from
    return minX <= x && x <= maxX && minY <= y && y <= maxY
  },

  display(props, measure) {
    const path = pathOf(props)
    const flat = polylineOf(props)
    const stray = strayIn(props, flat)
    const ends = endsOf(props, flat)
    const heads = ends.flatMap(({ head, tip, from }) => (head === 'none' ? [] : headItems(head, tip, from, props)))
    const words = props.text === '' ? undefined : wordsOf(props, measure)
    const hollows = ends.flatMap(({ head, tip, from }) => hollowOf(head, tip, from, props.width) ?? [])
    const free = words ? [...hollows, labelBox(words)] : hollows
    const drawn = free.length > 0 ? outsideOf(flat, free) : path
    return [outlineItem(drawn, props, stray), ...heads, ...(words ? wordItems(words) : [])]
  },

  transform: (props, by) => multiply(by, props.matrix),
}

/** Inner points are where they are stored: a route adds corners of its own, which nobody has drawn. */
function bendsOf(stored: LineProps, shown: LineProps): Vector[] {
  const seen = placedPoints(shown)
  const last = seen.length / 2 - 1
  const inner = placedPoints(stored).slice(2, -2)
  return [pointAt(seen, 0), ...pairs(inner), pointAt(seen, last)]
}

const pairs = (points: readonly number[]): Vector[] =>
  Array.from({ length: points.length / 2 }, (_, i) => pointAt(points, i))

function middlesOf(stored: LineProps, shown: LineProps): Vector[] {
  const points = bendsOf(stored, shown)
  if (points.length === 2) return [middleOf(polylineOf(shown))]
  return middlesOfRoute(points, stored.route)
}

/** The fields of a line through points of the scene; hundredths of a unit are fine enough. */
function throughPoints({ matrix }: LineProps, points: readonly Vector[]): Partial<LineProps> {
  const flat = points.flatMap(({ x, y }) => [x, y])
  return { points: mapped(flat, invert(matrix)).map((value) => Math.round(value * 100) / 100) }
}

const labelBox = (words: TextBlock): Box => expand(boxOfCoordinates(cornersOfBlock(words)), words.size * ROOM)

const cornersOfBlock = ({ width, height, matrix: [, , , , x, y] }: TextBlock): number[] => [x, y, x + width, y + height]

/** Both ends of a line, with a place before each from which it comes there. */
function endsOf({ startHead, endHead }: LineProps, flat: ArrayLike<number>) {
  const last = flat.length / 2 - 1
  return [
    { head: startHead, tip: pointAt(flat, 0), from: comingFrom(flat, 0, 1) },
    { head: endHead, tip: pointAt(flat, last), from: comingFrom(flat, last, -1) },
  ]
}

/** A point of the line some way before its end: the last piece of a curve alone is too short to tell where it comes from. */
function comingFrom(flat: ArrayLike<number>, end: number, step: 1 | -1): Vector {
  const tip = pointAt(flat, end)
  let at = tip
  for (let i = end + step; i >= 0 && i < flat.length / 2; i += step) {
    at = pointAt(flat, i)
    if (Math.hypot(at.x - tip.x, at.y - tip.y) > 6) break
  }
  return at
}

/** Between an outline and what is bound to it, scene units. */
const GAP = 4

/** The line with its bound ends where they are now. A straight one is cut off at the outline, others leave it at a side. */
function resolved(props: LineProps, targetOf: (binding: Binding) => Anchorage | undefined): LineProps {
  const ends = [props.start, props.end].map((binding) => {
    const target = binding && targetOf(binding)
    return target ? { outline: target.outline, anchor: applyTo(target.place, binding) } : undefined
  })
  const [start, end] = ends
  if (!start && !end) return props
  const points = placedPoints(props)
  const last = points.length - 2
  if (start) points.splice(0, 2, start.anchor.x, start.anchor.y)
  if (end) points.splice(last, 2, end.anchor.x, end.anchor.y)
  const gap = GAP + props.width / 2
  const routed =
    props.route !== 'straight' && points.length === 4 ? sideways(points, start, end, props.route, gap) : undefined
  return { ...props, points: mapped(routed ?? cutOff(points, start, end, gap), invert(props.matrix)) }
}

interface End {
  readonly outline: ArrayLike<number>
  readonly anchor: Vector
}

function cutOff(points: readonly number[], start: End | undefined, end: End | undefined, gap: number): number[] {
  const last = points.length / 2 - 1
  const first = start && meets(start.outline, pointAt(points, 1), start.anchor, gap)
  const final = end && meets(end.outline, pointAt(points, last - 1), end.anchor, gap)
  const cut = [...points]
  if (first) cut.splice(0, 2, first.x, first.y)
  if (final) cut.splice(last * 2, 2, final.x, final.y)
  return cut
}

/** From side to side, along the axis in which both are further apart; undefined where they overlap. */
function sideways(
  points: readonly number[],
  start: End | undefined,
  end: End | undefined,
  route: Route,
  gap: number,
): number[] | undefined {
  const [from, to] = [pointAt(points, 0), pointAt(points, 1)]
  const boxOf = (each: End | undefined, at: Vector): Box => boxOfCoordinates(each?.outline ?? [at.x, at.y])
  const [a, b] = [boxOf(start, from), boxOf(end, to)]
  const axis = axisBetween(a, b)
  if (!axis) return undefined
  const leave = (each: End | undefined, at: Vector, box: Box, towards: Vector): Vector => {
    if (!each) return at
    const far =
      axis === 'x'
        ? { x: sideOf(box.minX, box.maxX, towards.x), y: at.y }
        : { x: at.x, y: sideOf(box.minY, box.maxY, towards.y) }
    return meets(each.outline, far, at, gap) ?? at
  }
  const [p, q] = [leave(start, from, a, centre(b)), leave(end, to, b, centre(a))]
  return route === 'elbow' ? elbow(p, q, axis) : swing(p, q, axis)
}

/** A place beyond the side of a range that is nearer to `towards`. */
const sideOf = (min: number, max: number, towards: number): number => {
  const beyond = max - min + 1
  return towards > (min + max) / 2 ? max + beyond : min - beyond
}
