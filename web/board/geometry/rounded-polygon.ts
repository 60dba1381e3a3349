import { createPathBuilder, type Path } from './path.ts'

/** From a corner's circle to its cubic: the control points' share of the radius. */
const CIRCLE = 0.5522847498

/** The closed outline of a polygon (flat corners) with its corners rounded, each by no more than half of its shorter side. */
export function roundedPolygon(corners: ArrayLike<number>, radius: number): Path {
  const builder = createPathBuilder()
  const count = corners.length / 2
  const corner = (i: number): Corner => {
    const at = ((i + count) % count) * 2
    return [corners[at] as number, corners[at + 1] as number]
  }
  for (let i = 0; i < count; i++) {
    const [before, here, after] = [corner(i - 1), corner(i), corner(i + 1)]
    const r = Math.min(radius, lengthOf(before, here) / 2, lengthOf(here, after) / 2)
    const [inX, inY] = r > 0 ? towards(here, before, r) : here
    if (i === 0) builder.moveTo(inX, inY)
    else builder.lineTo(inX, inY)
    if (!(r > 0)) continue
    const [outX, outY] = towards(here, after, r)
    const [x, y] = here
    const [k, j] = [CIRCLE, 1 - CIRCLE]
    builder.cubicTo(inX * j + x * k, inY * j + y * k, outX * j + x * k, outY * j + y * k, outX, outY)
  }
  return builder.close().build()
}

type Corner = readonly [x: number, y: number]

const lengthOf = ([ax, ay]: Corner, [bx, by]: Corner): number => Math.hypot(bx - ax, by - ay)

/** The point `distance` from `from` on the way to `to`. */
function towards([x, y]: Corner, [toX, toY]: Corner, distance: number): Corner {
  const t = distance / Math.hypot(toX - x, toY - y)
  return [x + (toX - x) * t, y + (toY - y) * t]
}
