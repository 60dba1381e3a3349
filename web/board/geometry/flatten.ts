import { CLOSE, COORDINATES_PER_OP, CUBIC, MOVE, QUADRATIC, type Path } from './path.ts'

/** Straight pieces that stand for a curve. */
const PIECES = 10

/** A path as polylines of flat `x, y` coordinates, one for each piece that begins with a move; curves become straight pieces. */
export function flatten({ ops, coordinates }: Path): Float64Array[] {
  const lines: number[][] = []
  let line: number[] = []
  let i = 0
  for (const op of ops) {
    const at = coordinates.subarray(i, i + (COORDINATES_PER_OP[op] ?? 0))
    i += at.length
    if (op === MOVE) lines.push((line = [...at]))
    else if (op === CLOSE) line.push(line[0] ?? 0, line[1] ?? 0)
    else if (op === CUBIC || op === QUADRATIC) bend(line, at)
    else line.push(...at)
  }
  return lines.map((each) => Float64Array.from(each))
}

/** Appends the points of a Bézier curve that begins where the line ends; `controls` ends with the curve's last point. */
function bend(line: number[], controls: Float64Array): void {
  const [x, y] = [line.at(-2) ?? 0, line.at(-1) ?? 0]
  const points = [x, y, ...controls]
  for (let k = 1; k <= PIECES; k++) line.push(...bezierAt(points, k / PIECES))
}

/** De Casteljau's algorithm: the point at `t` of the curve with these control points. */
function bezierAt(points: readonly number[], t: number): [number, number] {
  let row = points
  while (row.length > 2) {
    row = row.slice(0, -2).map((value, i) => value + ((row[i + 2] as number) - value) * t)
  }
  return [row[0] as number, row[1] as number]
}
