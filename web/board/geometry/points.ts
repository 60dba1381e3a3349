import { LIMITS } from '../limits.ts'
import { boxOfCoordinates, type Box } from './box.ts'
import { pointsOfSpan, type Span } from './cut.ts'
import type { Room } from './scratch.ts'
import { createVarintWriter, VarintReader, type VarintWriter } from './varint.ts'

/** Numbers per point in flat arrays of points: x, y, pressure (0 to 1). */
export const STRIDE = 3

/**
 * The stored form of a stroke's points.
 *
 *     u8 version (1) · u8 flags (1: pressures differ, 2: times follow) · signed exponent · unsigned count
 *     then count × (signed dx, signed dy [, signed dp])      in quanta of 2^exponent units, and of 1/128 for pressure
 *     [then count × unsigned dt]                              milliseconds since the point before
 *
 * All numbers are varints; each delta is from the point before, the first from 0. With equal pressures the one pressure
 * stands once, after the count.
 */
const VERSION = 1
const PRESSURES = 1
const TIMES = 2
const PRESSURE_STEPS = 128

export interface DecodedPoints {
  /** x0, y0, pressure0, x1, ... */
  readonly points: Float64Array
  /** Milliseconds since the stroke began, one a point; only when they were recorded. */
  readonly times?: Float64Array
}

/** The exponent of the quantum for ink drawn at `zoom`: an eighth to a sixteenth of a screen pixel. */
const exponentFor = (zoom: number): number => Math.floor(Math.log2(1 / (8 * zoom)))

/**
 * Encodes points (x, y, pressure, ...) drawn at `zoom` (screen pixels per unit), which sets the precision kept.
 * Throws a RangeError for more than {@link LIMITS.pointsPerStroke} points: a longer stroke goes on in a new record.
 */
export function encodePoints(points: ArrayLike<number>, zoom: number, times?: ArrayLike<number>): Uint8Array {
  return encodeAt(points, exponentFor(zoom), times)
}

/** A part of what {@link encodePoints} wrote, as precise, with the times that were recorded. Bytes that are no points are answered as they are. */
export function encodePiece(bytes: Uint8Array, span: Span): Uint8Array {
  const whole = decodePoints(bytes)
  if (!whole) return bytes
  const times = whole.times && pointsOfSpan(whole.times, 1, span)
  return encodeAt(pointsOfSpan(whole.points, STRIDE, span), exponentOf(bytes), times)
}

function exponentOf(bytes: Uint8Array): number {
  const reader = new VarintReader(bytes, 1)
  reader.unsigned()
  return reader.signed()
}

function encodeAt(points: ArrayLike<number>, exponent: number, times?: ArrayLike<number>): Uint8Array {
  const count = Math.floor(points.length / STRIDE)
  if (count > LIMITS.pointsPerStroke) throw new RangeError(`a stroke holds at most ${LIMITS.pointsPerStroke} points`)
  const scales = [2 ** -exponent, 2 ** -exponent, PRESSURE_STEPS]
  const varied = pressuresDiffer(points)
  const writer = createVarintWriter()
  writer.unsigned(VERSION)
  writer.unsigned((varied ? PRESSURES : 0) | (times ? TIMES : 0))
  writer.signed(exponent)
  writer.unsigned(count)
  if (!varied) writer.signed(Math.round((points[2] ?? 0.5) * PRESSURE_STEPS))
  writeDeltas(writer, points, scales.slice(0, varied ? 3 : 2))
  if (times) writeTimes(writer, times, count)
  return writer.bytes()
}

function writeTimes(writer: VarintWriter, times: ArrayLike<number>, count: number): void {
  let before = 0
  for (let i = 0; i < count; i++) {
    const time = Math.max(before, Math.round(times[i] ?? before))
    writer.unsigned(time - before)
    before = time
  }
}

function pressuresDiffer(points: ArrayLike<number>): boolean {
  for (let i = STRIDE + 2; i < points.length; i += STRIDE) if (points[i] !== points[2]) return true
  return false
}

function writeDeltas(writer: VarintWriter, points: ArrayLike<number>, scales: readonly number[]): void {
  const before = [0, 0, 0]
  for (let i = 0; i + STRIDE <= points.length; i += STRIDE) {
    for (const [part, scale] of scales.entries()) {
      const value = Math.round((points[i + part] as number) * scale)
      writer.signed(value - (before[part] as number))
      before[part] = value
    }
  }
}

