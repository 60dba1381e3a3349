import { createPathBuilder, type Path, type PathBuilder } from '#board/geometry/path.ts'

/** Outlines of letters from a TrueType font (https://learn.microsoft.com/typography/opentype/spec/otff): tables head, loca, glyf and cmap format 4. */
export interface FontFile {
  /** Of a character, in font sizes, y down from the baseline; undefined when the font has none. */
  outline(character: string): Path | undefined
}

/** @throws {RangeError} when the bytes end too early */
export function readFont(bytes: ArrayBuffer): FontFile {
  const view = new DataView(bytes)
  const tables = new Map<string, number>()
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + 16 * i
    const name = String.fromCharCode(...new Uint8Array(bytes, entry, 4))
    tables.set(name, view.getUint32(entry + 8))
  }
  const table = (name: string): number => {
    const at = tables.get(name)
    if (at === undefined) throw new RangeError(`a font without ${name}`)
    return at
  }
  const [head, loca, glyf] = [table('head'), table('loca'), table('glyf')]
  const unit = 1 / view.getUint16(head + 18)
  const isLong = view.getInt16(head + 50) === 1
  const offsetOf = (glyph: number) => (isLong ? view.getUint32(loca + 4 * glyph) : 2 * view.getUint16(loca + 2 * glyph))
  const glyphOf = characterMap(view, table('cmap'))

  const contours = (glyph: number): Contour[] => {
    const [from, to] = [offsetOf(glyph), offsetOf(glyph + 1)]
    if (from === to) return []
    const at = glyf + from
    const count = view.getInt16(at)
    return count >= 0 ? simple(view, at + 10, count) : composite(view, at + 10, contours)
  }

  return {
    outline(character) {
      const glyph = glyphOf(character.codePointAt(0) ?? 0)
      if (glyph === 0) return undefined
      const builder = createPathBuilder()
      for (const contour of contours(glyph)) trace(builder, contour, unit)
      return builder.build()
    },
  }
}

interface Point {
  readonly x: number
  readonly y: number
  readonly on: boolean
}
type Contour = readonly Point[]

function characterMap(view: DataView, cmap: number): (code: number) => number {
  const count = view.getUint16(cmap + 2)
  for (let i = 0; i < count; i++) {
    const at = cmap + view.getUint32(cmap + 8 + 8 * i)
    if (view.getUint16(at) === 4) return (code) => inSegments(view, at, code)
  }
  return () => 0
}

function inSegments(view: DataView, at: number, code: number): number {
  const size = view.getUint16(at + 6)
  const [ends, starts] = [at + 14, at + 16 + size]
  for (let i = 0; i < size; i += 2) {
    if (view.getUint16(ends + i) < code) continue
    const start = view.getUint16(starts + i)
    if (start > code) return 0
    const delta = view.getUint16(starts + size + i)
    const range = starts + 2 * size + i
    const offset = view.getUint16(range)
    if (offset === 0) return (code + delta) & 0xffff
    const glyph = view.getUint16(range + offset + 2 * (code - start))
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
  return 0
}

const ON_CURVE = 1
const REPEAT = 8
/** Bits of a flag for each axis: one byte, and what that means. */
const X_AXIS = { short: 2, same: 16 } as const
const Y_AXIS = { short: 4, same: 32 } as const

function simple(view: DataView, start: number, count: number): Contour[] {
  const ends = Array.from({ length: count }, (_, i) => view.getUint16(start + 2 * i))
  let at = start + 2 * count
  at += 2 + view.getUint16(at)
  const total = (ends.at(-1) ?? -1) + 1
  const flags: number[] = []
  while (flags.length < total) {
    const flag = view.getUint8(at++)
    const times = flag & REPEAT ? view.getUint8(at++) : 0
    for (let i = 0; i <= times; i++) flags.push(flag)
  }
  const read = ({ short, same }: typeof X_AXIS | typeof Y_AXIS): number[] => {
    let value = 0
    return flags.map((flag) => {
      if (flag & short) value += (flag & same ? 1 : -1) * view.getUint8(at++)
      else if (!(flag & same)) {
        value += view.getInt16(at)
        at += 2
      }
      return value
    })
  }
  const [xs, ys] = [read(X_AXIS), read(Y_AXIS)]
  const points = flags.map((flag, i) => ({ x: xs[i] ?? 0, y: ys[i] ?? 0, on: (flag & ON_CURVE) !== 0 }))
  return ends.map((end, i) => points.slice(i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, end + 1))
}

const WORDS = 1
const OFFSETS = 2
const SCALE = 8
const MORE = 32
const SCALES = 64
const MATRIX = 128

/** A glyph made of others, each at its place. */
function composite(view: DataView, start: number, contoursOf: (glyph: number) => Contour[]): Contour[] {
  const all: Contour[] = []
  let at = start
  for (let flags = MORE; flags & MORE;) {
    flags = view.getUint16(at)
    const part = view.getUint16(at + 2)
    at += 4
    const wide = (flags & WORDS) !== 0
    const [dx, dy] = wide ? [view.getInt16(at), view.getInt16(at + 2)] : [view.getInt8(at), view.getInt8(at + 1)]
    at += wide ? 4 : 2
    const number = () => view.getInt16((at += 2) - 2) / 2 ** 14
    let [a, b, c, d] = [1, 0, 0, 1]
    if (flags & SCALE) a = d = number()
    else if (flags & SCALES) [a, d] = [number(), number()]
    else if (flags & MATRIX) [a, b, c, d] = [number(), number(), number(), number()]
    const [x, y] = flags & OFFSETS ? [dx, dy] : [0, 0]
    for (const contour of contoursOf(part))
      all.push(contour.map((p) => ({ x: a * p.x + c * p.y + x, y: b * p.x + d * p.y + y, on: p.on })))
  }
  return all
}

/** Between two points off the curve lies one on it, in their middle. */
function trace(builder: PathBuilder, contour: Contour, unit: number): void {
  const points = withMiddles(contour)
  const first = points.findIndex(({ on }) => on)
  if (first < 0) return
  const turned = [...points.slice(first), ...points.slice(0, first + 1)]
  const [start, ...rest] = turned.map(({ x, y, on }) => ({ x: x * unit, y: -y * unit, on }))
  if (!start) return
  builder.moveTo(start.x, start.y)
  for (let i = 0; i < rest.length; i++) {
    const point = rest[i] as Point
    const next = rest[i + 1]
    if (point.on) builder.lineTo(point.x, point.y)
    else if (next) {
      builder.quadraticTo(point.x, point.y, next.x, next.y)
      i++
    }
  }
  builder.close()
}

function withMiddles(contour: Contour): Point[] {
  return contour.flatMap((point, i) => {
    const next = contour[(i + 1) % contour.length] as Point
    return point.on || next.on ? [point] : [point, { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2, on: true }]
  })
}
