import { boxOf, boxOfCoordinates, centre, EMPTY_BOX, expand, isEmpty, type Box } from '../geometry/box.ts'
import { inkOutline, WIDEST_INK } from '../geometry/ink.ts'
import { multiply, translate, type Matrix } from '../geometry/matrix.ts'
import {
  boxOfEncodedPoints,
  decodePoints,
  encodePiece,
  encodePoints,
  looksLikePoints,
  STRIDE,
} from '../geometry/points.ts'
import type { Path } from '../geometry/path.ts'
import type { Room } from '../geometry/scratch.ts'
import { touchesPolyline } from '../geometry/segment.ts'
import { simplify } from '../geometry/simplify.ts'
import { LIMITS } from '../limits.ts'
import type { DisplayItem } from '../render/display-item.ts'
import type { ElementKind, Field, Placed } from './element-kind.ts'
import { colorField, fillField, matrixField, opacityField, widthField } from './fields.ts'
import { hairline, isHairline } from './hairline.ts'
import { insideItems, isInside } from './inside.ts'
import { placeholderBounds, placeholderDisplay, placeholderHit } from './placeholder.ts'

/** Ink. */
export interface StrokeProps extends Placed {
  /** Encoded points in local space; see `geometry/points.ts`. */
  readonly points: Uint8Array
  readonly color: string
  /** Of the pen, scene units: resizing a stroke does not make its ink thicker. */
  readonly width: number
  readonly opacity: number
  /** Of what the stroke surrounds, if it comes back to where it began: `none` or a colour. */
  readonly inside: string
}

const pointsField: Field<Uint8Array> = {
  // Only a glance, for this runs for every stroke of a board; bytes that lie further in are drawn as a placeholder.
  parse: (raw) => (looksLikePoints(raw) ? raw : undefined),
  fallback: new Uint8Array(),
}

/** The stroke's points in scene units (x, y, pressure, ...), in `room` if there is one; `undefined` when the bytes make no sense or hold no point. */
export function strokePoints(
  { points: bytes, matrix }: StrokeProps,
  room?: Room<Float64Array>,
): Float64Array | undefined {
  const points = decodePoints(bytes, room)?.points
  if (!points || points.length === 0) return undefined
  const [a, b, c, d, e, f] = matrix
  for (let i = 0; i < points.length; i += STRIDE) {
    const x = points[i] as number
    const y = points[i + 1] as number
    points[i] = a * x + c * y + e
    points[i + 1] = b * x + d * y + f
  }
  return points
}

/** Around the points, in scene units; only those of a stroke that was turned have to be decoded. */
function boxOfStroke(props: StrokeProps): Box | undefined {
  const [a, b, c, d, e, f] = props.matrix
  if (b !== 0 || c !== 0) {
    const points = strokePoints(props)
    return points && boxOfCoordinates(points, STRIDE)
  }
  const box = boxOfEncodedPoints(props.points)
  return box && boxOf({ x: a * box.minX + e, y: d * box.minY + f }, { x: a * box.maxX + e, y: d * box.maxY + f })
}

const filled = (path: Path, { color, opacity }: StrokeProps): DisplayItem => ({
  type: 'path',
  path,
  fill: color,
  opacity,
})

export const stroke: ElementKind<StrokeProps> = {
  kind: 'stroke',
  fields: {
    matrix: matrixField,
    points: pointsField,
    color: colorField(),
    width: widthField,
    opacity: opacityField,
    inside: fillField,
  },
  resize: 'free',

  bounds(props) {
    const box = boxOfStroke(props)
    return box ? expand(box, (props.width * WIDEST_INK) / 2) : placeholderBounds(props)
  },

  frame(props) {
    const points = strokePoints(props)
    return points ? boxOfCoordinates(points, STRIDE) : placeholderBounds(props)
  },

  hit(props, along, tolerance) {
    const points = strokePoints(props)
    if (!points) return placeholderHit(props, along, tolerance)
    if (props.inside !== 'none' && isInside(points, props.width, along.from)) return true
    return touchesPolyline(along, points, STRIDE, tolerance + props.width / 2)
  },

  display(props) {
    const points = strokePoints(props)
    if (!points) return placeholderDisplay(props)
    return [...insideItems(points, props), filled(inkOutline(points, props.width), props)]
  },

  displaySmall(props, scale, scratch) {
    const points = strokePoints(props, scratch.points)
    if (!points) return undefined
    const inside = insideItems(points, props)
    const ink = isHairline(props, scale)
      ? hairline(points, props, scale, scratch)
      : filled(inkOutline(points, props.width, scratch.ink, scratch), props)
    return inside.length > 0 ? [...inside, ink] : [ink]
  },

  transform: (props, by) => multiply(by, props.matrix),

  fills: {
    field: 'inside',
    surrounds(props, at) {
      const points = strokePoints(props)
      return points !== undefined && isInside(points, props.width, at)
    },
  },

  cuts: {
    line(props) {
      const points = strokePoints(props)
      return points && { points, stride: STRIDE, reach: props.width / 2 }
    },
    piece: ({ points }, span) => ({ points: encodePiece(points, span) }),
  },
}

export type InkStyle = { readonly color: string; readonly width: number; readonly opacity: number }

/** The fields of a stroke's birth record. */
export type NewStroke = { readonly kind: 'stroke'; readonly matrix: Matrix; readonly points: Uint8Array } & InkStyle

/** How far stored ink may be from drawn ink, in screen pixels at the zoom at which it was drawn. */
const TOLERANCE = 0.25

/**
 * Records for what was drawn through `points` (scene x, y, pressure, ...) at `zoom`: simplified, around an origin of its own, encoded.
 * One record, or several that join where one would hold more than {@link LIMITS.pointsPerStroke} points.
 */
export function newStrokes(points: ArrayLike<number>, style: InkStyle, zoom: number): NewStroke[] {
  const kept = simplify(points, TOLERANCE / zoom)
  const strokes: NewStroke[] = []
  for (let first = 0; first === 0 || first < kept.length - 1; first += LIMITS.pointsPerStroke - 1) {
    const piece = kept.slice(first, first + LIMITS.pointsPerStroke)
    if (piece.length > 0) strokes.push(newStroke(points, piece, style, zoom))
  }
  return strokes
}

function newStroke(points: ArrayLike<number>, indices: readonly number[], style: InkStyle, zoom: number): NewStroke {
  const { x, y } = originOf(points, indices)
  const local = indices.flatMap((i) => [
    (points[i * STRIDE] as number) - x,
    (points[i * STRIDE + 1] as number) - y,
    points[i * STRIDE + 2] as number,
  ])
  const { color, width, opacity } = style
  return { kind: 'stroke', matrix: translate(x, y), points: encodePoints(local, zoom), color, width, opacity }
}

/** A whole number near the middle, so that coordinates and the matrix are short. */
function originOf(points: ArrayLike<number>, indices: readonly number[]): { x: number; y: number } {
  const box = boxOfCoordinates(indices.flatMap((i) => [points[i * STRIDE] as number, points[i * STRIDE + 1] as number]))
  const { x, y } = centre(isEmpty(box) ? EMPTY_BOX : box)
  return { x: Math.round(x), y: Math.round(y) }
}