/** Can this be a stroke's bytes at all? Cheap: looks at the type, the size and the version only. */
export const looksLikePoints = (raw: unknown): raw is Uint8Array =>
  raw instanceof Uint8Array && raw.length >= 4 && raw.length <= LIMITS.strokeBytes && raw[0] === VERSION

const newNumbers: Room<Float64Array> = (length) => new Float64Array(length)

/**
 * Reads what {@link encodePoints} wrote, into arrays of their own or into `room`. Anything else answers `undefined`: never throws, never
 * allocates more than the bytes can hold.
 */
export function decodePoints(bytes: Uint8Array, room = newNumbers): DecodedPoints | undefined {
  if (!looksLikePoints(bytes)) return undefined
  const reader = new VarintReader(bytes, 1)
  const flags = reader.unsigned()
  const exponent = reader.signed()
  const count = reader.unsigned()
  if (!(flags <= (PRESSURES | TIMES)) || !(Math.abs(exponent) <= 32) || !(count <= LIMITS.pointsPerStroke))
    return undefined
  const varied = (flags & PRESSURES) !== 0
  const timed = (flags & TIMES) !== 0
  const pressure = varied ? 0 : reader.signed() / PRESSURE_STEPS
  if (!(reader.left >= count * (2 + Number(varied) + Number(timed)))) return undefined
  const points = readPoints(reader, room(count * STRIDE), 2 ** exponent, varied ? undefined : pressure)
  const times = timed ? readTimes(reader, count) : undefined
  if (!points || !(times?.every(Number.isFinite) ?? true) || reader.left > 0) return undefined
  return times ? { points, times } : { points }
}

/** Hot path (every point of a board). Fills `points`; `undefined` when a number is missing, or further out than anything may be. */
function readPoints(
  reader: VarintReader,
  points: Float64Array,
  quantum: number,
  pressure: number | undefined,
): Float64Array | undefined {
  const furthest = LIMITS.coordinate / quantum
  const isVaried = pressure === undefined
  let x = 0
  let y = 0
  let p = isVaried ? 0 : pressure * PRESSURE_STEPS
  for (let i = 0; i < points.length; i += STRIDE) {
    x += reader.signed()
    y += reader.signed()
    if (isVaried) p += reader.signed()
    if (!(Math.abs(x) <= furthest && Math.abs(y) <= furthest && p === p)) return undefined
    points[i] = x * quantum
    points[i + 1] = y * quantum
    points[i + 2] = p <= 0 ? 0 : p >= PRESSURE_STEPS ? 1 : p / PRESSURE_STEPS
  }
  return points
}

function readTimes(reader: VarintReader, count: number): Float64Array {
  const times = new Float64Array(count)
  let time = 0
  for (let i = 0; i < count; i++) times[i] = time += reader.unsigned()
  return times
}

/**
 * Hot path (every stroke of a board that opens): the box around encoded points, exactly that of {@link decodePoints}, without
 * decoding them into an array. `undefined` where that answers `undefined`, and for no points.
 */
export function boxOfEncodedPoints(bytes: Uint8Array): Box | undefined {
  if (!looksLikePoints(bytes)) return undefined
  const reader = new VarintReader(bytes, 1)
  const flags = reader.unsigned()
  const exponent = reader.signed()
  const count = reader.unsigned()
  const isPlain = flags <= PRESSURES && Math.abs(exponent) <= 32 && count >= 1 && count <= LIMITS.pointsPerStroke
  if (!isPlain) return boxOfDecoded(bytes)
  if (flags === 0) reader.signed()
  return boxOfDeltas(reader, count, flags === PRESSURES, 2 ** exponent)
}

function boxOfDecoded(bytes: Uint8Array): Box | undefined {
  const points = decodePoints(bytes)?.points
  return points && points.length > 0 ? boxOfCoordinates(points, STRIDE) : undefined
}

function boxOfDeltas(reader: VarintReader, count: number, isVaried: boolean, quantum: number): Box | undefined {
  let [x, y, pressure] = [0, 0, 0]
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let left = count; left > 0; left--) {
    x += reader.signed()
    y += reader.signed()
    if (isVaried) pressure += reader.signed()
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  // What is missing makes its sum NaN, which the edges don't show.
  if (Number.isNaN(x + y + pressure) || reader.left > 0) return undefined
  const box = { minX: minX * quantum, minY: minY * quantum, maxX: maxX * quantum, maxY: maxY * quantum }
  const isNear = -box.minX <= LIMITS.coordinate && box.maxX <= LIMITS.coordinate
  const isLow = -box.minY <= LIMITS.coordinate && box.maxY <= LIMITS.coordinate
  return isNear && isLow ? box : undefined
}
