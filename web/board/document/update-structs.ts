import * as decoding from 'lib0/decoding'
import { NULL, INTEGER, FLOAT32, FLOAT64, BIGINT, FALSE, TRUE, STRING, OBJECT, ARRAY, BYTES } from './value-types.ts'

/** Where one struct of a V1 update lies in its bytes, and what must be known before it. Nothing of its content is decoded. */
export interface StructBytes {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly start: number
  readonly end: number
  /** Pairs of client and clock that it refers to. */
  readonly needs: readonly number[]
  /** For a run of values, one or more: where it can be cut. */
  readonly run: RunBytes | null
}

export interface RunBytes {
  /** Where the first value begins. */
  readonly first: number
  /** Pairs: how many values come before, and where the next one begins. Not all there are: see {@link Walk}. */
  readonly marks: readonly number[]
  /** From and to; equal when there is no right origin. */
  readonly rightOrigin: readonly [number, number]
}

/** One writer's structs, in order of their clocks. */
export interface WriterStructs {
  readonly client: number
  readonly structs: StructBytes[]
}

/** The structs of an update by writer, and where its deletions begin. */
export interface UpdateStructs {
  readonly writers: WriterStructs[]
  deletions: number
}

/** How the values of an update are walked over. */
export interface Walk {
  /** Runs get marks about so many bytes apart, and around each value that is as long. */
  readonly markBytes: number
  /** Passes over a value, whatever else it does with it. */
  readonly pass: (decoder: decoding.Decoder) => void
}

// The first byte of a struct: five bits of type, and three flags.
const TYPE = 0x1f
const HAS_PARENT_KEY = 0x20
const HAS_RIGHT_ORIGIN = 0x40
const HAS_ORIGIN = 0x80
const GC = 0
const SKIP = 10
const ANY = 8

/** Structs and values walked over between two breaths. */
const BREATH = 20_000

/**
 * Walks over a V1 update (yjs 13, `UpdateEncoderV1`) and finds its structs in time that its content hardly adds to. A generator, so that
 * the caller can do other things in between: it answers nothing until it returns. @throws when the bytes are no update
 */
export function* readStructs(update: Uint8Array, walk: Walk): Generator<undefined, UpdateStructs> {
  const decoder = decoding.createDecoder(update)
  const writers: WriterStructs[] = []
  let walked = 0
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    let count = decoding.readVarUint(decoder)
    const client = decoding.readVarUint(decoder)
    let clock = decoding.readVarUint(decoder)
    const structs: StructBytes[] = []
    for (; count > 0; count--) {
      const struct: StructBytes = yield* readStruct(decoder, client, clock, walk)
      structs.push(struct)
      clock += struct.length
      if (++walked % BREATH === 0) yield
    }
    writers.push({ client, structs })
  }
  return { writers, deletions: decoder.pos }
}

function* readStruct(
  decoder: decoding.Decoder,
  client: number,
  clock: number,
  walk: Walk,
): Generator<undefined, StructBytes> {
  const start = decoder.pos
  const info = decoding.readUint8(decoder)
  const type = info & TYPE
  const needs: number[] = []
  if (type === GC || type === SKIP) {
    const length = decoding.readVarUint(decoder)
    return { client, clock, length, start, end: decoder.pos, needs, run: null }
  }
  if ((info & HAS_ORIGIN) !== 0) readId(decoder, needs)
  const rightFrom = decoder.pos
  if ((info & HAS_RIGHT_ORIGIN) !== 0) readId(decoder, needs)
  const rightOrigin = [rightFrom, decoder.pos] as const
  if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) {
    if (decoding.readVarUint(decoder) === 1) skipBytes(decoder)
    else readId(decoder, needs)
    if ((info & HAS_PARENT_KEY) !== 0) skipBytes(decoder)
  }
  if (type === ANY) {
    const length = decoding.readVarUint(decoder)
    const first = decoder.pos
    const marks = yield* passValues(decoder, length, walk)
    return { client, clock, length, start, end: decoder.pos, needs, run: { first, marks, rightOrigin } }
  }
  const length = skipContent(decoder, type)
  return { client, clock, length, start, end: decoder.pos, needs, run: null }
}

function* passValues(
  decoder: decoding.Decoder,
  count: number,
  { markBytes, pass }: Walk,
): Generator<undefined, readonly number[]> {
  const marks: number[] = []
  let marked = decoder.pos
  for (let i = 1; i <= count; i++) {
    const before = decoder.pos
    pass(decoder)
    const isLong = decoder.pos - before >= markBytes
    if (isLong && before > marked) marks.push(i - 1, before)
    if ((isLong || decoder.pos - marked >= markBytes) && i < count) marks.push(i, (marked = decoder.pos))
    if (i % BREATH === 0) yield
  }
  return marks
}

function readId(decoder: decoding.Decoder, into: number[]): void {
  into.push(decoding.readVarUint(decoder), decoding.readVarUint(decoder))
}

/** Passes over a struct's content; answers its length in units of the clock. */
function skipContent(decoder: decoding.Decoder, type: number): number {
  switch (type) {
    case 1:
      return decoding.readVarUint(decoder)
    case 2: {
      const count = decoding.readVarUint(decoder)
      for (let i = 0; i < count; i++) skipBytes(decoder)
      return count
    }
    case 3:
    case 5:
      skipBytes(decoder)
      return 1
    case 4:
      return utf16Length(decoding.readVarUint8Array(decoder))
    case 6:
      skipBytes(decoder)
      skipBytes(decoder)
      return 1
    case 7:
      // XML elements and hooks carry a name.
      if ([3, 5].includes(decoding.readVarUint(decoder))) skipBytes(decoder)
      return 1
    case 9:
      skipBytes(decoder)
      skipAny(decoder)
      return 1
    default:
      throw new Error(`a struct of unknown type ${type}`)
  }
}

/** Passes over bytes, or text, with their length before them. */
export function skipBytes(decoder: decoding.Decoder): void {
  const length = decoding.readVarUint(decoder)
  decoder.pos += length
}

/** Hot path (every value of a board): passes over one value as `lib0` writes it, and allocates nothing. */
export function skipAny(decoder: decoding.Decoder): void {
  const type = decoding.readUint8(decoder)
  if (type >= NULL || type === FALSE || type === TRUE) return
  if (type === INTEGER) while (decoding.readUint8(decoder) >= 0x80);
  else if (type === FLOAT32) decoder.pos += 4
  else if (type === FLOAT64 || type === BIGINT) decoder.pos += 8
  else if (type === STRING || type === BYTES) skipBytes(decoder)
  else if (type === OBJECT) {
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      skipBytes(decoder)
      skipAny(decoder)
    }
  } else if (type === ARRAY) for (let left = decoding.readVarUint(decoder); left > 0; left--) skipAny(decoder)
  else throw new Error(`a value of unknown type ${type}`)
}

/** UTF-16 units of UTF-8 text: what begins with four bytes' mark is a pair of surrogates. */
function utf16Length(bytes: Uint8Array): number {
  let length = 0
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1
  return length
}
