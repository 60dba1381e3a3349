import { arcTo } from './arc.ts'
import { createPathBuilder, type Path } from './path.ts'

const TOKEN = /([A-Za-z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/g

/** How many numbers each command takes. */
const ARITY: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, Q: 4, T: 2, C: 6, S: 4, A: 7, Z: 0 }

/**
 * The path that SVG data draws (https://www.w3.org/TR/SVG2/paths.html#PathData); arcs become cubics.
 * @throws {TypeError} for a command that there is not
 */
export function parsePathData(data: string): Path {
  const builder = createPathBuilder()
  let [x, y, startX, startY] = [0, 0, 0, 0]
  // Where the last curve came from, which a smooth one mirrors.
  let [cubicX, cubicY, quadX, quadY] = [0, 0, 0, 0]
  for (const { command, n: raw } of commandsOf(data)) {
    const letter = command.toUpperCase()
    const n = command === letter ? raw : absolute(letter, raw, x, y)
    const [p = 0, q = 0, r = 0, s = 0, t = 0] = n
    const [fromX, fromY] = [x, y]
    ;[x, y] = endOf(letter, n, x, y, startX, startY)
    let [nextCubicX, nextCubicY, nextQuadX, nextQuadY] = [x, y, x, y]
    if (letter === 'Z') builder.close()
    else if (letter === 'M') {
      builder.moveTo(x, y)
      ;[startX, startY] = [x, y]
    } else if (letter === 'C' || letter === 'S') {
      const first = letter === 'C' ? [p, q] : [2 * fromX - cubicX, 2 * fromY - cubicY]
      ;[nextCubicX, nextCubicY] = letter === 'C' ? [r, s] : [p, q]
      builder.cubicTo(first[0] as number, first[1] as number, nextCubicX, nextCubicY, x, y)
    } else if (letter === 'Q' || letter === 'T') {
      ;[nextQuadX, nextQuadY] = letter === 'Q' ? [p, q] : [2 * fromX - quadX, 2 * fromY - quadY]
      builder.quadraticTo(nextQuadX, nextQuadY, x, y)
    } else if (letter === 'A')
      arcTo(builder, { fromX, fromY, rx: p, ry: q, turn: r, large: s !== 0, sweep: t !== 0, x, y })
    else builder.lineTo(x, y)
    ;[cubicX, cubicY, quadX, quadY] = [nextCubicX, nextCubicY, nextQuadX, nextQuadY]
  }
  return builder.build()
}

/** Where the pen is after a command. */
function endOf(letter: string, n: readonly number[], x: number, y: number, startX: number, startY: number) {
  if (letter === 'Z') return [startX, startY] as const
  if (letter === 'H') return [n[0] as number, y] as const
  if (letter === 'V') return [x, n[0] as number] as const
  return [n.at(-2) as number, n.at(-1) as number] as const
}

/** The numbers of a relative command, as an absolute one has them. */
function absolute(letter: string, n: readonly number[], x: number, y: number): readonly number[] {
  if (letter === 'V') return [(n[0] as number) + y]
  if (letter === 'A') return [...n.slice(0, 5), (n[5] as number) + x, (n[6] as number) + y]
  return n.map((value, i) => value + (i % 2 === 0 ? x : y))
}

interface Command {
  readonly command: string
  readonly n: readonly number[]
}

/** Of an arc, whose flags may be written without anything between them. */
const FLAGS = new Set([3, 4])

/** A command may be followed by the numbers of several: pairs after the first of M are L. */
function* commandsOf(data: string): Generator<Command> {
  let command = ''
  let n: number[] = []
  const token = new RegExp(TOKEN)
  for (let found = token.exec(data); found; found = token.exec(data)) {
    const [, letter, number = ''] = found
    if (letter !== undefined) {
      if (ARITY[letter.toUpperCase()] === undefined)
        throw new TypeError(`a path with the command ${letter} is not understood`)
      command = letter
      n = []
      if (letter.toUpperCase() === 'Z') yield { command, n }
      continue
    }
    const isFlag = command.toUpperCase() === 'A' && FLAGS.has(n.length)
    if (isFlag) token.lastIndex -= number.length - 1
    n.push(Number(isFlag ? number.charAt(0) : number))
    if (n.length < (ARITY[command.toUpperCase()] || Infinity)) continue
    yield { command, n }
    n = []
    if (command === 'M') command = 'L'
    if (command === 'm') command = 'l'
  }
}
