import type { StorageHealth } from '../../observe/health.ts'
import type { BoardStorage } from '../../storage/storage.ts'
import type { ClosedGroup } from '../../sync/group.ts'
import { Tick } from '../../sync/tick.ts'
import type { Ticking } from '../../sync/tick.ts'

/** The server's tick, with something between it and its rooms. */
export class DecoratedTick extends Tick {
  readonly #decorate: (room: Ticking) => Ticking
  readonly #decorated = new WeakMap<Ticking, Ticking>()

  constructor(storage: BoardStorage, health: StorageHealth, decorate: (room: Ticking) => Ticking) {
    super(storage, health)
    this.#decorate = decorate
  }

  override request(room: Ticking): void {
    const known = this.#decorated.get(room) ?? this.#decorate(room)
    this.#decorated.set(room, known)
    this.#decorated.set(known, known)
    super.request(known)
  }
}

/** A room with nothing changed, to change a part of. */
export class SameRoom implements Ticking {
  protected readonly room: Ticking

  constructor(room: Ticking) {
    this.room = room
  }

  get board(): string {
    return this.room.board
  }

  get isUnsaved(): boolean {
    return this.room.isUnsaved
  }

  cut(): ClosedGroup | undefined {
    return this.room.cut()
  }

  settle(group: ClosedGroup, seq: number | undefined): void {
    this.room.settle(group, seq)
  }

  fail(group: ClosedGroup, error: unknown): void {
    this.room.fail(group, error)
  }

  flush(): boolean {
    return this.room.flush()
  }
}
