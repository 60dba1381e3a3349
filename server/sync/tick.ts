import type { BoardStorage } from '../storage/storage.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { StorageHealth } from '../observe/health.ts'
import type { ClosedGroup } from './group.ts'

/** A room, as the tick sees it. */
export interface Ticking {
  readonly board: string
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
 * Time between two ticks of a busy server, from how long the last one took: at most about a third of the time goes into
 * sending, so that overload costs smoothness first.
 */
export const nextIntervalMs = (tookMs: number): number =>
  Math.min(SERVER_LIMITS.tickMaxMs, Math.max(SERVER_LIMITS.tickMinMs, tookMs * 3))

/**
 * The server's heartbeat: one group commit for all boards, one coalesced broadcast, one round of acknowledgements.
 * At once when the server was quiet, and with growing distance as the load grows. One commit runs at a time; what
 * comes meanwhile is the next one. Broadcasts of presence and live messages don't wait for it.
 */
export class Tick {
  readonly #storage: BoardStorage
  readonly #health: StorageHealth
  #waiting = new Set<Ticking>()
  /** Rooms with an open group that a running commit keeps waiting. */
  #afterCommit = new Set<Ticking>()
  #isCommitting = false
  #timer: NodeJS.Immediate | NodeJS.Timeout | undefined
  #intervalMs: number = SERVER_LIMITS.tickMinMs
  #sentAtMs = Number.NEGATIVE_INFINITY

  constructor(storage: BoardStorage, health: StorageHealth) {
    this.#storage = storage
    this.#health = health
  }

  /** The room has something to commit or to send. Hot path: called per message. */
  request(room: Ticking): void {
    this.#waiting.add(room)
    if (this.#timer !== undefined) return
    const waitMs = this.#sentAtMs + this.#intervalMs - performance.now()
    this.#timer = waitMs <= 0 ? setImmediate(this.#run) : setTimeout(this.#run, waitMs)
  }

  readonly #run = (): void => {
    this.#timer = undefined
    const rooms = this.#waiting
    this.#waiting = new Set()
    const startedMs = performance.now()
    const batch = this.#cut(rooms)
    let hasSent = false
    for (const room of rooms) hasSent = room.flush() || hasSent
    if (hasSent) {
      this.#sentAtMs = performance.now()
      this.#intervalMs = nextIntervalMs(this.#sentAtMs - startedMs)
    }
    if (batch.size > 0) void this.#commit(batch)
  }

  /** Groups that need the disk; those that don't are settled here and now. */
  #cut(rooms: ReadonlySet<Ticking>): Map<Ticking, ClosedGroup> {
    const batch = new Map<Ticking, ClosedGroup>()
    for (const room of rooms) {
      if (this.#isCommitting) {
        this.#afterCommit.add(room)
        continue
      }
      const group = room.cut()
      if (group === undefined) continue
      if (group.updates.length > 0) batch.set(room, group)
      else this.#tell((settling, settled) => settling.settle(settled, undefined), room, group)
    }
    return batch
  }

  async #commit(batch: ReadonlyMap<Ticking, ClosedGroup>): Promise<void> {
    this.#isCommitting = true
    const tell = await this.#append(batch)
    for (const [room, group] of batch) this.#tell(tell, room, group)
    this.#isCommitting = false
    const waiting = this.#afterCommit
    this.#afterCommit = new Set()
    for (const room of [...batch.keys(), ...waiting]) this.request(room)
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
    try {
      const seqs = await this.#storage.append(Array.from(batch, ([{ board }, { updates }]) => ({ board, updates })))
      this.#health.worked('commit')
      return (room, group) => room.settle(group, seqs.get(room.board))
    } catch (error) {
      this.#health.failed('commit', error)
      return (room, group) => room.fail(group, error)
    }
  }
}
