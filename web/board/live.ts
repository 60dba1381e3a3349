import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { isValidMatrix, type Matrix } from './geometry/matrix.ts'
import { LIMITS } from './limits.ts'

/**
 * Unfinished work, as it travels on the live channel: an ordered stream that is never stored and that the document heals.
 * The relay passes the bytes on unread.
 */
export type LiveMessage =
  /** Ink of a stroke in flight. Each message stands alone: a viewer who came late draws what it has. */
  | {
      readonly type: 'ink'
      /** The element id that the finished stroke will have. */
      readonly id: string
      readonly color: string
      readonly width: number
      readonly opacity: number
      /** Index of the first point below within the stroke. */
      readonly from: number
      /** Scene points and pressures: x0, y0, p0, x1, ... */
      readonly points: readonly number[]
    }
  /**
   * An element being made (a rectangle being pulled open): its whole record so far. Under the id of a drag: what the one
   * element of that drag looks like while it is given another shape.
   */
  | {
      readonly type: 'draft'
      readonly id: string
      readonly kind: string
      readonly fields: Readonly<Record<string, unknown>>
    }
  /** The elements of a drag; sent at its start, in as many messages as it takes. */
  | { readonly type: 'lift'; readonly drag: string; readonly ids: readonly string[] }
  /** Where the lifted elements are now: one matrix, whatever their number. */
  | { readonly type: 'drag'; readonly drag: string; readonly by: Matrix }
  /** More of a laser's trail: it fades by itself, and nothing of it ever comes to the document. */
  | {
      readonly type: 'laser'
      readonly id: string
      readonly color: string
      readonly width: number
      /** Scene points: x0, y0, x1, ... */
      readonly points: readonly number[]
    }
  /**
   * The stroke, draft, drag or trail is over. `committed`: the document brings the result, and a trail fades; otherwise forget
   * it now.
   */
  | { readonly type: 'end'; readonly id: string; readonly committed: boolean }

/** Most ids or points that one message may carry; a longer drag or stroke takes several. */
export const LIVE_IDS = 60
export const LIVE_POINTS = 256
/** The widest ink or trail that is read, scene units. */
export const LIVE_WIDTH = 1_000

/** What is done with each type of message: its number on the wire, and its two directions. The type's number and the id come first in all. */
interface Codec<Message> {
  readonly number: number
  /** The id that stands first. */
  readonly id: (message: Message) => string
  readonly write: (encoder: encoding.Encoder, message: Message) => void
  /** Answers `undefined`, or throws, for what it cannot read. */
  readonly read: (decoder: decoding.Decoder, id: string) => Message | undefined
}

type Of<Type extends LiveMessage['type']> = Extract<LiveMessage, { readonly type: Type }>

/** Ink is quantised to a sixteenth of a unit, finer for the finest pens: nobody sees more of a stroke in flight. */
const quantumFor = (width: number): number => 2 ** -Math.min(12, Math.max(4, Math.ceil(4 - Math.log2(width))))
const PRESSURE_STEPS = 128

const ink: Codec<Of<'ink'>> = {
  number: 0,
  id: ({ id }) => id,
  write(encoder, { color, width, opacity, from, points }) {
    encoding.writeVarString(encoder, color)
    encoding.writeFloat32(encoder, width)
    encoding.writeUint8(encoder, Math.round(opacity * 255))
    encoding.writeVarUint(encoder, from)
    writePoints(encoder, points, scalesFor(Math.fround(width)))
  },
  read(decoder, id) {
    const color = decoding.readVarString(decoder)
    const width = decoding.readFloat32(decoder)
    const opacity = decoding.readUint8(decoder) / 255
    const from = decoding.readVarUint(decoder)
    const points = isWidth(width) ? readPoints(decoder, scalesFor(width)) : undefined
    return points && { type: 'ink', id, color, width, opacity, from, points }
  },
}

const laser: Codec<Of<'laser'>> = {
  number: 5,
  id: ({ id }) => id,
  write(encoder, { color, width, points }) {
    encoding.writeVarString(encoder, color)
    encoding.writeFloat32(encoder, width)
    writePoints(encoder, points, placeScalesFor(Math.fround(width)))
  },
  read(decoder, id) {
    const color = decoding.readVarString(decoder)
    const width = decoding.readFloat32(decoder)
    const points = isWidth(width) ? readPoints(decoder, placeScalesFor(width)) : undefined
    return points && { type: 'laser', id, color, width, points }
  },
}

const isWidth = (width: number): boolean => width > 0 && width <= LIVE_WIDTH

/** Steps per unit of x and y. */
const placeScalesFor = (width: number): readonly number[] => [1 / quantumFor(width), 1 / quantumFor(width)]
const scalesFor = (width: number): readonly number[] => [...placeScalesFor(width), PRESSURE_STEPS]

