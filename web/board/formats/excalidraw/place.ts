import { boxOfCoordinates, type Box } from '../../geometry/box.ts'
import { multiply, rotate, scale, translate, type Matrix } from '../../geometry/matrix.ts'
import type { Vector } from '../../geometry/vector.ts'
import { listIn, numberIn, type Raw } from '../imported.ts'

/** Sides of nothing, scene units: no board holds what has no width. */
const THINNEST = 0.01

/** Unit square → scene, of what fills its own box. */
export function boxMatrix(raw: Raw): Matrix {
  const { x, y, w, h } = boxOf(raw)
  return multiply(rotate(numberIn(raw, 'angle', 0), { x: x + w / 2, y: y + h / 2 }), [w, 0, 0, h, x, y])
}

export interface OwnBox {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** Before it is turned, around its middle. */
export const boxOf = (raw: Raw): OwnBox => ({
  x: numberIn(raw, 'x', 0),
  y: numberIn(raw, 'y', 0),
  w: Math.max(THINNEST, Math.abs(numberIn(raw, 'width', 0))),
  h: Math.max(THINNEST, Math.abs(numberIn(raw, 'height', 0))),
})

/** Points of lines and ink (flat, relative to the element), those that are none left out. */
export function pointsOf(raw: Raw): number[] {
  const flat: number[] = []
  for (const point of listIn(raw, 'points')) {
    if (!Array.isArray(point)) continue
    const [x, y] = point as readonly unknown[]
    if (Number.isFinite(x) && Number.isFinite(y)) flat.push(x as number, y as number)
  }
  return flat
}

/** Local units → scene, of what goes through points: turned around the middle of those. */
export function pointsMatrix(raw: Raw, points: readonly number[]): Matrix {
  const [x, y] = [numberIn(raw, 'x', 0), numberIn(raw, 'y', 0)]
  const { minX, minY, maxX, maxY }: Box = boxOfCoordinates(points)
  const middle: Vector = { x: x + (minX + maxX) / 2, y: y + (minY + maxY) / 2 }
  return multiply(rotate(numberIn(raw, 'angle', 0), middle), translate(x, y))
}

/** The map of a picture that is mirrored, on its unit square. */
export function mirrored(raw: Raw): Matrix {
  const [sx, sy] = listIn(raw, 'scale')
  return scale(sx === -1 ? -1 : 1, sy === -1 ? -1 : 1, { x: 0.5, y: 0.5 })
}
