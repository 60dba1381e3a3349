import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { varUints } from './messages.ts'

/** How far a copy has come: for each writer the first clock that it lacks, 0 for those who are not named. */
export type Clocks = ReadonlyMap<number, number>

/** A part of what a copy lacks. */
export interface Page {
  /** V1 updates to be applied in this order: one, unless the deletions are too many to go with it. */
  readonly updates: readonly Uint8Array[]
  /** How far the copy is then; `undefined` when it lacks nothing any more. */
  readonly next: Clocks | undefined
}

type Struct = Y.Item | Y.GC

/** Values: what is encoded in vain at most, once a page. */
const SHORT = 32

/** Most bytes that the head of one writer's part takes: a count, a client id and a clock. */
const HEAD_BYTES = 24

/**
 * What a copy lacks, as far as it goes into `maxBytes`; what can't be cut (a single value, a text) may be larger. Whoever applies a page after those before it
 * has nothing pending: each part comes after what it refers to. The last page holds all deletions, as they may name any of it.
 *
 * Everything is looked up by clock, so that the document may change between two pages: parts that are split, merged or deleted keep their clocks.
 * Linear in the page (and the number of writers), whatever the size of the document. Hot path: once for each 256 KiB that a board takes to open.
 */
export function pageAfter(doc: Y.Doc, from: Clocks, maxBytes: number): Page {
  const page = new PageWriter(doc, from, maxBytes)
  if (!page.fill()) return { updates: [page.finish(NO_DELETIONS)], next: page.ends }
  const deletions = encodeDeletions(doc, maxBytes)
  const [only] = deletions
  if (deletions.length === 1 && only !== undefined && page.bytes + only.length <= maxBytes)
    return { updates: [page.finish(only)], next: undefined }
  const structs = page.bytes > 0 ? [page.finish(NO_DELETIONS)] : []
  return { updates: [...structs, ...deletions.map((part) => Buffer.concat([NO_STRUCTS, part]))], next: undefined }
}

/** The first clock of each writer in these updates: how far a copy is that has everything before them. */
export function firstClocks(updates: readonly Uint8Array[]): Clocks {
  const first = new Map<number, number>()
  for (const update of updates) {
    for (const [client, clock] of Y.parseUpdateMeta(update).from)
      first.set(client, Math.min(clock, first.get(client) ?? clock))
  }
  return first
}

const NO_STRUCTS = Uint8Array.of(0)
const NO_DELETIONS = Uint8Array.of(0)

/** One writer's parts of a page. */
interface Run {
  readonly clock: number
  readonly encoder: Y.UpdateEncoderV1
  /** Parts that went in, and their bytes; the encoder may hold one more that didn't. */
  count: number
  bytes: number
}

/** Where a writer's next part is. */
interface Place {
  readonly client: number
  readonly structs: readonly Struct[]
  at: number
}

class PageWriter {
  bytes = 0
  readonly ends: Map<number, number>
  readonly #doc: Y.Doc
  readonly #maxBytes: number
  readonly #runs = new Map<number, Run>()
  readonly #places = new Map<number, Place>()

  constructor(doc: Y.Doc, from: Clocks, maxBytes: number) {
    this.#doc = doc
    this.ends = new Map(from)
    this.#maxBytes = maxBytes
  }