/** Hot path: every frame of everybody who draws. A point near the one before takes a byte a number. */
function writePoints(encoder: encoding.Encoder, points: readonly number[], scales: readonly number[]): void {
  encoding.writeVarUint(encoder, points.length / scales.length)
  const before = scales.map(() => 0)
  for (let i = 0; i < points.length; i++) {
    const part = i % scales.length
    const value = Math.round((points[i] as number) * (scales[part] as number))
    encoding.writeVarInt(encoder, value - (before[part] as number))
    before[part] = value
  }
}

function readPoints(decoder: decoding.Decoder, scales: readonly number[]): number[] | undefined {
  const count = decoding.readVarUint(decoder)
  if (count > LIVE_POINTS || count * scales.length > bytesLeft(decoder)) return undefined
  const before = scales.map(() => 0)
  const points: number[] = []
  for (let i = 0; i < count * scales.length; i++) {
    const part = i % scales.length
    const value = (before[part] as number) + decoding.readVarInt(decoder)
    before[part] = value
    points.push(value / (scales[part] as number))
  }
  return points.every((value) => Math.abs(value) <= LIMITS.coordinate) ? points : undefined
}

const bytesLeft = (decoder: decoding.Decoder): number => decoder.arr.length - decoder.pos

const draft: Codec<Of<'draft'>> = {
  number: 1,
  id: ({ id }) => id,
  write(encoder, { kind, fields }) {
    encoding.writeVarString(encoder, kind)
    encoding.writeVarUint(encoder, Object.keys(fields).length)
    for (const [name, value] of Object.entries(fields)) {
      encoding.writeVarString(encoder, name)
      encoding.writeAny(encoder, value as encoding.AnyEncodable)
    }
  },
  read(decoder, id) {
    const kind = decoding.readVarString(decoder)
    const count = decoding.readVarUint(decoder)
    if (count > bytesLeft(decoder)) return undefined
    const fields = new Map<string, unknown>()
    for (let i = 0; i < count; i++) fields.set(decoding.readVarString(decoder), decoding.readAny(decoder))
    // fromEntries defines properties: a field called `__proto__` is only a field.
    return { type: 'draft', id, kind, fields: Object.fromEntries(fields) }
  },
}

const lift: Codec<Of<'lift'>> = {
  number: 2,
  id: ({ drag }) => drag,
  write(encoder, { ids }) {
    encoding.writeVarUint(encoder, ids.length)
    for (const id of ids) encoding.writeVarString(encoder, id)
  },
  read(decoder, drag) {
    const count = decoding.readVarUint(decoder)
    if (count > LIVE_IDS) return undefined
    const ids = Array.from({ length: count }, () => decoding.readVarString(decoder))
    return ids.every((id) => LIMITS.elementId.test(id)) ? { type: 'lift', drag, ids } : undefined
  },
}

const drag: Codec<Of<'drag'>> = {
  number: 3,
  id: (message) => message.drag,
  write(encoder, { by }) {
    for (const value of by) encoding.writeFloat64(encoder, value)
  },
  read(decoder, id) {
    const by: unknown = Array.from({ length: 6 }, () => decoding.readFloat64(decoder))
    return isValidMatrix(by) ? { type: 'drag', drag: id, by } : undefined
  },
}

const end: Codec<Of<'end'>> = {
  number: 4,
  id: ({ id }) => id,
  write: (encoder, { committed }) => encoding.writeUint8(encoder, Number(committed)),
  read: (decoder, id) => ({ type: 'end', id, committed: decoding.readUint8(decoder) === 1 }),
}

/** A client that does not know a type's number leaves the message be. */
const CODECS = { ink, draft, lift, drag, end, laser } as const

/**
 * A message as bytes. Throws a RangeError when they would be more than {@link LIMITS.liveBytes}: ids and points can be spread over
 * several messages ({@link LIVE_IDS}, {@link LIVE_POINTS} always fit), and a draft that is too big is not sent.
 */
export function encodeLive(message: LiveMessage): Uint8Array {
  // The table's type and the message's are the same word, which TypeScript cannot follow through a union.
  const codec = CODECS[message.type] as unknown as Codec<LiveMessage>
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, codec.number)
  encoding.writeVarString(encoder, codec.id(message))
  codec.write(encoder, message)
  const bytes = encoding.toUint8Array(encoder)
  if (bytes.length > LIMITS.liveBytes) throw new RangeError(`a live message holds at most ${LIMITS.liveBytes} bytes`)
  return bytes
}

/** Reads a message of somebody else's. Anything that is none answers `undefined`; never throws. */
export function decodeLive(bytes: Uint8Array): LiveMessage | undefined {
  if (bytes.length > LIMITS.liveBytes) return undefined
  const decoder = decoding.createDecoder(bytes)
  try {
    const number = decoding.readUint8(decoder)
    const codec = Object.values(CODECS).find((candidate) => candidate.number === number)
    const id = decoding.readVarString(decoder)
    if (!codec || !LIMITS.elementId.test(id)) return undefined
    const message = codec.read(decoder, id)
    return decoding.hasContent(decoder) ? undefined : message
  } catch {
    // lib0 throws where bytes end too early or are no text; what a stranger sends is no reason to fail here.
    return undefined
  }
}
