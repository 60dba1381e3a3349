import * as decoding from 'lib0/decoding'
import { encodeUtf8 } from 'lib0/string'
import { EMPTY_BOX, type Box } from '../geometry/box.ts'
import { LIMITS } from '../limits.ts'
import { skipAny, skipBytes } from './update-structs.ts'
import { ARRAY, FLOAT32, FLOAT64, INTEGER, OBJECT } from './value-types.ts'

/** About where elements are, found from the bytes of their records in passing. */
export interface Extent {
  /** Passes over a value of an update (see `readStructs`), and takes it in where it is the record of an element of the board's first page. */
  readonly pass: (decoder: decoding.Decoder) => void
  /**
   * Around the places that records were born at; empty where there were none. What elements reach beyond that, what was moved since and
   * what was deleted it does not know.
   */
  readonly box: Box
}

export function createExtent(): Extent {
  const box = { ...EMPTY_BOX }
  return { pass: (decoder) => noteRecord(decoder, box), box }
}

type Growing = { -readonly [Side in keyof Box]: Box[Side] }

/** Hot path (every record of a board that opens): passes over a value, and widens the extent where it is an element's record. */
function noteRecord(decoder: decoding.Decoder, extent: Growing): void {
  if (decoder.arr[decoder.pos] !== OBJECT) return skipAny(decoder)
  decoder.pos++
  let x = Number.NaN
  let y = Number.NaN
  let isElsewhere = false
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const { arr: bytes, pos: key } = decoder
    skipBytes(decoder)
    if (isWord(bytes, key, MATRIX) && bytes[decoder.pos] === ARRAY && bytes[decoder.pos + 1] === 6) {
      decoder.pos += 2
      for (let i = 0; i < 4; i++) skipAny(decoder)
      x = readNumber(decoder)
      y = readNumber(decoder)
    } else {
      if (isWord(bytes, key, PAGE)) isElsewhere = true
      skipAny(decoder)
    }
  }
  const isPlace = Math.abs(x) <= LIMITS.coordinate && Math.abs(y) <= LIMITS.coordinate
  if (isElsewhere || !isPlace) return
  if (x < extent.minX) extent.minX = x
  if (x > extent.maxX) extent.maxX = x
  if (y < extent.minY) extent.minY = y
  if (y > extent.maxY) extent.maxY = y
}

/** Names of fields as they stand in the bytes: their length, and their letters. */
const wordOf = (name: string): Uint8Array => Uint8Array.from([name.length, ...encodeUtf8(name)])
const MATRIX = wordOf('matrix')
const PAGE = wordOf('page')

function isWord(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word[i]) return false
  return true
}

function readNumber(decoder: decoding.Decoder): number {
  const type = decoder.arr[decoder.pos]
  if (type !== INTEGER && type !== FLOAT32 && type !== FLOAT64) {
    skipAny(decoder)
    return Number.NaN
  }
  decoder.pos++
  if (type === INTEGER) return decoding.readVarInt(decoder)
  return type === FLOAT32 ? decoding.readFloat32(decoder) : decoding.readFloat64(decoder)
}
