import { Socket } from 'node:net'
import type { ClosedGroup } from '../../sync/group.ts'
import type { Ticking } from '../../sync/tick.ts'
import type { Reach } from './failpoint.ts'
import { SameRoom } from './tick.ts'

/** Calls `onWrite` after each write to any socket of this process. */
export function watchWrites(onWrite: () => void): void {
  const write = Reflect.get(Socket.prototype, 'write') as (...args: unknown[]) => boolean
  Socket.prototype.write = function (this: Socket, ...args: unknown[]) {
    const isFree = write.apply(this, args)
    onWrite()
    return isFree
  }
}

/** A room in whose steps the process can be made to die. */
export class WatchedRoom extends SameRoom {
  readonly #reach: Reach
  readonly #flushing: { isOn: boolean }
  #hasNews = false

  /** @param flushing on while the room tells people what is now on disk */
  constructor(room: Ticking, reach: Reach, flushing: { isOn: boolean }) {
    super(room)
    this.#reach = reach
    this.#flushing = flushing
  }

  override settle(group: ClosedGroup, seq: number | undefined): void {
    super.settle(group, seq)
    this.#hasNews ||= group.updates.length > 0
  }

  override flush(): boolean {
    if (!this.#hasNews) return super.flush()
    this.#hasNews = false
    this.#reach('broadcast-begun')
    this.#flushing.isOn = true
    const hasSent = super.flush()
    this.#flushing.isOn = false
    this.#reach('broadcast-done')
    return hasSent
  }
}
