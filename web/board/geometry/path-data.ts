import { arcTo } from './arc.ts'
import { createPathBuilder, type Path } from './path.ts'

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
  eachCommand(data, (command, raw) => {
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
  })
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

/** Of an arc, whose flags may be written without anything between them. */
const isFlag = (command: string, at: number): boolean => (command === 'A' || command === 'a') && (at === 3 || at === 4)

/**
 * Hot path (letters as outlines: a thousand numbers a word). A command may be followed by the numbers of several: pairs after the
 * first of M are L. The numbers are lent until the next command.
 */
function eachCommand(data: string, draw: (command: string, n: readonly number[]) => void): void {
  let command = ''
  let arity = Infinity
  const n: number[] = []
  for (let at = 0; at < data.length;) {
    if (isLetter(data.charCodeAt(at))) {
      command = data.charAt(at++)
      n.length = 0
      arity = arityOf(command)
      if (arity === 0) draw(command, n)
      continue
    }
    const end = numberEnd(data, at)
    const next = end > at && isFlag(command, n.length) ? at + 1 : end
    if (next === at) at++
    else n.push(Number(data.slice(at, next)))
    at = Math.max(at, next)
    if (arity === 0 || n.length < arity) continue
    draw(command, n)
    n.length = 0
    if (command === 'M') command = 'L'
    if (command === 'm') command = 'l'
  }
}

/** @throws {TypeError} for a command that there is not */
function arityOf(command: string): number {
  const arity = ARITY[command.toUpperCase()]
  if (arity === undefined) throw new TypeError(`a path with the command ${command} is not understood`)
  return arity
}

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isSign = (code: number): boolean => code === 43 || code === 45
const POINT = 46

/** Where a number ends that begins there (`-1.5e3`, `.5`); there is none where it ends at once. */
function numberEnd(data: string, from: number): number {
  const first = isSign(data.charCodeAt(from)) ? from + 1 : from
  const whole = digitsEnd(data, first)
  const fraction = data.charCodeAt(whole) === POINT ? digitsEnd(data, whole + 1) : whole
  if (whole === first && fraction <= whole + 1) return from
  const letter = data.charAt(fraction)
  if (letter !== 'e' && letter !== 'E') return fraction
  const power = isSign(data.charCodeAt(fraction + 1)) ? fraction + 2 : fraction + 1
  const end = digitsEnd(data, power)
  return end > power ? end : fraction
}

function digitsEnd(data: string, from: number): number {
  let at = from
  while (isDigit(data.charCodeAt(at))) at++
  return at
}
