import { CLOSE, COORDINATES_PER_OP, createPathBuilder, LINE, MOVE, type Path, type PathBuilder } from './path.ts'
import { seededRandom } from './random.ts'

/** A line drawn by hand is drawn over once more. */
const PASSES = 2

/**
 * The path as a quick hand would draw it: twice, each time a little beside itself. No coordinate strays by more than `by`
 * along either axis. The seed decides how, so that everybody sees the same line.
 */
export function roughen(path: Path, seed: number, by: number): Path {
  const builder = createPathBuilder()
  const random = seededRandom(seed)
  const stray = () => (random() * 2 - 1) * by
  for (let pass = 0; pass < PASSES; pass++) drawOnce(builder, path, stray)
  return builder.build()
}

function drawOnce(builder: PathBuilder, { ops, coordinates }: Path, stray: () => number): void {
  let start: Point = [0, 0]
  let here: Point = start
  let i = 0
  const line = (to: Point) => {
    const third = (t: number): Point => [
      here[0] + (to[0] - here[0]) * t + stray(),
      here[1] + (to[1] - here[1]) * t + stray(),
    ]
    builder.cubicTo(...third(1 / 3), ...third(2 / 3), to[0] + stray(), to[1] + stray())
    here = to
  }
  for (const op of ops) {
    const at = coordinates.subarray(i, i + (COORDINATES_PER_OP[op] ?? 0))
    i += at.length
    const end: Point = [at[at.length - 2] ?? 0, at[at.length - 1] ?? 0]
    if (op === MOVE) {
      start = here = end
      builder.moveTo(end[0] + stray(), end[1] + stray())
    } else if (op === LINE) line(end)
    else if (op === CLOSE) {
      if (here[0] !== start[0] || here[1] !== start[1]) line(start)
    } else {
      const [a = 0, b = 0, c = 0, d = 0] = at
      const moved = [a, b, c, d, ...end].slice(0, at.length).map((value) => value + stray())
      if (at.length === 4) builder.quadraticTo(...(moved as [number, number, number, number]))
      else builder.cubicTo(...(moved as [number, number, number, number, number, number]))
      here = end
    }
  }
}

type Point = readonly [x: number, y: number]
