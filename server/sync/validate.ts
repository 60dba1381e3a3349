import * as decoding from 'lib0/decoding'
import type { Decoder } from 'lib0/decoding'
import * as Y from 'yjs'
import { CLOSE } from '#board/protocol.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { Refusal } from './refusal.ts'

export type DecodedUpdate = ReturnType<typeof Y.decodeUpdate>
type Struct = DecodedUpdate['structs'][number]
export type UpdateDecoder = (bytes: Uint8Array) => DecodedUpdate

const malformed = (reason: string, cause?: unknown): Refusal => new Refusal(CLOSE.malformed, reason, { cause })

/**
 * Makes a decoder of V1 updates, to be used before anything is applied: reads no further than the bytes reach, allocates no
 * more than they hold, and takes nothing that has bytes left over (which is how a V2 update looks).
 * What it answers throws a {@link Refusal} 4400. Hot path: once per update; the class is made once.
 */
export function createUpdateDecoder(): UpdateDecoder {
  let decoder: Decoder = decoding.createDecoder(new Uint8Array(0))
  /** Remembers how far Yjs read: it doesn't say. */
  class Watched extends Y.UpdateDecoderV1 {
    constructor(given: Decoder) {
      super(given)
      decoder = given
    }
  }
  return (bytes) => {
    const decoded = attempt(() => Y.decodeUpdateV2(bytes, Watched))
    if (decoder.pos !== bytes.length) throw malformed('bytes are left over after the update')
    check(decoded, decoding.readVarUint(decoding.createDecoder(bytes)))
    return decoded
  }
}

function attempt<T>(decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    throw malformed('the update is not a Yjs V1 update', error)
  }
}

/** @param groups how many writers the update says it has */
function check({ structs, ds }: DecodedUpdate, groups: number): void {
  if (structs.length > SERVER_LIMITS.structs)
    throw new Refusal(CLOSE.tooLarge, `an update has at most ${SERVER_LIMITS.structs} parts`)
  const writers = new Set<number>()
  for (const struct of structs) {
    checkStruct(struct)
    writers.add(struct.id.client)
  }
  // Of two groups of one writer Yjs keeps the last one only: what was checked would not be what is applied.
  if (writers.size !== groups) throw malformed('an update names each writer once, and only with parts')
  for (const ranges of ds.clients.values()) checkDeletions(ranges)
}

/** In order and apart, as Yjs writes them: a range that is named over and over is walked over and over. */
function checkDeletions(ranges: readonly { readonly clock: number; readonly len: number }[]): void {
  let end = 0
  for (const { clock, len } of ranges) {
    if (clock < end) throw malformed('deletions are out of order')
    if (len === 0) throw malformed('a deletion deletes nothing')
    end = clock + len
    if (end > SERVER_LIMITS.clock) throw malformed('a clock is too large')
  }
}

function checkStruct(struct: Struct): void {
  if (struct.id.clock + struct.length > SERVER_LIMITS.clock) throw malformed('a clock is too large')
  if (struct.length === 0) throw malformed('an update has an empty part')
  if (!(struct instanceof Y.Item)) return
  const { content } = struct
  if (content instanceof Y.ContentDoc) throw malformed('documents within documents are not supported')
  if (content instanceof Y.ContentAny) for (const value of content.arr) checkValue(value, SERVER_LIMITS.depth)
}

/** Values nested so deep that a reader's stack may not hold them, and objects whose prototype the sender chose. */
function checkValue(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return
  if (depth === 0) throw malformed('a value is nested too deep')
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== Array.prototype) throw malformed('a key is not allowed')
  for (const key in value) {
    if (key === 'constructor' || key === 'prototype') throw malformed('a key is not allowed')
    checkValue((value as Record<string, unknown>)[key], depth - 1)
  }
}

/**
 * An update without what the document has already, if a part of it is known in part: Yjs would put the rest of that part
 * behind what it has, wherever the part itself says that it goes. So what is judged is what is applied and what others get.
 */
export function withoutKnown(
  doc: Y.Doc,
  update: Uint8Array,
  decode: UpdateDecoder,
): { readonly bytes: Uint8Array; readonly decoded: DecodedUpdate } {
  const decoded = decode(update)
  if (!decoded.structs.some((struct) => isKnownInPart(doc, struct))) return { bytes: update, decoded }
  const bytes = Y.diffUpdate(update, Y.encodeStateVector(doc))
  return { bytes, decoded: decode(bytes) }
}

