import type { Logger } from 'pino'
import { StorageError } from '../storage/storage.ts'

/** What can fail on its own: a full disk may well be readable. */
export type StorageVerb = 'commit' | 'load'

/**
 * Can boards be opened and stored? Red from the first failure of the storage itself until the same thing works again. While commits
 * fail, boards are read-only.
 */
export class StorageHealth {
  readonly #log: Logger
  readonly #failing = new Set<StorageVerb>()
  readonly #damaged = new Set<string>()
  readonly #listeners = new Set<() => void>()
  #commitSinceMs: number | undefined

  constructor(log: Logger) {
    this.#log = log
  }

  get isDegraded(): boolean {
    return this.#failing.size > 0
  }

  /** True while nothing can be stored. */
  get isReadOnly(): boolean {
    return this.#failing.has('commit')
  }

  /** Since when a commit has been running, if one is. */
  get commitSinceMs(): number | undefined {
    return this.#commitSinceMs
  }

  /** How many boards were found damaged since the server started, and nobody took notice of it. */
  get damagedBoards(): number {
    return this.#damaged.size
  }

  /** Called when {@link isReadOnly} has changed. Answers the way out. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A board's log is not what was written, or what it is merged into is not the same board: nothing was changed. */
  damaged(board: string, error: unknown): void {
    this.#damaged.add(board)
    this.#log.error({ board, err: error }, 'a board can not be merged')
  }

  /** A board was opened without what could not be read of it. */
  repaired(board: string, lost: number): void {
    this.#damaged.add(board)
    this.#log.error({ board, lost }, lost > 0 ? 'a damaged board lost something' : 'a damaged board was repaired')
  }

  /** Its owner knows. */
  acknowledged(board: string): void {
    this.#damaged.delete(board)
  }

  /** A commit begins; {@link worked} or {@link failed} ends it. */
  committing(nowMs: number): void {
    this.#commitSinceMs = nowMs
  }

  worked(verb: StorageVerb): void {
    if (verb === 'commit') this.#commitSinceMs = undefined
    if (!this.#failing.delete(verb)) return
    this.#log.info({ verb }, 'storage works again')
    if (verb === 'commit') this.#tell()
  }

  failed(verb: StorageVerb, error: unknown): void {
    if (verb === 'commit') this.#commitSinceMs = undefined
    this.#log.error({ verb, err: error }, 'storage failed')
    // One damaged board says nothing about the others.
    if (error instanceof StorageError && error.code !== 'io') return
    this.#fail(verb)
  }

  /** The commit that is running takes too long: it may come back or not. */
  stalled(ms: number): void {
    if (!this.isReadOnly) this.#log.error({ verb: 'commit', ms }, 'storage does not answer')
    this.#fail('commit')
  }

  #fail(verb: StorageVerb): void {
    const wasReadOnly = this.isReadOnly
    this.#failing.add(verb)
    if (this.isReadOnly !== wasReadOnly) this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