  /** Writes until the page is full; answers whether there is nothing left. */
  fill(): boolean {
    for (const client of this.#doc.store.clients.keys()) if (!this.#fillWith(client)) return false
    return true
  }

  finish(deletions: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = [varUints(this.#runs.size)]
    for (const [client, { count, clock, encoder, bytes }] of this.#runs)
      parts.push(varUints(count, client, clock), encoding.toUint8Array(encoder.restEncoder).subarray(0, bytes))
    return Buffer.concat([...parts, deletions])
  }

  /** One writer's parts, and first those of others that they refer to: a depth-first walk. Answers whether all of them went in. */
  #fillWith(client: number): boolean {
    const first = this.#place(client)
    const path = first === undefined ? [] : [first]
    const waiting = new Set(path)
    for (let place = path.at(-1); place !== undefined; place = path.at(-1)) {
      const struct = place.structs[place.at]
      const needed = struct && this.#neededBy(struct)
      if (needed !== undefined && !waiting.has(needed)) {
        path.push(needed)
        waiting.add(needed)
        continue
      }
      if (struct !== undefined && !this.#write(struct, place)) return false
      if (struct === undefined || path.length > 1) waiting.delete(path.pop() ?? place)
    }
    return true
  }

  #place(client: number): Place | undefined {
    const known = this.#places.get(client)
    if (known !== undefined) return known
    const structs = this.#doc.store.clients.get(client)
    const clock = this.#endOf(client)
    if (structs === undefined || clock >= Y.getState(this.#doc.store, client)) return undefined
    const place = { client, structs, at: Y.findIndexSS(structs, clock) }
    this.#places.set(client, place)
    return place
  }

  #endOf(client: number): number {
    return this.ends.get(client) ?? 0
  }

  /** The writer who must come first, if any. Whoever has a neighbour has its parent, too. */
  #neededBy(struct: Struct): Place | undefined {
    if (!(struct instanceof Y.Item)) return undefined
    const { origin, rightOrigin } = struct
    if (origin !== null && this.#lacks(origin)) return this.#place(origin.client)
    if (rightOrigin !== null && this.#lacks(rightOrigin)) return this.#place(rightOrigin.client)
    if (origin !== null || rightOrigin !== null) return undefined
    if (!(struct.parent instanceof Y.AbstractType)) return undefined
    const { _item: parent } = struct.parent
    return parent !== null && this.#lacks(parent.id) ? this.#place(parent.id.client) : undefined
  }

  #lacks({ client, clock }: Y.ID): boolean {
    return clock >= this.#endOf(client)
  }

  /** Answers whether the whole of it went in. */
  #write(struct: Struct, place: Place): boolean {
    const { client, clock } = struct.id
    const from = Math.max(clock, this.#endOf(client))
    const run = this.#runs.get(client) ?? { clock: from, encoder: new Y.UpdateEncoderV1(), count: 0, bytes: 0 }
    const head = run.count === 0 ? HEAD_BYTES : 0
    const room = this.bytes === 0 ? Number.POSITIVE_INFINITY : this.#maxBytes - this.bytes - head
    // A short series is written as it is: if it doesn't fit, it begins the next page.
    const isCut = isSeries(struct) && (this.bytes === 0 || struct.length > SHORT)
    const values = isCut ? someOf(struct, from - clock, this.#maxBytes - this.bytes - head, room) : undefined
    if (values?.count === 0) return false
    if (values === undefined) struct.write(run.encoder, from - clock)
    else values.item.write(run.encoder, 0)
    const bytes = encoding.length(run.encoder.restEncoder) - run.bytes
    if (bytes > room) return false
    const end = values === undefined ? clock + struct.length : from + values.count
    run.count++
    run.bytes += bytes
    this.bytes += bytes + head
    this.#runs.set(client, run)
    this.ends.set(client, end)
    if (end < clock + struct.length) return false
    place.at++
    return true
  }
}

type Series = Y.Item & { readonly content: Y.ContentAny }

/** Yjs keeps one writer's consecutive values as one part, however many there are. */
const isSeries = (struct: Struct): struct is Series =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentAny && struct.length > 1

/**
 * The values from `offset` on, as a part of their own, as far as they go into `wanted` bytes: one at least if it goes into `room`. Each value is encoded once.
 */
function someOf(item: Series, offset: number, wanted: number, room: number): { item: Y.Item; count: number } {
  const encoder = encoding.createEncoder()
  const { arr } = item.content
  let count = 0
  let bytes = 0
  for (; offset + count < arr.length; count++) {
    encoding.writeAny(encoder, arr[offset + count] as never)
    const now = encoding.length(encoder) + HEAD_BYTES * 2
    if (now > (count === 0 ? room : wanted)) break
    bytes = encoding.length(encoder)
  }
  const { client, clock } = item.id
  const part = new Y.Item(
    Y.createID(client, clock + offset),
    null,
    offset === 0 ? item.origin : Y.createID(client, clock + offset - 1),
    null,
    item.rightOrigin,
    item.parent,
    item.parentSub,
    new EncodedValues(count, encoding.toUint8Array(encoder).subarray(0, bytes)),
  )
  return { item: part, count }
}

/** Values that are encoded already. */
class EncodedValues extends Y.ContentAny {
  readonly #count: number
  readonly #bytes: Uint8Array

  constructor(count: number, bytes: Uint8Array) {
    super([])
    this.#count = count
    this.#bytes = bytes
  }

  override write(encoder: Y.UpdateEncoderV1): void {
    encoder.writeLen(this.#count)
    encoding.writeUint8Array(encoder.restEncoder, this.#bytes)
  }
}

/** All deletions of a document, each part of about `maxBytes`, without the structs that come before them in an update. One part at least. */
function encodeDeletions(doc: Y.Doc, maxBytes: number): Uint8Array[] {
  const parts: DeletionsWriter[] = [new DeletionsWriter()]
  for (const [client, ranges] of Y.createDeleteSetFromStructStore(doc.store).clients) {
    for (const { clock, len } of ranges) {
      if ((parts.at(-1)?.bytes ?? 0) > maxBytes - HEAD_BYTES) parts.push(new DeletionsWriter())
      parts.at(-1)?.add(client, clock, len)
    }
  }
  return parts.map((part) => part.finish())
}

class DeletionsWriter {
  bytes = 1
  readonly #writers = new Map<number, { count: number; readonly encoder: encoding.Encoder }>()

  add(client: number, clock: number, len: number): void {
    const known = this.#writers.get(client)
    const writer = known ?? { count: 0, encoder: encoding.createEncoder() }
    if (known === undefined) {
      this.#writers.set(client, writer)
      this.bytes += HEAD_BYTES
    }
    const before = encoding.length(writer.encoder)
    encoding.writeVarUint(writer.encoder, clock)
    encoding.writeVarUint(writer.encoder, len)
    writer.count++
    this.bytes += encoding.length(writer.encoder) - before
  }

  finish(): Uint8Array {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, this.#writers.size)
    for (const [client, { count, encoder: ranges }] of this.#writers) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, count)
      encoding.writeUint8Array(encoder, encoding.toUint8Array(ranges))
    }
    return encoding.toUint8Array(encoder)
  }
}
