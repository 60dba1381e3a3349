import * as decoding from 'lib0/decoding'
import { encodeUtf8 } from 'lib0/string'
import {
  UNDEFINED,
  NULL,
  INTEGER,
  FLOAT32,
  FLOAT64,
  BIGINT,
  FALSE,
  TRUE,
  STRING,
  OBJECT,
  ARRAY,
  BYTES,
} from './value-types.ts'

/**
 * Plain values as bytes, in the form that Yjs stores them in (`lib0` `writeAny`). Records are full of short words, most of them always
 * the same, and for those lib0 asks the platform's text decoder one by one: these functions read and write them several times as fast,
 * and a word that comes again is the same string again, so that it is kept once.
 */

/** Words up to this long are kept; ids are longer. */
const LONGEST_WORD = 11
const WORDS = 2_048

/** Reads values. One for each stretch of work: it remembers words. */
export interface ValueReader {
  /** Hot path (every value of a board). @throws when the bytes hold no value */
  read(decoder: decoding.Decoder): unknown
  readString(decoder: decoding.Decoder): string
}

export function createValueReader(): ValueReader {
  const words: string[] = Array.from({ length: WORDS }, () => '')

  function readString(decoder: decoding.Decoder): string {
    const start = decoder.pos
    const { arr: bytes } = decoder
    const length = bytes[start] ?? 0
    if (length >= 0x80 || start + length >= bytes.length) return decoding.readVarString(decoder)
    const end = start + 1 + length
    let hash = length
    let isAscii = true
    for (let i = start + 1; i < end; i++) {
      const byte = bytes[i]!
      if (byte >= 0x80) isAscii = false
      hash = (Math.imul(hash, 31) + byte) | 0
    }
    if (!isAscii) return decoding.readVarString(decoder)
    decoder.pos = end
    if (length > LONGEST_WORD) return asciiOf(bytes, start + 1, end)
    const at = (hash ^ (hash >>> 11)) & (WORDS - 1)
    const known = words[at]!
    if (isWord(known, bytes, start + 1, length)) return known
    return (words[at] = asciiOf(bytes, start + 1, end))
  }

  function read(decoder: decoding.Decoder): unknown {
    switch (decoding.readUint8(decoder)) {
      case UNDEFINED:
        return undefined
      case NULL:
        return null
      case INTEGER:
        return decoding.readVarInt(decoder)
      case FLOAT32:
        return decoding.readFloat32(decoder)
      case FLOAT64:
        return decoding.readFloat64(decoder)
      case BIGINT:
        return decoding.readBigInt64(decoder)
      case FALSE:
        return false
      case TRUE:
        return true
      case STRING:
        return readString(decoder)
      case OBJECT:
        return readObject(decoder)
      case ARRAY:
        return readArray(decoder)
      case BYTES:
        return decoding.readVarUint8Array(decoder)
      default:
        throw new Error('a value of unknown type')
    }
  }

  function readObject(decoder: decoding.Decoder): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const name = readString(decoder)
      object[name] = read(decoder)
    }
    return object
  }

  function readArray(decoder: decoding.Decoder): unknown[] {
    const array: unknown[] = []
    for (let left = decoding.readVarUint(decoder); left > 0; left--) array.push(read(decoder))
    return array
  }

  return { read, readString }
}

const asciiOf = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[])

function isWord(word: string, bytes: Uint8Array, from: number, length: number): boolean {
  if (word.length !== length) return false
  for (let i = 0; i < length; i++) if (word.charCodeAt(i) !== bytes[from + i]) return false
  return true
}

/** Bytes that grow. */
export interface ValueWriter {
  readonly length: number
  varUint(value: number): void
  float64(value: number): void
  string(value: string): void
  /** Hot path. Takes what {@link ValueReader} gives back; bigints and instances of classes are none of it. */
  value(value: unknown): void
  /** Leaves room for a number of four bytes; {@link fill} writes how many bytes came after it. */
  hole(): number
  fill(hole: number): void
  /** All that was written since the last time. */
  take(): Uint8Array<ArrayBuffer>
}

export function createValueWriter(): ValueWriter {
  let bytes = new Uint8Array(1_024)
  let view = new DataView(bytes.buffer)
  let at = 0

  function room(count: number): void {
    if (at + count <= bytes.length) return
    const larger = new Uint8Array(Math.max(2 * bytes.length, at + count))
    larger.set(bytes.subarray(0, at))
    bytes = larger
    view = new DataView(bytes.buffer)
  }

  function varUint(value: number): void {
    room(8)
    let rest = value
    while (rest >= 0x80) {
      bytes[at++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    bytes[at++] = rest
  }

  function copy(source: Uint8Array): void {
    varUint(source.length)
    room(source.length)
    bytes.set(source, at)
    at += source.length
  }

  function string(value: string): void {
    room(value.length + 8)
    const start = at
    let isAscii = value.length < 0x80
    if (isAscii) {
      bytes[at++] = value.length
      for (let i = 0; i < value.length; i++) {
        const code = value.charCodeAt(i)
        if (code >= 0x80) isAscii = false
        bytes[at++] = code
      }
    }
    if (isAscii) return
    at = start
    copy(encodeUtf8(value))
  }

  function float64(value: number): void {
    room(8)
    view.setFloat64(at, value)
    at += 8
  }

  function tag(type: number): void {
    room(1)
    bytes[at++] = type
  }

  /** As `lib0` `writeVarInt`: the sign and six bits first. */
  function integer(value: number): void {
    room(8)
    const isNegative = value < 0 || Object.is(value, -0)
    let rest = Math.abs(value)
    bytes[at++] = (rest > 63 ? 0x80 : 0) | (isNegative ? 0x40 : 0) | (rest % 64)
    rest = Math.floor(rest / 64)
    while (rest > 0) {
      bytes[at++] = (rest > 127 ? 0x80 : 0) | (rest % 128)
      rest = Math.floor(rest / 128)
    }
  }

  function number(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
      tag(INTEGER)
      integer(value)
    } else {
      tag(FLOAT64)
      float64(value)
    }
  }

  function object(value: object): void {
    if (value instanceof Uint8Array) {
      tag(BYTES)
      copy(value)
    } else if (Array.isArray(value)) {
      tag(ARRAY)
      varUint(value.length)
      for (const entry of value) any(entry)
    } else {
      const entries = Object.entries(value)
      tag(OBJECT)
      varUint(entries.length)
      for (const [name, entry] of entries) {
        string(name)
        any(entry)
      }
    }
  }

  function any(value: unknown): void {
    if (typeof value === 'number') number(value)
    else if (typeof value === 'string') {
      tag(STRING)
      string(value)
    } else if (typeof value === 'object' && value !== null) object(value)
    else if (typeof value === 'boolean') tag(value ? TRUE : FALSE)
    else tag(value === null ? NULL : UNDEFINED)
  }

  return {
    get length() {
      return at
    },
    varUint,
    float64,
    string,
    value: any,
    hole() {
      room(4)
      at += 4
      return at - 4
    },
    fill: (hole) => view.setUint32(hole, at - hole - 4),
    take() {
      const taken = bytes.slice(0, at)
      at = 0
      return taken
    },
  }
}
