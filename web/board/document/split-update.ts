import * as encoding from 'lib0/encoding'
import { readStructs, skipAny, type StructBytes, type UpdateStructs, type WriterStructs } from './update-structs.ts'

/** What a document has of each writer: the first clock that it lacks, by client id. */
export type KnownClocks = ReadonlyMap<number, number>

const NOTHING: KnownClocks = new Map()

/**
 * Splits a V1 update into updates of about `maxBytes` that can be applied one after the other with nothing ever pending; the last one
 * holds the deletions. What is known already is left out; what can't be split (a single long text) may be larger.
 * Works on the bytes and decodes no content. `undefined` is a breath: nothing is ready yet, and the caller may see to other things.
 * @throws when the bytes are no update
 */
export function* partsOf(
  update: Uint8Array,
  maxBytes: number,
  known: KnownClocks = NOTHING,
): Generator<Uint8Array | undefined, void> {
  const structs = yield* readStructs(update, { markBytes: markBytesFor(maxBytes), pass: skipAny })
  yield* partsIn(update, structs, maxBytes, known)
}

/** How far from each other marks are of what is to be split into parts: near enough for parts to be nearly as large as they may. */
export const markBytesFor = (maxBytes: number): number => maxBytes / 8

/** As {@link partsOf}, of what has been read before with marks as far apart as {@link markBytesFor} says. */
export function* partsIn(
  update: Uint8Array,
  { writers, deletions }: UpdateStructs,
  maxBytes: number,
  known: KnownClocks = NOTHING,
): Generator<Uint8Array, void> {
  let part = new Part(update)
  for (const struct of inCausalOrder(writers)) {
    if (struct.clock + struct.length <= (known.get(struct.client) ?? 0)) continue
    for (const piece of piecesOf(update, struct, maxBytes)) {
      if (part.size > 0 && part.size + piece.size > maxBytes) {
        yield part.finish()
        part = new Part(update)
      }
      part.add(struct.client, piece)
    }
  }
  if (part.size > 0) yield part.finish()
  yield deletionsOf(update, deletions)
}

/** All of {@link partsOf} at once. */
export const splitUpdate = (update: Uint8Array, maxBytes: number): Uint8Array[] =>
  [...partsOf(update, maxBytes)].filter((part) => part !== undefined)

/** A struct, or a piece of a long run of values: what stands before the bytes that are copied as they are. */
interface Piece {
  readonly clock: number
  readonly head: Uint8Array | null
  readonly from: number
  readonly to: number
  readonly size: number
}

/** Yjs keeps one writer's consecutive values as one long run: cut into pieces, each of which names the value before it. */
function* piecesOf(update: Uint8Array, struct: StructBytes, maxBytes: number): Generator<Piece> {
  const { clock, start, end, run, length } = struct
  if (run === null || end - start <= maxBytes) {
    yield { clock, head: null, from: start, to: end, size: end - start }
    return
  }
  const cut = (first: number, count: number, from: number, to: number): Piece => {
    const head = first === 0 ? firstHead(update, struct, count) : laterHead(update, struct, first, count)
    return { clock: clock + first, head, from, to, size: head.length + to - from }
  }
  const { marks } = run
  let [first, from] = [0, run.first]
  let [next, to] = [first, from]
  for (let i = 0; i <= marks.length; i += 2) {
    const at = marks[i + 1] ?? end
    if (next > first && at - from + LONGEST_HEAD > maxBytes) {
      yield cut(first, next - first, from, to)
      ;[first, from] = [next, to]
    }
    ;[next, to] = [marks[i] ?? length, at]
  }
  yield cut(first, length - first, from, end)
}

/** Bytes of a piece's head: two ids and a count, each at most nine bytes, and a type. */
const LONGEST_HEAD = 46

/** All that stands before the values, with another count. */
function firstHead(update: Uint8Array, { start, run, length }: StructBytes, count: number): Uint8Array {
  const encoder = encoding.createEncoder()
  const before = (run?.first ?? start) - start - varUintBytes(length)
  encoding.writeUint8Array(encoder, update.subarray(start, start + before))
  encoding.writeVarUint(encoder, count)
  return encoding.toUint8Array(encoder)
}

const RUN_WITH_ORIGIN = 0x88
const HAS_RIGHT_ORIGIN = 0x40

function laterHead(update: Uint8Array, { client, clock, run }: StructBytes, first: number, count: number): Uint8Array {
  const [from, to] = run?.rightOrigin ?? [0, 0]
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, RUN_WITH_ORIGIN | (to > from ? HAS_RIGHT_ORIGIN : 0))
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock + first - 1)
  encoding.writeUint8Array(encoder, update.subarray(from, to))
  encoding.writeVarUint(encoder, count)
  return encoding.toUint8Array(encoder)
}

function varUintBytes(value: number): number {
  let bytes = 1
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes++
  return bytes
}

/** How far a writer's structs have been handed out. */
interface Queue extends WriterStructs {
  at: number
}

/** Every struct after what it refers to: a depth-first walk that hands out a writer's structs until one has to wait. */
function* inCausalOrder(writers: readonly WriterStructs[]): Generator<StructBytes> {
  const queues = new Map(writers.map(({ client, structs }): [number, Queue] => [client, { client, structs, at: 0 }]))
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
function neededBy({ needs, client }: StructBytes, queues: ReadonlyMap<number, Queue>): Queue | undefined {
  for (let i = 0; i < needs.length; i += 2) {
    const [writer, clock] = [needs[i] as number, needs[i + 1] as number]
    const queue = writer === client ? undefined : queues.get(writer)
    const next = queue?.structs[queue.at]
    if (next !== undefined && clock >= next.clock) return queue
  }
  return undefined
}

/** Collects consecutive pieces per writer in the form of a V1 update. */
class Part {
  size = 0
  readonly #update: Uint8Array
  readonly #writers = new Map<number, Piece[]>()

  constructor(update: Uint8Array) {
    this.#update = update
  }

  add(client: number, piece: Piece): void {
    const pieces = this.#writers.get(client)
    if (pieces) pieces.push(piece)
    else this.#writers.set(client, [piece])
    this.size += piece.size
  }

  finish(): Uint8Array {
    const encoder = encoding.createEncoder()
    // At once as much as it takes: an encoder that grows copies what it has, and so does taking out what it holds.
    encoder.cbuf = new Uint8Array(this.size + LONGEST_HEAD * (1 + this.#writers.size))
    encoding.writeVarUint(encoder, this.#writers.size)
    for (const [client, pieces] of this.#writers) {
      encoding.writeVarUint(encoder, pieces.length)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, pieces[0]?.clock ?? 0)
      for (const { head, from, to } of pieces) {
        if (head) encoding.writeUint8Array(encoder, head)
        encoding.writeUint8Array(encoder, this.#update.subarray(from, to))
      }
    }
    encoding.writeVarUint(encoder, 0)
    return encoder.cbuf.subarray(0, encoder.cpos)
  }
}

/** An update of deletions alone. */
function deletionsOf(update: Uint8Array, at: number): Uint8Array {
  const part = new Uint8Array(1 + update.length - at)
  part.set(update.subarray(at), 1)
  return part
}
