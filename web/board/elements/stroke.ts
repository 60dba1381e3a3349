import { boxOf, boxOfCoordinates, expand, type Box } from '../geometry/box.ts'
import { inkOutline, WIDEST_INK } from '../geometry/ink.ts'
import { multiply } from '../geometry/matrix.ts'
import { boxOfEncodedPoints, decodePoints, encodePiece, looksLikePoints, STRIDE } from '../geometry/points.ts'
import type { Path } from '../geometry/path.ts'
import type { Room } from '../geometry/scratch.ts'
import { touchesPolyline } from '../geometry/segment.ts'
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
