import { boxAt, boxOfCoordinates, height, width, type Box } from './box.ts'
import { flatten } from './flatten.ts'
import type { Matrix } from './matrix.ts'
import { createPathBuilder, transformPath, type Path } from './path.ts'
import { roundedPolygon } from './rounded-polygon.ts'

/** A shape that fills the unit square: straight sides whose corners may be rounded, or a curve, whose first contour is its outline. */
type Form = ({ readonly corners: readonly number[] } | { readonly curve: Path }) & {
  /** Where its words go. */
  readonly inside: Box
}

/** Where control points of a quarter of a circle are, in radii. */
const ROUND = 0.5522847498
/** Where the bulges of the cloud meet. */
const FOLDS = [0.2, 0.82, 0.08, 0.5, 0.27, 0.24, 0.58, 0.14, 0.84, 0.34, 0.93, 0.66, 0.74, 0.86, 0.46, 0.9]
/** How far a bulge's control points lie outside, in lengths between its folds. */
const BULGE = 0.55

/** A block arrow that points right, and its corners as they are turned. */
const ARROW = [0, 0.25, 0.6, 0.25, 0.6, 0, 1, 0.5, 0.6, 1, 0.6, 0.75, 0, 0.75]
const ARROW_SHAFT = boxAt(0, 0.25, 0.8, 0.5)

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
  cylinder: { curve: cylinder(0.12), inside: boxAt(0, 0.24, 1, 0.66) },
  heart: { curve: heart(), inside: boxAt(0.17, 0.22, 0.66, 0.38) },
  pentagon: { corners: regular(5), inside: boxAt(0.18, 0.25, 0.64, 0.72) },
  'arrow-right': { corners: ARROW, inside: ARROW_SHAFT },
  octagon: { corners: regular(8), inside: boxAt(0.146, 0.146, 0.708, 0.708) },
  parallelogram: { corners: [0.25, 0, 1, 0, 0.75, 1, 0, 1], inside: boxAt(0.23, 0.02, 0.54, 0.96) },
  trapezoid: { corners: [0.2, 0, 0.8, 0, 1, 1, 0, 1], inside: boxAt(0.16, 0.18, 0.68, 0.82) },
  cross: { corners: cross(0.33), inside: boxAt(0, 0.33, 1, 0.34) },
  'arrow-left': { corners: turned(ARROW, 2), inside: boxAt(0.2, 0.25, 0.8, 0.5) },
  'arrow-up': { corners: turned(ARROW, 3), inside: boxAt(0.25, 0.2, 0.5, 0.8) },
  'arrow-down': { corners: turned(ARROW, 1), inside: boxAt(0.25, 0, 0.5, 0.8) },
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
  const k = 0.5 * ROUND
  return createPathBuilder()
    .moveTo(1, 0.5)
    .cubicTo(1, 0.5 + k, 0.5 + k, 1, 0.5, 1)
    .cubicTo(0.5 - k, 1, 0, 0.5 + k, 0, 0.5)
    .cubicTo(0, 0.5 - k, 0.5 - k, 0, 0.5, 0)
    .cubicTo(0.5 + k, 0, 1, 0.5 - k, 1, 0.5)
    .close()
    .build()
}

/** Corners of a star with so many points, `inner` as deep as its radius says. */
function star(points: number, inner: number): number[] {
  return around(points * 2, 0, (i) => (i % 2 === 0 ? 1 : inner))
}

/** Corners of a polygon with sides of equal length: one of them is the ground that it stands on. */
function regular(sides: number): number[] {
  return around(sides, sides % 2 === 0 ? Math.PI / sides : 0, () => 1)
}

/** Corners about a middle, clockwise from `turn` (radians) right of the top, stretched to the unit square. */
function around(count: number, turn: number, radiusOf: (corner: number) => number): number[] {
  const corners = Array.from({ length: count }, (_, i) => {
    const [angle, radius] = [(2 * Math.PI * i) / count + turn, radiusOf(i)]
    return [Math.sin(angle) * radius, -Math.cos(angle) * radius]
  }).flat()
  const { minX, minY, maxX, maxY } = boxOfCoordinates(corners)
  return corners.map((value, i) => (i % 2 === 0 ? (value - minX) / (maxX - minX) : (value - minY) / (maxY - minY)))
}

/** Corners of the unit square's own, turned about its middle by so many right angles, clockwise. */
function turned(corners: readonly number[], times: number): readonly number[] {
  if (times === 0) return corners
  const once = corners.map((value, i) => (i % 2 === 0 ? 1 - (corners[i + 1] as number) : (corners[i - 1] as number)))
  return turned(once, times - 1)
}

/** A cross whose arms begin at `arm`. */
function cross(arm: number): number[] {
  const [from, to] = [arm, 1 - arm]
  return [from, 0, to, 0, to, from, 1, from, 1, to, to, to, to, 1, from, 1, from, to, 0, to, 0, from, from, from]
}

/** A standing cylinder whose ends are so high, half of it, and the near rim of its upper end. */
function cylinder(rim: number): Path {
  const [k, bend] = [0.5 * ROUND, rim * ROUND]
  const foot = 1 - rim
  return (
    createPathBuilder()
      .moveTo(0, rim)
      .cubicTo(0, rim - bend, 0.5 - k, 0, 0.5, 0)
      .cubicTo(0.5 + k, 0, 1, rim - bend, 1, rim)
      .lineTo(1, foot)
      .cubicTo(1, foot + bend, 0.5 + k, 1, 0.5, 1)
      .cubicTo(0.5 - k, 1, 0, foot + bend, 0, foot)
      .close()
      // The way that the outline goes, so that a filling doesn't leave it out.
      .moveTo(1, rim)
      .cubicTo(1, rim + bend, 0.5 + k, 2 * rim, 0.5, 2 * rim)
      .cubicTo(0.5 - k, 2 * rim, 0, rim + bend, 0, rim)
      .build()
  )
}

function heart(): Path {
  const drawn = createPathBuilder()
    .moveTo(0.5, 0.25)
    .cubicTo(0.62, 0, 1, 0, 1, 0.32)
    .cubicTo(1, 0.62, 0.68, 0.8, 0.5, 1)
    .cubicTo(0.32, 0.8, 0, 0.62, 0, 0.32)
    .cubicTo(0, 0, 0.38, 0, 0.5, 0.25)
    .close()
    .build()
  return stretched(drawn)
}

function cloud(): Path {
  const builder = createPathBuilder().moveTo(FOLDS[0] as number, FOLDS[1] as number)
  for (let i = 0; i < FOLDS.length; i += 2) {
    const [x, y] = [FOLDS[i] as number, FOLDS[i + 1] as number]
    const [toX, toY] = [FOLDS[(i + 2) % FOLDS.length] as number, FOLDS[(i + 3) % FOLDS.length] as number]
    const [outX, outY] = [(toY - y) * BULGE, (x - toX) * BULGE]
    builder.cubicTo(x + outX, y + outY, toX + outX, toY + outY, toX, toY)
  }
  return stretched(builder.close().build())
}

/** A closed curve, so that it fills the unit square. */
function stretched(path: Path): Path {
  const drawn = boxOfCoordinates(flatten(path)[0] ?? [])
  const [sx, sy] = [1 / width(drawn), 1 / height(drawn)]
  return transformPath(path, [sx, 0, 0, sy, -drawn.minX * sx, -drawn.minY * sy])
}
