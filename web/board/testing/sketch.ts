import type { Vector } from '../geometry/vector.ts'
import { newStrokes, type InkStyle, type NewStroke } from '../elements/new-strokes.ts'
import type { Random } from './random.ts'

/** Distance between the points of a sketched line, scene units. */
const STEP = 5

/**
 * Strokes as a hand would draw a curve through `through`: never quite straight, lighter where it begins and ends.
 * `wobble` is how far the hand strays, in scene units.
 */
export function sketch(through: readonly Vector[], style: InkStyle, random: Random, wobble = 1.2): NewStroke[] {
  const line = curveThrough(through)
  const [phase, pace] = [random.between(0, 6), random.between(0.04, 0.09)]
  const points = line.flatMap(({ x, y }, i) => {
    const along = i * STEP * pace
    const ends = Math.min(1, (i + 2) / 7, (line.length - i + 1) / 6)
    const pressure = (0.48 + 0.1 * Math.sin(along / 3 + phase)) * (0.55 + 0.45 * ends)
    return [x + wobble * Math.sin(along + phase), y + wobble * Math.cos(along * 0.8 + 2 * phase), pressure]
  })
  return newStrokes(points, style, 1)
}

/** Evenly spaced points of the Catmull-Rom curve through `through`. */
function curveThrough(through: readonly Vector[]): Vector[] {
  const at = (i: number): Vector => through[Math.min(through.length - 1, Math.max(0, i))] as Vector
  const line: Vector[] = []
  for (let i = 0; i + 1 < through.length; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const steps = Math.max(1, Math.round(Math.hypot(c.x - b.x, c.y - b.y) / STEP))
    for (let k = 0; k < steps; k++) line.push(catmullRom(a, b, c, d, k / steps))
  }
  return [...line, at(through.length - 1)]
}

function catmullRom(a: Vector, b: Vector, c: Vector, d: Vector, t: number): Vector {
  const blend = (p: number, q: number, r: number, s: number): number =>
    q + (t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)))) / 2
  return { x: blend(a.x, b.x, c.x, d.x), y: blend(a.y, b.y, c.y, d.y) }
}
