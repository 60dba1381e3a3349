import { boxOfCoordinates, centre, EMPTY_BOX, isEmpty } from '../geometry/box.ts'
import { translate, type Matrix } from '../geometry/matrix.ts'
import { encodePoints, STRIDE } from '../geometry/points.ts'
import { simplify } from '../geometry/simplify.ts'
import { LIMITS } from '../limits.ts'

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
