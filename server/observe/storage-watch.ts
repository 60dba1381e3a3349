import type { Logger } from 'pino'
import type { Limits } from '../limits.ts'
import type { BoardStorage } from '../storage/storage.ts'
import type { StorageHealth } from './health.ts'

export interface StorageWatchParts {
  readonly storage: BoardStorage
  readonly health: StorageHealth
  readonly log: Logger
  readonly limits: Pick<Limits, 'probeMilliseconds' | 'stallMilliseconds' | 'pruneSeconds'>
}

/** Looks after the storage: notices a disk that doesn't answer, tries one that failed until it takes writes again, has the past pruned. */
export class StorageWatch {
  readonly #parts: StorageWatchParts
  readonly #timers: readonly NodeJS.Timeout[]
  #isProbing = false

  constructor(parts: StorageWatchParts) {
    this.#parts = parts
    const { probeMilliseconds, pruneSeconds } = parts.limits
    this.#timers = [
      setInterval(() => void this.#look(), probeMilliseconds),
      setInterval(() => void this.#prune(), pruneSeconds * 1_000),
    ]
    for (const timer of this.#timers) timer.unref()
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
  }

  async #look(): Promise<void> {
    const { storage, health, limits } = this.#parts
    const { commitSinceMs } = health
    const takenMs = commitSinceMs === undefined ? 0 : performance.now() - commitSinceMs
    if (takenMs > limits.stallMilliseconds) health.stalled(takenMs)
    // The commit that is running is as good a probe as any.
    if (!health.isReadOnly || commitSinceMs !== undefined || this.#isProbing) return
    this.#isProbing = true
    try {
      await storage.probe()
      health.worked('commit')
    } catch (error) {
      this.#parts.log.debug({ err: error }, 'storage still fails')
    } finally {
      this.#isProbing = false
    }
  }

  async #prune(): Promise<void> {
    try {
      await this.#parts.storage.files.sweep()
      await this.#parts.storage.prune()
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'pruning failed')
    }
  }
}
