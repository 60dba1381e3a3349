import { boxOfCoordinates, type Box } from './box.ts'
import type { Matrix } from './matrix.ts'

/** Path operators; each takes the number of coordinates in {@link COORDINATES_PER_OP}. */
export const MOVE = 0
export const LINE = 1
export const QUADRATIC = 2
export const CUBIC = 3
export const CLOSE = 4

/** How many numbers of `Path.coordinates` each operator reads. */
export const COORDINATES_PER_OP = [2, 2, 4, 6, 0] as const

/** A path as two flat arrays: walking it allocates nothing, and it can be sent to a worker as it is. */
export interface Path {
  readonly ops: Uint8Array
  readonly coordinates: Float64Array
}

/** Draws one path step by step; every verb answers the builder. */
export interface PathBuilder {
  moveTo(x: number, y: number): PathBuilder
  lineTo(x: number, y: number): PathBuilder
  quadraticTo(cx: number, cy: number, x: number, y: number): PathBuilder
  cubicTo(c1x: number, c1y: number, c2x: number, c2y: number, x: number, y: number): PathBuilder
  close(): PathBuilder
  build(): Path
}

export function createPathBuilder(): PathBuilder {
  const ops: number[] = []
  const coordinates: number[] = []
  const step = (op: number, ...numbers: readonly number[]): PathBuilder => {
    ops.push(op)
    coordinates.push(...numbers)
    return builder
  }
  const builder: PathBuilder = {
    moveTo: (x, y) => step(MOVE, x, y),
    lineTo: (x, y) => step(LINE, x, y),
    quadraticTo: (cx, cy, x, y) => step(QUADRATIC, cx, cy, x, y),
    cubicTo: (c1x, c1y, c2x, c2y, x, y) => step(CUBIC, c1x, c1y, c2x, c2y, x, y),
    close: () => step(CLOSE),
    build: () => ({ ops: Uint8Array.from(ops), coordinates: Float64Array.from(coordinates) }),
  }
  return builder
}

/** The path with every coordinate mapped (an affine map keeps the curves what they are). */
export function transformPath(path: Path, [a, b, c, d, e, f]: Matrix): Path {
  const from = path.coordinates
  const coordinates = new Float64Array(from.length)
  for (let i = 0; i < from.length; i += 2) {
    const x = from[i] as number
    const y = from[i + 1] as number
    coordinates[i] = a * x + c * y + e
    coordinates[i + 1] = b * x + d * y + f
  }
  return { ops: path.ops, coordinates }
}

/** The closed polygon of flat `x, y` coordinates. */
export function polygonPath(corners: ArrayLike<number>): Path {
  const coordinates = Float64Array.from(corners)
  const ops = new Uint8Array(coordinates.length / 2 + 1).fill(LINE)
  ops[0] = MOVE
  ops[ops.length - 1] = CLOSE
  return { ops, coordinates }
}

/** A box around the path and its control points: never too small, exact for straight lines. */
export const pathBounds = (path: Path): Box => boxOfCoordinates(path.coordinates)

/** Anything that takes path commands: a 2D context, a `Path2D`. */
export interface PathSink {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void
  bezierCurveTo(c1x: number, c1y: number, c2x: number, c2y: number, x: number, y: number): void
  closePath(): void
}

/** Hot path (every element of every tile): sends a path to a sink. Allocates nothing. */
export function tracePath(sink: PathSink, { ops, coordinates: n }: Path): void {
  let i = 0
  for (let k = 0; k < ops.length; k++) {
    const op = ops[k] as 0 | 1 | 2 | 3 | 4
    if (op === MOVE) sink.moveTo(n[i]!, n[i + 1]!)
    else if (op === LINE) sink.lineTo(n[i]!, n[i + 1]!)
    else if (op === QUADRATIC) sink.quadraticCurveTo(n[i]!, n[i + 1]!, n[i + 2]!, n[i + 3]!)
    else if (op === CUBIC) sink.bezierCurveTo(n[i]!, n[i + 1]!, n[i + 2]!, n[i + 3]!, n[i + 4]!, n[i + 5]!)
    else sink.closePath()
    i += COORDINATES_PER_OP[op]
  }
}

/** A number as short as two decimals allow: `12.5`, `-3`, `0`. */
export const shortNumber = (value: number): string => String(Math.round(value * 100) / 100 || 0)
