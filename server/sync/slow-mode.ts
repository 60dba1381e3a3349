import type { Grant } from '../access/board-access.ts'
import type { Connection } from './connection.ts'
import type { RoomParts } from './room-parts.ts'

/**
 * Slow mode: each person changes the board once in so many seconds. What comes too early is not taken, and not lost: it stays with whoever
 * made it, who is asked for it when it is time.
 */
export class SlowMode {
  readonly #rules: RoomParts['rules']
  readonly #ask: (connection: Connection) => void
  /** When each person changed something last; monotonic, milliseconds. */
  readonly #lastMs = new Map<string, number>()
  readonly #due = new Map<Connection, NodeJS.Timeout>()

  /** @param ask the connection may change something again: asks it for all that it has */
  constructor(rules: RoomParts['rules'], ask: (connection: Connection) => void) {
    this.#rules = rules
    this.#ask = ask
  }

  /** How long this person has to wait, milliseconds; 0: not at all. Nor do they draw on others' screens meanwhile. Hot path: once per update and live message. */
  waitMs(grant: Grant): number {
    const seconds = this.#secondsOf(grant)
    if (seconds === 0) return 0
    const last = this.#lastMs.get(grant.principal)
    return last === undefined ? 0 : Math.max(0, last + 1_000 * seconds - performance.now())
  }

  /** This person has changed something. */
  changed(grant: Grant): void {
    if (this.#secondsOf(grant) > 0) this.#lastMs.set(grant.principal, performance.now())
  }

  /**
   * Is what the connection sends not to be taken now? It is asked for it when it is time, and its watermarks wait.
   * @param isKnown what changes nothing is nothing
   */
  holds(connection: Connection, isKnown: () => boolean): boolean {
    const waitMs = this.waitMs(connection.grant)
    if (waitMs === 0 || isKnown()) return false
    connection.resync ??= { updates: 0, held: [] }
    if (!this.#due.has(connection)) {
      this.#askIn(connection, waitMs)
      connection.tellWait(Math.ceil(waitMs / 1_000))
    }
    return true
  }

  #askIn(connection: Connection, waitMs: number): void {
    const ask = (): void => {
      this.#due.delete(connection)
      this.#ask(connection)
    }
    this.#due.set(connection, setTimeout(ask, waitMs).unref())
  }

  /** The pace has changed: nobody waits for what no longer holds. */
  askNow(): void {
    for (const [connection, timer] of this.#due) {
      clearTimeout(timer)
      this.#due.delete(connection)
      this.#ask(connection)
    }
  }

  #secondsOf({ role }: Grant): number {
    return role === 'own' ? 0 : this.#rules().slowSeconds
  }

  leave(connection: Connection): void {
    clearTimeout(this.#due.get(connection))
    this.#due.delete(connection)
  }
}
