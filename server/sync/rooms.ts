import type { Logger } from 'pino'
import { CLOSE } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import type { Grant } from '../access/board-access.ts'
import type { Fanout } from '../fanout/fanout.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'
import type { StorageHealth } from '../observe/health.ts'
import { StorageError } from '../storage/storage.ts'
import type { BoardStorage } from '../storage/storage.ts'
import { within } from '../within.ts'
import { ACCESS_CHANGED } from './connection.ts'
import { Room } from './room.ts'
import type { RoomParts } from './room-parts.ts'
import type { Tick } from './tick.ts'

/** Keeps a room from being unloaded. Let go exactly once. */
export interface Lease {
  readonly room: Room
  release(): void
}

/**
 * A board's life in this process. One place at a time: whoever comes while it is loading shares the load, whoever
 * comes while it is draining waits until it is gone and loads it anew. There are never two live rooms of one board.
 */
type Place =
  | { readonly state: 'loading'; readonly loaded: Promise<LivePlace | undefined> }
  | LivePlace
  | { readonly state: 'draining'; readonly gone: Promise<void> }

interface LivePlace {
  readonly state: 'live'
  readonly room: Room
  readonly unsubscribe: () => Promise<void>
  leases: number
  idle: NodeJS.Timeout | undefined
}

export interface RoomsParts {
  readonly storage: BoardStorage
  readonly fanout: Fanout
  readonly tick: Tick
  readonly health: StorageHealth
  readonly log: Logger
  readonly limits: Limits
  /** What a grant allows by now; `undefined`: nothing any more. */
  readonly roleNow: (grant: Grant) => Role | undefined
  /** The rules of a board as they are now. */
  readonly rulesNow: (board: string) => ReturnType<RoomParts['rules']>
  /** How long a room without leases is kept, milliseconds. */
  readonly idleMs: number
}

export class Rooms {
  readonly #parts: RoomsParts
  readonly #places = new Map<string, Place>()
  readonly #heartbeat: NodeJS.Timeout
  readonly #unwatch: () => void
  #isStopped = false

  constructor(parts: RoomsParts) {
    this.#parts = parts
    this.#unwatch = parts.health.onChange(() => this.#live().forEach((room) => room.storageChanged()))
    this.#heartbeat = setInterval(() => this.#beat(), SERVER_LIMITS.heartbeatMs)
  }

  /** The room, if it is alive right now. */
  peek(board: string): Room | undefined {
    const place = this.#places.get(board)
    return place?.state === 'live' ? place.room : undefined
  }

  /** Ends the connections of those who may not do any more what they could, or may do more now. */
  regrant(board: string): void {
    const room = this.peek(board)
    if (room === undefined) return
    this.#regrant(room)
    room.rulesChanged()
  }

  #regrant({ connections }: Room): void {
    for (const connection of connections)
      if (this.#parts.roleNow(connection.grant) !== connection.role)
        connection.refuse(CLOSE.unauthorized, ACCESS_CHANGED)
  }

  get size(): number {
    return this.#places.size
  }

  get connections(): number {
    let count = 0
    for (const place of this.#places.values()) if (place.state === 'live') count += place.room.connections.size
    return count
  }

  /**
   * A live room; `undefined` when there is no such board.
   * @throws {StorageError} when it can't be loaded: it is never opened empty instead
   */
  async join(board: string): Promise<Lease | undefined> {
    for (;;) {
      const place = this.#places.get(board) ?? this.#load(board)
      if (place.state === 'live') return this.#lease(board, place)
      if (place.state === 'draining') await place.gone
      // Between the load and this line the room may have been lost again: look anew, but don't load what isn't there.
      else if ((await place.loaded) === undefined) return undefined
    }
  }

  /** Writes what is open and lets go of the room, whoever is in it: its board is in the trash, and nobody may come. */
  async dismiss(board: string): Promise<void> {
    for (;;) {
      const place = this.#places.get(board)
      if (place === undefined) return
      if (place.state === 'live') this.#putAway(board, place)
      else await Promise.allSettled([place.state === 'loading' ? place.loaded : place.gone])
    }
  }

  /** Writes what is open and closes every connection; within `timeoutMs`, whatever storage does. */
  async stop(timeoutMs: number): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#heartbeat)
    this.#unwatch()
    const rooms = this.#live()
    await within(timeoutMs, Promise.allSettled(rooms.map((room) => room.settled())))
    for (const room of rooms) {
      room.flush()
      room.close(CLOSE.restart, 'the server restarts')
    }
  }

  /** Ends what is left, without waiting. */
  terminate(): void {
    for (const place of this.#places.values()) {
      if (place.state !== 'live') continue
      clearTimeout(place.idle)
      place.room.terminate()
      place.room.destroy()
    }
    this.#places.clear()
  }

  #live(): Room[] {
    return Array.from(this.#places.values()).flatMap((place) => (place.state === 'live' ? [place.room] : []))
  }

