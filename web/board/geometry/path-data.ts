import { createPathBuilder, type Path } from './path.ts'

const TOKEN = /([A-Za-z])|(-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/g

/** How many numbers each command takes. */
const ARITY: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, Q: 4, C: 6, Z: 0 }

/**
 * The path that SVG data draws (https://www.w3.org/TR/SVG2/paths.html#PathData), of what programs write for outlines: absolute commands M L H V Q C Z.
 * @throws {TypeError} for any other
 */
export function parsePathData(data: string): Path {
  const builder = createPathBuilder()
  let [x, y] = [0, 0]
  for (const { command, n } of commandsOf(data)) {
    const [p = 0, q = 0, r = 0, s = 0, t = 0, u = 0] = n
    if (command === 'Z') builder.close()
    else if (command === 'Q') builder.quadraticTo(p, q, r, s)
    else if (command === 'C') builder.cubicTo(p, q, r, s, t, u)
    else if (command === 'H') builder.lineTo(p, y)
    else if (command === 'V') builder.lineTo(x, p)
    else if (command === 'L') builder.lineTo(p, q)
    else builder.moveTo(p, q)
    if (command === 'H') x = p
    else if (command === 'V') y = p
    else if (command !== 'Z') [x, y] = [n.at(-2) ?? x, n.at(-1) ?? y]
  }
  return builder.build()
}

interface Command {
  readonly command: string
  readonly n: readonly number[]
}

/** A command may be followed by the numbers of several: pairs after the first of M are L. */
function* commandsOf(data: string): Generator<Command> {
  let command = ''
  let n: number[] = []
  for (const [, letter, number] of data.matchAll(TOKEN)) {
    if (letter !== undefined) {
      if (ARITY[letter] === undefined) throw new TypeError(`a path with the command ${letter} is not understood`)
      command = letter
      n = []
      if (command === 'Z') yield { command, n }
      continue
    }
    n.push(Number(number))
    if (n.length < (ARITY[command] ?? Infinity)) continue
    yield { command, n }
    n = []
    if (command === 'M') command = 'L'
  }
}
