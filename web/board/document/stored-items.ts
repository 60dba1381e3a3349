import * as decoding from 'lib0/decoding'
import type { ValueReader } from './values.ts'

/** One item of a V1 update (yjs 13, `UpdateEncoderV1`), decoded as far as a board needs it. */
export interface StoredItem {
  readonly client: number
  readonly clock: number
  readonly length: number
  /** Client and clock of what stood before it and after it when it was made. */
  readonly origin: StoredId | null
  readonly rightOrigin: StoredId | null
  /** The name of a root, or the item that holds its type; null: that of its origin. */
  readonly parent: string | StoredId | null
  readonly key: string | null
  /** Plain values or text; null: nothing, or a shared type. */
  readonly content: readonly unknown[] | string | null
  readonly isType: boolean
}

export type StoredId = readonly [client: number, clock: number]

export interface StoredItems {
  /** By writer, in order of their clocks. */
  readonly items: ReadonlyMap<number, readonly StoredItem[]>
  /** By writer: pairs of clock and length. */
  readonly deleted: ReadonlyMap<number, readonly (readonly [number, number])[]>
}

// The first byte of a struct: five bits of type, and three flags.
const TYPE = 0x1f
const HAS_KEY = 0x20
const HAS_RIGHT_ORIGIN = 0x40
const HAS_ORIGIN = 0x80
const [GC, DELETED, BINARY, STRING, SHARED, ANY, SKIP] = [0, 1, 3, 4, 7, 8, 10]

/** @throws when the bytes are no update, or hold something that boards don't */
export function readStoredItems(update: Uint8Array, reader: ValueReader): StoredItems {
  const decoder = decoding.createDecoder(update)
  const items = new Map<number, StoredItem[]>()
  for (let writers = decoding.readVarUint(decoder); writers > 0; writers--) {
    const count = decoding.readVarUint(decoder)
    const client = decoding.readVarUint(decoder)
    let clock = decoding.readVarUint(decoder)
    const own: StoredItem[] = []
    for (let i = 0; i < count; i++) {
      const item = readItem(decoder, reader, client, clock)
      own.push(item)
      clock += item.length
    }
    items.set(client, own)
  }
  return { items, deleted: readDeleted(decoder) }
}

function readDeleted(decoder: decoding.Decoder): Map<number, (readonly [number, number])[]> {
  const deleted = new Map<number, (readonly [number, number])[]>()
  for (let writers = decoding.readVarUint(decoder); writers > 0; writers--) {
    const client = decoding.readVarUint(decoder)
    const count = decoding.readVarUint(decoder)
    const ranges = Array.from({ length: count }, () => {
      const from = decoding.readVarUint(decoder)
      return [from, decoding.readVarUint(decoder)] as const
    })
    deleted.set(client, ranges)
  }
  return deleted
}

const readId = (decoder: decoding.Decoder): StoredId => {
  const client = decoding.readVarUint(decoder)
  return [client, decoding.readVarUint(decoder)]
}

function readItem(decoder: decoding.Decoder, reader: ValueReader, client: number, clock: number): StoredItem {
  const info = decoding.readUint8(decoder)
  const type = info & TYPE
  const nowhere = { client, clock, origin: null, rightOrigin: null, parent: null, key: null, isType: false }
  if (type === GC || type === SKIP) return { ...nowhere, length: decoding.readVarUint(decoder), content: null }
  const origin = (info & HAS_ORIGIN) === 0 ? null : readId(decoder)
  const rightOrigin = (info & HAS_RIGHT_ORIGIN) === 0 ? null : readId(decoder)
  let parent: string | StoredId | null = null
  let key: string | null = null
  if (origin === null && rightOrigin === null) {
    parent = decoding.readVarUint(decoder) === 1 ? reader.readString(decoder) : readId(decoder)
    if ((info & HAS_KEY) !== 0) key = reader.readString(decoder)
  }
  return { client, clock, origin, rightOrigin, parent, key, ...readContent(decoder, reader, type) }
}

function readContent(
  decoder: decoding.Decoder,
  reader: ValueReader,
  type: number,
): Pick<StoredItem, 'length' | 'content' | 'isType'> {
  if (type === DELETED) return { length: decoding.readVarUint(decoder), content: null, isType: false }
  if (type === STRING) {
    const text = decoding.readVarString(decoder)
    return { length: text.length, content: text, isType: false }
  }
  if (type === SHARED) {
    // XML elements and hooks carry a name.
    if ([3, 5].includes(decoding.readVarUint(decoder))) decoding.readVarString(decoder)
    return { length: 1, content: null, isType: true }
  }
  // A setting or field that is bytes by itself.
  if (type === BINARY) return { length: 1, content: [decoding.readVarUint8Array(decoder)], isType: false }
  if (type !== ANY) throw new Error(`a board holds no struct of type ${type}`)
  const content = Array.from({ length: decoding.readVarUint(decoder) }, () => reader.read(decoder))
  return { length: content.length, content, isType: false }
}
