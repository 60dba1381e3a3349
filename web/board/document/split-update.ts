import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

type Decoded = ReturnType<typeof Y.decodeUpdate>
type Struct = Decoded['structs'][number]

/** One writer's structs within an update, and how far they have been handed out. */
interface Queue {
  readonly structs: readonly Struct[]
  at: number
}

/**
 * Splits a V1 update into updates of about `maxBytes` that can be applied one after the other with nothing ever
 * pending; the last one holds the deletions. What can't be split (a single long text) may be larger.
 */
export function splitUpdate(update: Uint8Array, maxBytes: number): Uint8Array[] {
  const { structs, ds } = Y.decodeUpdate(update)
  const chunks: Uint8Array[] = []
  let chunk = new ChunkWriter()
  for (const struct of inCausalOrder(queuesOf(structs, maxBytes))) {
    const bytes = encodeStruct(struct)
    if (chunk.bytes > 0 && chunk.bytes + bytes.length > maxBytes) {
      chunks.push(chunk.finish())
      chunk = new ChunkWriter()
    }
    chunk.add(struct, bytes)
  }
  if (chunk.bytes > 0) chunks.push(chunk.finish())
  chunks.push(encodeDeletions(ds))
  return chunks
}

function queuesOf(structs: readonly Struct[], maxBytes: number): ReadonlyMap<number, Queue> {
  const pieces = new Map<number, Struct[]>()
  for (const struct of structs) {
    const own = pieces.get(struct.id.client) ?? []
    pieces.set(struct.id.client, own)
    own.push(...piecesOf(struct, maxBytes))
  }
  return new Map([...pieces].map(([client, structs]) => [client, { structs, at: 0 }]))
}

/** Yjs keeps one writer's consecutive values as one long run: halved until each piece fits. */
function* piecesOf(struct: Struct, maxBytes: number): Generator<Struct> {
  const canSplit = struct instanceof Y.Item && struct.content instanceof Y.ContentAny && struct.length > 1
  if (!canSplit || encodeStruct(struct).length <= maxBytes) {
    yield struct
    return
  }
  const half = struct.length >> 1
  const { client, clock } = struct.id
  const right = new Y.Item(
    Y.createID(client, clock + half),
    null,
    Y.createID(client, clock + half - 1),
    null,
    struct.rightOrigin,
    struct.parent,
    struct.parentSub,
    struct.content.splice(half),
  )
  struct.length = half
  yield* piecesOf(struct, maxBytes)
  yield* piecesOf(right, maxBytes)
}

/** Every struct after what it refers to: a depth-first walk that hands out a writer's structs until one has to wait. */
function* inCausalOrder(queues: ReadonlyMap<number, Queue>): Generator<Struct> {
  for (const first of queues.values()) {
    const path = [first]
    const waiting = new Set(path)
    for (let queue = path.at(-1); queue !== undefined; queue = path.at(-1)) {
      const struct = queue.structs[queue.at]
      const needed = struct && neededBy(struct, queues)
      if (needed !== undefined && !waiting.has(needed)) {
        path.push(needed)
        waiting.add(needed)
        continue
      }
      if (struct !== undefined) {
        queue.at++
        yield struct
      }
      if (struct === undefined || path.length > 1) waiting.delete(path.pop() ?? queue)
    }
  }
}

/** The writer whose next struct must come first, if any. What the update doesn't hold is known to whoever gets it. */
function neededBy(struct: Struct, queues: ReadonlyMap<number, Queue>): Queue | undefined {
  if (!(struct instanceof Y.Item)) return undefined
  for (const id of [struct.origin, struct.rightOrigin, struct.parent]) {
    if (!(id instanceof Y.ID)) continue
    const queue = queues.get(id.client)
    const next = queue?.structs[queue.at]
    if (queue !== undefined && next !== undefined && next !== struct && id.clock >= next.id.clock) return queue
  }
  return undefined
}

function encodeStruct(struct: Struct): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  struct.write(encoder, 0)
  return encoding.toUint8Array(encoder.restEncoder)
}

/** Collects consecutive structs per writer in the form of a V1 update. */
class ChunkWriter {
  bytes = 0
  readonly #writers = new Map<number, { readonly clock: number; readonly parts: Uint8Array[] }>()

  add(struct: Struct, bytes: Uint8Array): void {
    const { client, clock } = struct.id
    const writer = this.#writers.get(client) ?? { clock, parts: [] }
    this.#writers.set(client, writer)
    writer.parts.push(bytes)
    this.bytes += bytes.length
  }

  finish(): Uint8Array {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, this.#writers.size)
    for (const [client, { clock, parts }] of this.#writers) {
      encoding.writeVarUint(encoder, parts.length)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      for (const part of parts) encoding.writeUint8Array(encoder, part)
    }
    encoding.writeVarUint(encoder, 0)
    return encoding.toUint8Array(encoder)
  }
}

function encodeDeletions(ds: Decoded['ds']): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, ds.clients.size)
  for (const [client, ranges] of ds.clients) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, len)
    }
  }
  return encoding.toUint8Array(encoder)
}
