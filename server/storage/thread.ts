import { Worker } from 'node:worker_threads'
import type { ResourceLimits } from 'node:worker_threads'
import { StorageError } from './storage.ts'
import type { StorageErrorCode } from './storage.ts'

export interface Request<Call> {
  readonly id: number
  readonly call: Call
}

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: StorageErrorCode; readonly message: string }

interface Waiter {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: StorageError) => void
}

export interface ThreadOptions {
  readonly resourceLimits?: ResourceLimits
  /** Ends when it had nothing to do for this long, milliseconds. */
  readonly idleMs?: number
}

/** A worker thread that answers calls in their order. Started with the first one, and again when it died. */
export class Thread<Call extends { readonly verb: string }> {
  readonly #url: URL
  readonly #data: unknown
  readonly #options: ThreadOptions
  readonly #waiting = new Map<number, Waiter>()
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #lastId = 0
  #isClosed = false

  constructor(url: URL, data: unknown, options: ThreadOptions = {}) {
    this.#url = url
    this.#data = data
    this.#options = options
  }

  /** @param transfer buffers that are given away rather than copied @throws {StorageError} */
  ask(call: Call, transfer: readonly ArrayBuffer[] = []): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new StorageError('io', 'the storage is closed'))
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId
      this.#waiting.set(id, { resolve, reject })
      clearTimeout(this.#idle)
      this.#worker ??= this.#start()
      this.#worker.postMessage({ id, call } satisfies Request<Call>, [...transfer])
    })
  }

  /** Ends after the calls that are waiting, and a last one: a thread that is ended within SQLite takes the process along. */
  async close(last: Call): Promise<void> {
    if (this.#isClosed) return
    const closing = this.#worker === undefined ? undefined : this.ask(last)
    this.#isClosed = true
    clearTimeout(this.#idle)
    try {
      await closing
    } finally {
      await this.#worker?.terminate()
    }
  }

  #start(): Worker {
    // Node 22 calls its SQLite experimental, on the screen of whoever started a server.
    const execArgv = ['--disable-warning=ExperimentalWarning']
    const { resourceLimits } = this.#options
    const worker = new Worker(this.#url, {
      workerData: this.#data,
      execArgv,
      ...(resourceLimits === undefined ? {} : { resourceLimits }),
    })
    worker.on('message', (answer: Answer) => this.#answered(answer))
    worker.on('error', (error) => this.#died(worker, error))
    worker.on('exit', () => this.#died(worker, undefined))
    return worker
  }

  #answered(answer: Answer): void {
    const waiter = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (this.#waiting.size === 0) this.#rest()
    if (answer.ok) waiter?.resolve(answer.value)
    else waiter?.reject(new StorageError(answer.code, answer.message))
  }

  #rest(): void {
    const { idleMs } = this.#options
    if (idleMs === undefined || this.#isClosed) return
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      const worker = this.#worker
      this.#worker = undefined
      void worker?.terminate()
    }, idleMs)
    this.#idle.unref()
  }

  #died(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(new StorageError('io', 'the storage thread ended', { cause }))
  }
}
