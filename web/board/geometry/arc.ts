import { multiply, rotate, scale, translate, applyTo, type Matrix } from './matrix.ts'
import type { PathBuilder } from './path.ts'

/** An arc of an ellipse as SVG names it: from where, its radii, turned by degrees, which of the four there are, to where. */
export interface Arc {
  readonly fromX: number
  readonly fromY: number
  readonly rx: number
  readonly ry: number
  readonly turn: number
  readonly large: boolean
  readonly sweep: boolean
  readonly x: number
  readonly y: number
}

/** Radians that one cubic stands for, at most: its error is below 0.03 % of the radius. */
const PIECE = Math.PI / 2

/** Draws an arc as cubics (https://www.w3.org/TR/SVG2/implnote.html#ArcImplementationNotes); a straight line where it has no radius. */
export function arcTo(builder: PathBuilder, arc: Arc): void {
  const { fromX, fromY, x, y } = arc
  if (fromX === x && fromY === y) return
  let [rx, ry] = [Math.abs(arc.rx), Math.abs(arc.ry)]
  if (rx === 0 || ry === 0) return void builder.lineTo(x, y)
  const phi = (arc.turn * Math.PI) / 180
  // Half the chord, in the ellipse's own axes.
  const half = applyTo(rotate(-phi), { x: (fromX - x) / 2, y: (fromY - y) / 2 })
  const grow = Math.sqrt(Math.max(1, (half.x / rx) ** 2 + (half.y / ry) ** 2))
  ;[rx, ry] = [rx * grow, ry * grow]
  const [ux, uy] = [half.x / rx, half.y / ry]
  const square = ux * ux + uy * uy
  const far = Math.sqrt(Math.max(0, 1 / square - 1)) * (arc.large === arc.sweep ? -1 : 1)
  // On the unit circle.
  const middle = { x: far * uy, y: -far * ux }
  const from = Math.atan2(uy - middle.y, ux - middle.x)
  let sweep = Math.atan2(-uy - middle.y, -ux - middle.x) - from
  if (arc.sweep && sweep < 0) sweep += 2 * Math.PI
  if (!arc.sweep && sweep > 0) sweep -= 2 * Math.PI
  const place = multiply(
    translate((fromX + x) / 2, (fromY + y) / 2),
    multiply(multiply(rotate(phi), scale(rx, ry)), translate(middle.x, middle.y)),
  )
  cubics(builder, place, from, sweep)
}

/** An arc of the unit circle, mapped. */
function cubics(builder: PathBuilder, place: Matrix, from: number, sweep: number): void {
  const count = Math.max(1, Math.ceil(Math.abs(sweep) / PIECE - 1e-9))
  const step = sweep / count
  const k = (4 / 3) * Math.tan(step / 4)
  for (let i = 0; i < count; i++) {
    const [a, b] = [from + i * step, from + (i + 1) * step]
    const one = applyTo(place, { x: Math.cos(a) - k * Math.sin(a), y: Math.sin(a) + k * Math.cos(a) })
    const two = applyTo(place, { x: Math.cos(b) + k * Math.sin(b), y: Math.sin(b) - k * Math.cos(b) })
    const end = applyTo(place, { x: Math.cos(b), y: Math.sin(b) })
    builder.cubicTo(one.x, one.y, two.x, two.y, end.x, end.y)
  }
}
