import type { BoardStorage } from '../storage/storage.ts'
import type { StorageHealth } from '../observe/health.ts'
import type { ClosedGroup } from './group.ts'
import { OtherWork, Pace } from './pace.ts'

/** A room, as the tick sees it. */
export interface Ticking {
  readonly board: string
  /** It has changes that are not on disk, and may tell nothing of the document before they are. */
  readonly isUnsaved: boolean
  /** Closes the open group, so that what comes next goes into another one; `undefined` when it is empty. */
  cut(): ClosedGroup | undefined
  /** The group is on disk. `seq`: the board's new sequence number, when the group had updates. */
  settle(group: ClosedGroup, seq: number | undefined): void
  /** The group may not be on disk. */
  fail(group: ClosedGroup, error: unknown): void
  /** Sends what is ready to be sent, in one write per socket. Answers whether there was anything. */
  flush(): boolean
}

/**
 * The server's heartbeat, for all boards together. Broadcasts: at once when the server was quiet, and with growing distance as the
 * load grows. Group commits: one at a time, as soon as there is something to write; what comes meanwhile is the next one, and boards
 * all of which is on disk don't wait for it. What was
 * committed goes out, and is acknowledged, with the next broadcast; presence and live messages don't wait for commits.
 */
export class Tick {
  readonly #storage: BoardStorage
  readonly #health: StorageHealth
  /** Rooms that may have something to send, and rooms that may have something to commit. */
  #sending = new Set<Ticking>()
  #open = new Set<Ticking>()
  /** Rooms whose next group has to wait for the commit that is running. */
  #waiting = new Set<Ticking>()
  #timer: NodeJS.Immediate | NodeJS.Timeout | undefined
  #isClosing = false
  #isCommitting = false
  readonly #otherWork = new OtherWork()
  readonly #pace = new Pace()

  constructor(storage: BoardStorage, health: StorageHealth) {
    this.#storage = storage
    this.#health = health
  }

  /** The room has something to commit or to send. Hot path: called per message. */
  request(room: Ticking): void {
    this.#open.add(room)
    this.#closeSoon()
    this.#send(room)
  }

  #send(room: Ticking): void {
    this.#sending.add(room)
    if (this.#timer !== undefined) return
    const waitMs = this.#pace.waitMs(performance.now())
    this.#timer = waitMs <= 0 ? setImmediate(this.#broadcast) : setTimeout(this.#broadcast, waitMs)
  }

  readonly #broadcast = (): void => {
    this.#timer = undefined
    const rooms = this.#sending
    this.#sending = new Set()
    const startedMs = performance.now()
    let hasSent = false
    for (const room of rooms) hasSent = room.flush() || hasSent
    if (!hasSent) return
    const sentMs = performance.now()
    const tookMs = sentMs - startedMs
    this.#pace.sent(tookMs, sentMs, this.#otherWork.after(tookMs, sentMs))
  }

  /** When all messages that have arrived by now are read. */
  #closeSoon(): void {
    if (this.#isClosing) return
    this.#isClosing = true
    setImmediate(this.#close)
  }

  /** Closes what the rooms have gathered. Groups that need no disk are settled here and now. */
  readonly #close = (): void => {
    this.#isClosing = false
    const rooms = this.#open
    this.#open = new Set()
    const batch = new Map<Ticking, ClosedGroup>()
    for (const room of rooms) {
      if (this.#isCommitting && room.isUnsaved) {
        this.#waiting.add(room)
        continue
      }
      const group = room.cut()
      if (group === undefined) continue
      if (group.updates.length > 0) {
        batch.set(room, group)
        continue
      }
      this.#tell((settling, settled) => settling.settle(settled, undefined), room, group)
      this.#send(room)
    }
    if (batch.size > 0) void this.#commit(batch)
  }

  async #commit(batch: ReadonlyMap<Ticking, ClosedGroup>): Promise<void> {
    this.#isCommitting = true
    const tell = await this.#append(batch)
    for (const [room, group] of batch) {
      this.#tell(tell, room, group)
      this.#send(room)
    }
    this.#isCommitting = false
    if (this.#waiting.size === 0) return
    for (const room of this.#waiting) this.#open.add(room)
    this.#waiting = new Set()
    this.#closeSoon()
  }

  /** One room that can't be told must not keep the others waiting for ever. */
  #tell(tell: (room: Ticking, group: ClosedGroup) => void, room: Ticking, group: ClosedGroup): void {
    try {
      tell(room, group)
    } catch (error) {
      room.fail(group, error)
    }
  }

  /** Answers what each room is to be told. */
  async #append(batch: ReadonlyMap<Ticking, ClosedGroup>): Promise<(room: Ticking, group: ClosedGroup) => void> {
    this.#health.committing(performance.now())
    try {
      const seqs = await this.#storage.append(
        Array.from(batch, ([{ board }, { updates, authors }]) => ({ board, updates, authors })),
      )
      this.#health.worked('commit')
      return (room, group) => room.settle(group, seqs.get(room.board))
    } catch (error) {
      this.#health.failed('commit', error)
      return (room, group) => room.fail(group, error)
    }
  }
}
