import { createPathBuilder, type Path, type PathBuilder } from '#board/geometry/path.ts'
import type { Vector } from '#board/geometry/vector.ts'

/** How many numbers each command takes. */
const ARITY: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 }

/**
 * A path as SVG may write it (https://www.w3.org/TR/SVG2/paths.html#PathData): all commands, absolute and relative, numbers that touch.
 * Arcs become one curve; those of arrow heads are short.
 */
export function drawnPath(data: string): Path {
  const builder = createPathBuilder()
  const pen = createPen(builder)
  for (const [, letter = '', numbers = ''] of data.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const all = (numbers.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number)
    const arity = ARITY[letter.toUpperCase()]
    if (arity === undefined) throw new TypeError(`a path with the command ${letter}`)
    if (arity === 0) {
      pen.step(letter, [])
      continue
    }
    for (let i = 0; i + arity <= all.length; i += arity) {
      const goesOn = i > 0 && letter.toUpperCase() === 'M'
      pen.step(goesOn ? (letter === 'M' ? 'L' : 'l') : letter, all.slice(i, i + arity))
    }
  }
  return builder.build()
}

function createPen(builder: PathBuilder) {
  let at: Vector = { x: 0, y: 0 }
  let start = at
  /** The last control point, and of which kind of curve. */
  let control: { readonly of: 'C' | 'Q'; readonly at: Vector } | undefined
  const mirrored = (of: 'C' | 'Q'): Vector =>
    control?.of === of ? { x: 2 * at.x - control.at.x, y: 2 * at.y - control.at.y } : at

  const cubic = (a: Vector, b: Vector, end: Vector): void => {
    builder.cubicTo(a.x, a.y, b.x, b.y, end.x, end.y)
    control = { of: 'C', at: b }
    at = end
  }
  const quadratic = (a: Vector, end: Vector): void => {
    builder.quadraticTo(a.x, a.y, end.x, end.y)
    control = { of: 'Q', at: a }
    at = end
  }
  const line = (end: Vector): void => {
    builder.lineTo(end.x, end.y)
    control = undefined
    at = end
  }

  return {
    step(letter: string, n: readonly number[]): void {
      const from = letter === letter.toLowerCase() ? at : { x: 0, y: 0 }
      const point = (i: number): Vector => ({ x: from.x + (n[i] ?? 0), y: from.y + (n[i + 1] ?? 0) })
      switch (letter.toUpperCase()) {
        case 'M':
          at = start = point(0)
          control = undefined
          builder.moveTo(at.x, at.y)
          return
        case 'H':
          return line({ x: from.x + (n[0] ?? 0), y: at.y })
        case 'V':
          return line({ x: at.x, y: from.y + (n[0] ?? 0) })
        case 'C':
          return cubic(point(0), point(2), point(4))
        case 'S':
          return cubic(mirrored('C'), point(0), point(2))
        case 'Q':
          return quadratic(point(0), point(2))
        case 'T':
          return quadratic(mirrored('Q'), point(0))
        case 'Z':
          builder.close()
          at = start
          control = undefined
          return
        case 'A':
          return line(point(5))
        default:
          return line(point(0))
      }
    },
  }
}
