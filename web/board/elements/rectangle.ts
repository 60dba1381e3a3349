import { boxAt, boxOfCoordinates, cornersOf, expand } from '../geometry/box.ts'
import { multiply } from '../geometry/matrix.ts'
import { createPathBuilder, type Path } from '../geometry/path.ts'
import { insidePolygon, touchesPolyline } from '../geometry/segment.ts'
import type { ElementKind, Placed } from './element-kind.ts'
import { colorField, fillField, matrixField, numberField, opacityField, widthField } from './fields.ts'

/** The unit square mapped by its matrix, with an outline whose width and corners keep their size in the scene. */
export interface RectangleProps extends Placed {
  readonly color: string
  /** Of the outline, scene units. */
  readonly width: number
  /** `none` or a colour. */
  readonly fill: string
  /** Of the corners, scene units; at most half of the shorter side is used. */
  readonly radius: number
  readonly opacity: number
}

const UNIT_SQUARE = boxAt(0, 0, 1, 1)

export const rectangle: ElementKind<RectangleProps> = {
  kind: 'rectangle',
  fields: {
    matrix: matrixField,
    color: colorField(),
    width: widthField,
    fill: fillField,
    radius: numberField(0, 10_000, 0),
    opacity: opacityField,
  },
  resize: 'free',
  textual: false,

  bounds: (props, measure) => expand(rectangle.frame(props, measure), props.width / 2),

  frame: ({ matrix }) => boxOfCoordinates(cornersOf(UNIT_SQUARE, matrix)),

  hit({ matrix, width, fill }, along, tolerance) {
    const corners = cornersOf(UNIT_SQUARE, matrix)
    if (fill !== 'none' && insidePolygon(corners, along.from.x, along.from.y)) return true
    return touchesPolyline(along, [...corners, corners[0] as number, corners[1] as number], 2, tolerance + width / 2)
  },

  display({ matrix, width, fill, color, radius, opacity }) {
    const path = roundedPolygon(cornersOf(UNIT_SQUARE, matrix), radius)
    const stroke = { color, width }
    return [fill === 'none' ? { type: 'path', path, stroke, opacity } : { type: 'path', path, fill, stroke, opacity }]
  },

  transform: (props, by) => multiply(by, props.matrix),
}

/** From a corner's circle to its cubic: the control points' share of the radius. */
const CIRCLE = 0.5522847498

/** The closed outline of a parallelogram (four corners, flat) with its corners rounded. */
function roundedPolygon(corners: Float64Array, radius: number): Path {
  const builder = createPathBuilder()
  const corner = (i: number): [number, number] => [corners[(i * 2) % 8] as number, corners[(i * 2 + 1) % 8] as number]
  const sides = [0, 1].map((i) => Math.hypot(corner(i + 1)[0] - corner(i)[0], corner(i + 1)[1] - corner(i)[1]))
  const r = Math.min(radius, Math.min(...sides) / 2)
  for (let i = 0; i < 4; i++) {
    const [x, y] = corner(i)
    if (r <= 0) {
      if (i === 0) builder.moveTo(x, y)
      else builder.lineTo(x, y)
      continue
    }
    const [inX, inY] = along(corner(i), corner(i + 3), r)
    const [outX, outY] = along(corner(i), corner(i + 1), r)
    const [k, j] = [CIRCLE, 1 - CIRCLE]
    if (i === 0) builder.moveTo(inX, inY)
    else builder.lineTo(inX, inY)
    builder.cubicTo(inX * j + x * k, inY * j + y * k, outX * j + x * k, outY * j + y * k, outX, outY)
  }
  return builder.close().build()
}

/** The point `distance` from `from` on the way to `to`. */
function along([x, y]: [number, number], [toX, toY]: [number, number], distance: number): [number, number] {
  const t = distance / Math.hypot(toX - x, toY - y)
  return [x + (toX - x) * t, y + (toY - y) * t]
}
