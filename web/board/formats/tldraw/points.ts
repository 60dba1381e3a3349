import { isRaw, listIn, numberIn, stringIn, within, type Raw } from '../imported.ts'

/** The pressure of ink whose file says none. */
const EVEN = 0.5

/**
 * The points of a stroke of tldraw (x, y, pressure; the shape's own units), in whatever way its version writes them: a list of
 * points, base64 of half floats, or (since schema 3 of `draw`) base64 of differences.
 * @param most no more points are read
 */
export function pointsOfSegments(props: Raw, most: number): number[] {
  const flat: number[] = []
  const [scaleX, scaleY] = [numberIn(props, 'scaleX', 1), numberIn(props, 'scaleY', 1)]
  const take = (x: unknown, y: unknown, z: unknown): void => {
    if (flat.length / 3 >= most || !isFinitely(x) || !isFinitely(y)) return
    flat.push(x * scaleX, y * scaleY, isFinitely(z) ? within(0, z, 1) : EVEN)
  }
  for (const segment of listIn(props, 'segments')) {
    if (!isRaw(segment)) continue
    const { points } = segment
    if (Array.isArray(points)) {
      for (const point of points as readonly unknown[]) if (isRaw(point)) take(point['x'], point['y'], point['z'])
    } else if (typeof points === 'string') eachAbsolute(points, take)
    else eachDifference(stringIn(segment, 'path'), segment['dim'] === 2 ? 2 : 3, take)
  }
  return flat
}

type Take = (x: number, y: number, z: number | undefined) => void

const isFinitely = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** Three half floats a point. */
function eachAbsolute(base64: string, take: Take): void {
  const view = bytesOf(base64)
  for (let at = 0; at + 6 <= view.byteLength; at += 6)
    take(halfFloat(view, at), halfFloat(view, at + 2), halfFloat(view, at + 4))
}

/** The first point in floats, each further one as half floats of what it differs; without pressure where there are two dimensions. */
function eachDifference(base64: string, dimensions: 2 | 3, take: Take): void {
  const view = bytesOf(base64)
  const head = 4 * dimensions
  if (view.byteLength < head) return
  const at = Array.from({ length: dimensions }, (_, i) => view.getFloat32(4 * i, true))
  const tell = () => take(at[0] as number, at[1] as number, at[2])
  tell()
  for (let from = head; from + 2 * dimensions <= view.byteLength; from += 2 * dimensions) {
    for (let i = 0; i < dimensions; i++) at[i] = (at[i] as number) + halfFloat(view, from + 2 * i)
    tell()
  }
}

/** Little endian, IEEE 754 binary16. */
function halfFloat(view: DataView, at: number): number {
  const bits = view.getUint16(at, true)
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023]
  const sign = bits >> 15 === 1 ? -1 : 1
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** What base64 (RFC 4648) says as far as it is some. */
function bytesOf(base64: string): DataView {
  const bytes: number[] = []
  let [bits, held] = [0, 0]
  for (const letter of base64) {
    const value = LETTERS.indexOf(letter)
    if (value < 0) break
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes.push((bits >> held) & 255)
  }
  return new DataView(Uint8Array.from(bytes).buffer)
}
