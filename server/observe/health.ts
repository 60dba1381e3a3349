import type { Logger } from 'pino'
import { StorageError } from '../storage/storage.ts'

/** What can fail on its own: a full disk may well be readable. */
export type StorageVerb = 'commit' | 'load'

/** Can boards be opened and stored? Red from the first failure of the storage itself until the same thing works again. */
export class StorageHealth {
  readonly #log: Logger
  readonly #failing = new Set<StorageVerb>()
  readonly #damaged = new Set<string>()

  constructor(log: Logger) {
    this.#log = log
  }

  get isDegraded(): boolean {
    return this.#failing.size > 0
  }

  /** How many boards were found damaged since the server started. */
  get damagedBoards(): number {
    return this.#damaged.size
  }

  /** A board was opened without what could not be read of it. */
  repaired(board: string, lost: number): void {
    this.#damaged.add(board)
    this.#log.error({ board, lost }, lost > 0 ? 'a damaged board lost something' : 'a damaged board was repaired')
  }

  worked(verb: StorageVerb): void {
    if (this.#failing.delete(verb)) this.#log.info({ verb }, 'storage works again')
  }

  failed(verb: StorageVerb, error: unknown): void {
    this.#log.error({ verb, err: error }, 'storage failed')
    // One damaged board says nothing about the others.
    if (error instanceof StorageError && error.code !== 'io') return
    this.#failing.add(verb)
  }
}
