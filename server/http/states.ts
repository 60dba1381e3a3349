import { StorageError } from '../storage/storage.ts'
import type { BoardInfo, BoardState, BoardStorage } from '../storage/storage.ts'
import type { Rooms } from '../sync/rooms.ts'
import { compress } from './compression.ts'
import type { Encoding } from './compression.ts'
import { noSuchBoard } from './errors.ts'

export interface StatesParts {
  readonly storage: BoardStorage
  readonly rooms: Rooms
  /** What may be kept, bytes. */
  readonly cacheBytes: number
}

/** A state as it is sent. */
export interface EncodedState {
  readonly version: string
  readonly encoding: Encoding
  readonly bytes: Uint8Array
}

/** One board's newest state that anybody asked for. */
interface Entry {
  /** Of what is being read, at least. */
  version: string
  readonly state: Promise<BoardState>
  readonly encodings: Map<Encoding, Promise<Uint8Array>>
  bytes: number
}

/** Less than one packet: nothing is gained by compressing it. */
const WORTHWHILE_BYTES = 1_024

/** Names what a board holds: the same version is the same content, before and after a restart, in every process. */
export const versionOf = ({ epoch, seq }: Pick<BoardInfo, 'epoch' | 'seq'>): string => `${epoch}-${seq}`

/**
 * What boards hold, as it is on disk, ready to be sent. People who ask for the same at once cost one merge and one compression, neither on the event
 * loop; the newest of each board is kept within a budget, those that were asked for last.
 */
export class States {
  readonly #parts: StatesParts
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>()
  #bytes = 0

  constructor(parts: StatesParts) {
    this.#parts = parts
  }

  /** Bytes that are kept. */
  get size(): number {
    return this.#bytes
  }

  /** @throws {HttpError} 404 */
  async find(id: string): Promise<BoardInfo> {
    const info = await this.#parts.storage.find(id)
    if (info === undefined) throw noSuchBoard()
    return info
  }

  /** At least as new as `info`. @throws {HttpError} 404 @throws {StorageError} */
  get(info: BoardInfo): Promise<BoardState> {
    return this.#entry(info).state
  }

  /** The same, compressed where that makes it smaller. */
  async encoded(info: BoardInfo, accepted: Encoding): Promise<EncodedState> {
    const entry = this.#entry(info)
    const state = await entry.state
    const encoding = state.bytes.length < WORTHWHILE_BYTES ? 'identity' : accepted
    return { version: versionOf(state), encoding, bytes: await this.#compressed(info.id, entry, state, encoding) }
  }

  #entry(info: BoardInfo): Entry {
    const { id } = info
    const known = this.#entries.get(id)
    if (known?.version === versionOf(info)) {
      this.#entries.delete(id)
      this.#entries.set(id, known)
      return known
    }
    this.#forget(id)
    const entry: Entry = { version: versionOf(info), state: this.#read(id), encodings: new Map(), bytes: 0 }
    this.#entries.set(id, entry)
    void this.#settle(id, entry)
    return entry
  }

  async #settle(id: string, entry: Entry): Promise<void> {
    try {
      const state = await entry.state
      entry.version = versionOf(state)
      this.#grow(id, entry, state.bytes.length)
    } catch {
      // Whoever asked is told; the next one to ask tries again.
      if (this.#entries.get(id) === entry) this.#forget(id)
    }
  }

  /** A damaged board is opened once, which repairs it. */
  async #read(id: string): Promise<BoardState> {
    const { storage, rooms } = this.#parts
    try {
      return found(await storage.state(id))
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== 'damaged') throw error
      const lease = await rooms.join(id)
      lease?.release()
      return found(await storage.state(id))
    }
  }

  async #compressed(id: string, entry: Entry, { bytes }: BoardState, encoding: Encoding): Promise<Uint8Array> {
    if (encoding === 'identity') return bytes
    const known = entry.encodings.get(encoding)
    if (known !== undefined) return known
    const compressing = compress(bytes, encoding, 'fast')
    entry.encodings.set(encoding, compressing)
    const compressed = await compressing
    this.#grow(id, entry, compressed.length)
    return compressed
  }

  /** What is asked for least recently goes first; what is being sent lives on until it is sent. */
  #grow(id: string, entry: Entry, bytes: number): void {
    if (this.#entries.get(id) !== entry) return
    entry.bytes += bytes
    this.#bytes += bytes
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#parts.cacheBytes) return
      this.#forget(oldest)
    }
  }

  #forget(id: string): void {
    this.#bytes -= this.#entries.get(id)?.bytes ?? 0
    this.#entries.delete(id)
  }
}

function found(state: BoardState | undefined): BoardState {
  if (state === undefined) throw noSuchBoard()
  return state
}
