import { LIMITS } from '../limits.ts'
import type { Vector } from './vector.ts'

/**
 * A 2D affine map `[a, b, c, d, e, f]`, column-major as in Canvas and SVG:
 * `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
 */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** The map that first does `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  const [ia, ib, ic, id, ie, iff] = inner
  return [
    a * ia + c * ib,
    b * ia + d * ib,
    a * ic + c * id,
    b * ic + d * id,
    a * ie + c * iff + e,
    b * ie + d * iff + f,
  ]
}

export const determinant = ([a, b, c, d]: Matrix): number => a * d - b * c

/** The map back. A degenerate matrix (see {@link isValidMatrix}) has none: the answer then holds non-finite numbers. */
export function invert(matrix: Matrix): Matrix {
  const [a, b, c, d, e, f] = matrix
  const det = determinant(matrix)
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det]
}

export const translate = (dx: number, dy: number): Matrix => [1, 0, 0, 1, dx, dy]

/** Scales by `sx`, `sy`; the point `about` stays where it is. */
export const scale = (sx: number, sy: number, about: Vector = ORIGIN): Matrix => [
  sx,
  0,
  0,
  sy,
  about.x - sx * about.x,
  about.y - sy * about.y,
]

/** Turns by `angle` radians, clockwise on a screen (y down); the point `about` stays where it is. */
export function rotate(angle: number, about: Vector = ORIGIN): Matrix {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  return [cos, sin, -sin, cos, about.x - cos * about.x + sin * about.y, about.y - sin * about.x - cos * about.y]
}

const ORIGIN: Vector = { x: 0, y: 0 }

export const applyTo = ([a, b, c, d, e, f]: Matrix, { x, y }: Vector): Vector => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
})

/** A map as what people call its parts: `translate · rotate · skewX · scale`. */
export interface Decomposed {
  /** Radians. */
  readonly angle: number
  readonly scaleX: number
  /** Negative when the map mirrors. */
  readonly scaleY: number
  /** Tangent of the skew angle. */
  readonly shear: number
  readonly x: number
  readonly y: number
}

/** Splits a map into translation, rotation, shear and scale (QR decomposition of its linear part). */
export function decompose(matrix: Matrix): Decomposed {
  const [a, b, c, d, x, y] = matrix
  const scaleX = Math.hypot(a, b)
  const scaleY = determinant(matrix) / scaleX
  return { angle: Math.atan2(b, a), scaleX, scaleY, shear: (a * c + b * d) / (scaleX * scaleY), x, y }
}

/** By how much lengths grow on average: the square root of how areas grow. */
export const meanScale = (matrix: Matrix): number => Math.sqrt(Math.abs(determinant(matrix)))

/**
 * The similarity (rotation, uniform scale, mirroring never) nearest to the linear part of `matrix`, with the same mean scale;
 * it maps `anchor` to where `matrix` maps it.
 */
export function nearestSimilarity(matrix: Matrix, anchor: Vector): Matrix {
  const [a, b, c, d] = matrix
  // The rotation of the polar decomposition; for a mirroring map, the direction of its x axis is what people still read.
  const angle = determinant(matrix) > 0 ? Math.atan2(b - c, a + d) : Math.atan2(b, a)
  const size = meanScale(matrix)
  const cos = Math.cos(angle) * size
  const sin = Math.sin(angle) * size
  const to = applyTo(matrix, anchor)
  return [cos, sin, -sin, cos, to.x - cos * anchor.x + sin * anchor.y, to.y - sin * anchor.x - cos * anchor.y]
}

/** The map nearest to `matrix` that keeps proportions, mirroring where it mirrors; it maps `anchor` to where `matrix` maps it. */
export function evenly(matrix: Matrix, anchor: Vector): Matrix {
  if (determinant(matrix) > 0) return nearestSimilarity(matrix, anchor)
  const mirror = scale(-1, 1)
  return multiply(nearestSimilarity(multiply(matrix, mirror), applyTo(mirror, anchor)), mirror)
}

const SMALLEST_AREA = 1e-12

/** Hot path (every element of a board). Six finite numbers, none beyond {@link LIMITS.coordinate}, and an inverse. */
export function isValidMatrix(raw: unknown): raw is Matrix {
  if (!Array.isArray(raw) || raw.length !== 6) return false
  const values: readonly unknown[] = raw
  // By number, so that a hole counts as what is missing; NaN is within nothing.
  for (let i = 0; i < 6; i++) {
    const value = values[i]
    if (typeof value !== 'number' || !(Math.abs(value) <= LIMITS.coordinate)) return false
  }
  return Math.abs(determinant(raw as unknown as Matrix)) > SMALLEST_AREA
}
