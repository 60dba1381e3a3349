import { createPathBuilder, type Path } from './path.ts'

/** Control points this far along the tangent make four cubics a circle (error 0.03 %). */
const CIRCLE = 0.5522847498

/** All around a middle. */
export function circle(x: number, y: number, r: number): Path {
  const k = r * CIRCLE
  return createPathBuilder()
    .moveTo(x + r, y)
    .cubicTo(x + r, y + k, x + k, y + r, x, y + r)
    .cubicTo(x - k, y + r, x - r, y + k, x - r, y)
    .cubicTo(x - r, y - k, x - k, y - r, x, y - r)
    .cubicTo(x + k, y - r, x + r, y - k, x + r, y)
    .close()
    .build()
}