function isKnownInPart(doc: Y.Doc, { id, length }: Struct): boolean {
  if (length === 1) return false
  const end = Y.getState(doc.store, id.client)
  return id.clock < end && id.clock + length > end
}

/** One writer's parts within an update, and how far they are known to be ready. */
interface Queue {
  readonly structs: Struct[]
  at: number
}

/**
 * Would this update leave nothing pending? Decided before it is applied: per writer the clocks must go on where the
 * document ends, and every neighbour, parent and deletion must be known, from the document or from the update itself.
 * Writers may depend on each other either way: a depth-first walk, linear in the number of parts, whatever their order.
 */
export function isReady(doc: Y.Doc, { structs, ds }: DecodedUpdate): boolean {
  const ends = new Map<number, number>()
  const end = (client: number): number => ends.get(client) ?? Y.getState(doc.store, client)
  const queues = queuesOf(structs)
  for (const queue of queues.values()) if (!areReady(queue, queues, end, ends)) return false
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges) if (clock + len > end(client)) return false
  return true
}

function queuesOf(structs: readonly Struct[]): ReadonlyMap<number, Queue> {
  const queues = new Map<number, Queue>()
  for (const struct of structs) {
    const queue = queues.get(struct.id.client)
    if (queue === undefined) queues.set(struct.id.client, { structs: [struct], at: 0 })
    else queue.structs.push(struct)
  }
  return queues
}

/** Moves `ends` over one writer's parts, and first over those of others that they need. */
function areReady(
  first: Queue,
  queues: ReadonlyMap<number, Queue>,
  end: (client: number) => number,
  ends: Map<number, number>,
): boolean {
  const walk = new Set([first])
  const path = [first]
  for (let queue = path.at(-1); queue !== undefined; queue = path.at(-1)) {
    const struct = queue.structs[queue.at]
    if (struct === undefined) {
      path.pop()
      walk.delete(queue)
      continue
    }
    if (struct instanceof Y.Skip) {
      // What comes after the gap must be known, or fails below.
      queue.at++
      continue
    }
    const { client, clock } = struct.id
    const isKnown = clock + struct.length <= end(client)
    if (!isKnown && clock > end(client)) return false
    // Yjs looks up the neighbours of what it has already, too.
    const lacking = lackingOf(struct, end)
    if (lacking === undefined) {
      if (!isKnown) ends.set(client, clock + struct.length)
      queue.at++
      if (path.length > 1) walk.delete(path.pop() ?? queue)
      continue
    }
    const needed = queues.get(lacking)
    // It isn't in the update, or waits for us in turn: then it never comes.
    if (needed === undefined || needed.at === needed.structs.length || walk.has(needed)) return false
    path.push(needed)
    walk.add(needed)
  }
  return true
}

/** A writer from whom this part needs more than is there; `undefined` when all of its neighbours are. */
function lackingOf(struct: Struct, end: (client: number) => number): number | undefined {
  if (!(struct instanceof Y.Item)) return undefined
  const parent: unknown = struct.parent
  for (const id of [struct.origin, struct.rightOrigin, parent]) {
    if (id instanceof Y.ID && id.clock >= end(id.client)) return id.client
  }
  return undefined
}

/** Does the document hold all of this already? What a viewer may send: it answers our syncStep1 like everybody. */
export function isKnown(doc: Y.Doc, { structs, ds }: DecodedUpdate): boolean {
  for (const struct of structs) {
    if (struct.id.clock + struct.length > Y.getState(doc.store, struct.id.client)) return false
  }
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) if (!isDeleted(doc, client, clock, clock + len)) return false
  }
  return true
}

function isDeleted(doc: Y.Doc, client: number, from: number, to: number): boolean {
  if (to > Y.getState(doc.store, client)) return false
  const structs = doc.store.clients.get(client)
  if (structs === undefined) return from === to
  for (let at = from === to ? structs.length : Y.findIndexSS(structs, from); at < structs.length; at++) {
    const struct = structs[at]
    if (struct === undefined || struct.id.clock >= to) return true
    if (!struct.deleted) return false
  }
  return true
}
