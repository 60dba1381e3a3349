import type { Decoder } from 'lib0/decoding'
import * as Y from 'yjs'
import { CLOSE } from '#board/protocol.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { Refusal } from './refusal.ts'

export type DecodedUpdate = ReturnType<typeof Y.decodeUpdate>
type Struct = DecodedUpdate['structs'][number]

const malformed = (reason: string, cause?: unknown): Refusal => new Refusal(CLOSE.malformed, reason, { cause })

/**
 * Decodes a V1 update before anything is applied: reads no further than the bytes reach, allocates no more than they
 * hold, and takes nothing that has bytes left over (which is how a V2 update looks).
 * @throws {Refusal} 4400
 */
export function decodeUpdate(bytes: Uint8Array): DecodedUpdate {
  let position = 0
  /** Remembers how far Yjs read: it doesn't say. */
  class Watched extends Y.UpdateDecoderV1 {
    constructor(decoder: Decoder) {
      super(decoder)
      at = () => decoder.pos
    }
  }
  let at = () => 0
  const decoded = attempt(() => Y.decodeUpdateV2(bytes, Watched))
  position = at()
  if (position !== bytes.length) throw malformed('bytes are left over after the update')
  check(decoded)
  return decoded
}

function attempt<T>(decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    throw malformed('the update is not a Yjs V1 update', error)
  }
}

function check({ structs, ds }: DecodedUpdate): void {
  if (structs.length > SERVER_LIMITS.structs)
    throw new Refusal(CLOSE.tooLarge, `an update has at most ${SERVER_LIMITS.structs} parts`)
  for (const struct of structs) checkStruct(struct)
  for (const ranges of ds.clients.values()) {
    for (const { clock, len } of ranges) if (clock + len > SERVER_LIMITS.clock) throw malformed('a clock is too large')
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
 * Would this update leave nothing pending? Decided before it is applied: per writer the clocks must go on where the
 * document ends, and every neighbour, parent and deletion must be known, from the document or from the update itself.
 */
export function isReady(doc: Y.Doc, { structs, ds }: DecodedUpdate): boolean {
  const ends = new Map<number, number>()
  const end = (client: number): number => ends.get(client) ?? Y.getState(doc.store, client)
  // Writers are grouped, and may depend on each other either way: go round until nothing moves.
  for (let waiting: readonly Struct[] = structs; waiting.length > 0;) {
    const rest = withoutReady(waiting, ends, end)
    if (rest.length === waiting.length) return false
    waiting = rest
  }
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges) if (clock + len > end(client)) return false
  return true
}

/** One round: moves `ends` over what is ready now; answers what isn't. */
function withoutReady(
  waiting: readonly Struct[],
  ends: Map<number, number>,
  end: (client: number) => number,
): Struct[] {
  const rest: Struct[] = []
  const blocked = new Set<number>()
  for (const struct of waiting) {
    const { client, clock } = struct.id
    const isKnown = clock + struct.length <= end(client)
    if (isKnown && !blocked.has(client)) continue
    if (blocked.has(client) || clock > end(client) || !hasNeighbours(struct, end)) {
      blocked.add(client)
      rest.push(struct)
    } else ends.set(client, clock + struct.length)
  }
  return rest
}

function hasNeighbours(struct: Struct, end: (client: number) => number): boolean {
  if (struct instanceof Y.Skip) return false
  if (!(struct instanceof Y.Item)) return true
  const { origin, rightOrigin } = struct
  const parent: unknown = struct.parent
  const isKnown = (id: Y.ID | null): boolean => id === null || id.clock < end(id.client)
  return isKnown(origin) && isKnown(rightOrigin) && isKnown(parent instanceof Y.ID ? parent : null)
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
