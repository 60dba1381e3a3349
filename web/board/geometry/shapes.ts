import { boxAt, boxOfCoordinates, height, width, type Box } from './box.ts'
import { flatten } from './flatten.ts'
import type { Matrix } from './matrix.ts'
import { createPathBuilder, transformPath, type Path } from './path.ts'
import { roundedPolygon } from './rounded-polygon.ts'

/** A shape that fills the unit square: straight sides whose corners may be rounded, or a curve. */
type Form = ({ readonly corners: readonly number[] } | { readonly curve: Path }) & {
  /** Where its words go. */
  readonly inside: Box
}

/** Where the bulges of the cloud meet. */
const FOLDS = [0.2, 0.82, 0.08, 0.5, 0.27, 0.24, 0.58, 0.14, 0.84, 0.34, 0.93, 0.66, 0.74, 0.86, 0.46, 0.9]
/** How far a bulge's control points lie outside, in lengths between its folds. */
const BULGE = 0.55

/** Every shape. To add one, add its line. */
const FORMS = {
  rectangle: { corners: [0, 0, 1, 0, 1, 1, 0, 1], inside: boxAt(0, 0, 1, 1) },
  ellipse: { curve: circle(), inside: boxAt(0.146, 0.146, 0.708, 0.708) },
  diamond: { corners: [0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5], inside: boxAt(0.25, 0.25, 0.5, 0.5) },
  triangle: { corners: [0.5, 0, 1, 1, 0, 1], inside: boxAt(0.25, 0.5, 0.5, 0.48) },
  hexagon: { corners: [0.25, 0, 0.75, 0, 1, 0.5, 0.75, 1, 0.25, 1, 0, 0.5], inside: boxAt(0.2, 0.1, 0.6, 0.8) },
  star: { corners: star(5, 0.46), inside: boxAt(0.27, 0.36, 0.46, 0.38) },
  cloud: { curve: cloud(), inside: boxAt(0.14, 0.22, 0.72, 0.58) },
  bubble: { corners: [0, 0, 1, 0, 1, 0.78, 0.42, 0.78, 0.15, 1, 0.22, 0.78, 0, 0.78], inside: boxAt(0, 0, 1, 0.78) },
} satisfies Record<string, Form>

export type ShapeName = keyof typeof FORMS

export const SHAPE_NAMES = Object.keys(FORMS) as readonly ShapeName[]

/** The closed outline of a shape whose unit square `matrix` places; `radius` in the units that it maps to. */
export function shapeOutline(name: ShapeName, matrix: Matrix, radius: number): Path {
  const form: Form = FORMS[name]
  if ('curve' in form) return transformPath(form.curve, matrix)
  const [a, b, c, d, e, f] = matrix
  const corners = new Float64Array(form.corners.length)
  for (let i = 0; i < corners.length; i += 2) {
    const [x, y] = [form.corners[i] as number, form.corners[i + 1] as number]
    corners[i] = a * x + c * y + e
    corners[i + 1] = b * x + d * y + f
  }
  return roundedPolygon(corners, radius)
}

/** Where the words of a shape go, in its unit square. */
export const insideOf = (name: ShapeName): Box => FORMS[name].inside

/** Four cubics (error 0.03 %). */
function circle(): Path {
  const k = 0.5 * 0.5522847498
  return createPathBuilder()
    .moveTo(1, 0.5)
    .cubicTo(1, 0.5 + k, 0.5 + k, 1, 0.5, 1)
    .cubicTo(0.5 - k, 1, 0, 0.5 + k, 0, 0.5)
    .cubicTo(0, 0.5 - k, 0.5 - k, 0, 0.5, 0)
    .cubicTo(0.5 + k, 0, 1, 0.5 - k, 1, 0.5)
    .close()
    .build()
}

/** Corners of a star with so many points, `inner` as deep as its radius says, stretched to the unit square. */
function star(points: number, inner: number): number[] {
  const corners = Array.from({ length: points * 2 }, (_, i) => {
    const [angle, radius] = [(Math.PI * i) / points, i % 2 === 0 ? 1 : inner]
    return [Math.sin(angle) * radius, -Math.cos(angle) * radius]
  }).flat()
  const { minX, minY, maxX, maxY } = boxOfCoordinates(corners)
  return corners.map((value, i) => (i % 2 === 0 ? (value - minX) / (maxX - minX) : (value - minY) / (maxY - minY)))
}

function cloud(): Path {
  const builder = createPathBuilder().moveTo(FOLDS[0] as number, FOLDS[1] as number)
  for (let i = 0; i < FOLDS.length; i += 2) {
    const [x, y] = [FOLDS[i] as number, FOLDS[i + 1] as number]
    const [toX, toY] = [FOLDS[(i + 2) % FOLDS.length] as number, FOLDS[(i + 3) % FOLDS.length] as number]
    const [outX, outY] = [(toY - y) * BULGE, (x - toX) * BULGE]
    builder.cubicTo(x + outX, y + outY, toX + outX, toY + outY, toX, toY)
  }
  const path = builder.close().build()
  const drawn = boxOfCoordinates(flatten(path)[0] ?? [])
  const [sx, sy] = [1 / width(drawn), 1 / height(drawn)]
  return transformPath(path, [sx, 0, 0, sy, -drawn.minX * sx, -drawn.minY * sy])
}