  #beat(): void {
    const nowMs = performance.now()
    for (const room of this.#live()) {
      this.#regrant(room)
      room.heartbeat(nowMs)
      if (room.tail > this.#parts.limits.compactUpdates) {
        room.tail = 0
        void this.#compact(room.board)
      }
    }
  }

  #load(board: string): Place {
    const loaded = this.#open(board).then(
      (place) => {
        this.#parts.health.worked('load')
        if (place === undefined) this.#places.delete(board)
        else this.#places.set(board, place)
        return place
      },
      (error: unknown) => {
        this.#places.delete(board)
        this.#parts.health.failed('load', error)
        throw error
      },
    )
    const place: Place = { state: 'loading', loaded }
    this.#places.set(board, place)
    return place
  }

  async #open(board: string): Promise<LivePlace | undefined> {
    const { fanout } = this.#parts
    const early: Uint8Array[] = []
    let onFrame = (frame: Uint8Array): void => void early.push(frame)
    // Before the load, so that nothing falls between what is read and what is relayed.
    const unsubscribe = await fanout.subscribe(board, (frame) => onFrame(frame))
    try {
      const room = await this.#read(board)
      if (room === undefined) {
        await unsubscribe()
        return undefined
      }
      for (const frame of early) room.relayed(frame)
      onFrame = (frame) => room.relayed(frame)
      room.greet()
      return { state: 'live', room, unsubscribe, leases: 0, idle: undefined }
    } catch (error) {
      await unsubscribe()
      throw error
    }
  }

  /** The board as it is stored; what is damaged is set aside first, so that the rest of it opens. */
  async #read(board: string): Promise<Room | undefined> {
    try {
      return await this.#make(board)
    } catch (error) {
      if (isOfStorage(error)) throw error
      this.#parts.log.error({ board, err: error }, 'board is damaged')
      const { lost } = await this.#parts.storage.repair(board)
      this.#parts.health.repaired(board, lost)
      return this.#make(board)
    }
  }

  async #make(board: string): Promise<Room | undefined> {
    const { storage, fanout, tick, health, log, limits, rulesNow } = this.#parts
    const stored = await storage.load(board)
    if (stored === undefined) return undefined
    const onDisk = async (): Promise<Uint8Array | undefined> => (await storage.state(board))?.bytes
    const onLost = (lost: Room): void => this.#lost(lost)
    // For lists alone: what isn't noted now is when the board is opened again.
    const onTitle = (title: string): Promise<void> => storage.entitle(board, title).catch(() => undefined)
    return Room.open(stored, {
      tick,
      fanout,
      health,
      log,
      limits,
      rules: () => rulesNow(board),
      onDisk,
      onTitle,
      onLost,
    })
  }

  #lease(board: string, place: LivePlace): Lease {
    place.leases++
    clearTimeout(place.idle)
    let isHeld = true
    const release = (): void => {
      if (!isHeld) return
      isHeld = false
      place.leases--
      if (place.leases === 0 && this.#places.get(board) === place) this.#rest(board, place)
    }
    return { room: place.room, release }
  }

  #rest(board: string, place: LivePlace): void {
    if (this.#isStopped) return
    place.idle = setTimeout(() => this.#putAway(board, place), this.#parts.idleMs)
    place.idle.unref()
  }

  #putAway(board: string, place: LivePlace): void {
    clearTimeout(place.idle)
    const gone = this.#drain(place).finally(() => this.#places.delete(board))
    this.#places.set(board, { state: 'draining', gone })
  }

  /** Nobody is in the room and nobody can come: write the rest and forget it; who comes back needn't wait for the merging. Never throws. */
  async #drain({ room, unsubscribe }: LivePlace): Promise<void> {
    await Promise.allSettled([room.settled()])
    room.close(CLOSE.restart, 'the board is closed')
    await Promise.allSettled([unsubscribe()])
    room.destroy()
    void this.#compact(room.board)
  }

  /** A failed compaction loses nothing: the log stays as it is. */
  async #compact(board: string): Promise<void> {
    try {
      await this.#parts.storage.compact(board)
    } catch (error) {
      if (isOfStorage(error)) this.#parts.log.warn({ board, err: error }, 'merging failed')
      else this.#parts.health.damaged(board, error)
    }
  }

  #lost(room: Room): void {
    const place = this.#places.get(room.board)
    if (place?.state !== 'live' || place.room !== room) return
    clearTimeout(place.idle)
    this.#places.set(room.board, { state: 'draining', gone: this.#abandon(place) })
  }

  /** What is being written must be written before the board is read again. Never throws. */
  async #abandon({ room, unsubscribe }: LivePlace): Promise<void> {
    await Promise.allSettled([room.committed, unsubscribe()])
    room.destroy()
    this.#places.delete(room.board)
  }
}

/** The storage itself failed: that says nothing about the board. */
const isOfStorage = (error: unknown): boolean => error instanceof StorageError && error.code !== 'damaged'
