import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { StorageError } from './storage.ts'
import type { Append, BoardInfo, BoardStorage, RowId, StorageErrorCode, StoredBoard } from './storage.ts'

export interface WorkerOptions {
  readonly file: string
}

type Call =
  | { readonly verb: 'create' | 'find' | 'load'; readonly board: string }
  | { readonly verb: 'append'; readonly batch: readonly Append[] }
  | { readonly verb: 'compact'; readonly board: string; readonly merged: Uint8Array; readonly rows: readonly RowId[] }
  | { readonly verb: 'open' | 'close' }

export interface Request {
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

/**
 * Boards in one SQLite file. SQLite waits for the disk, so it does that in a thread of its own; requests are answered in
 * their order. A thread that dies is replaced with the next request.
 */
export class SqliteStorage implements BoardStorage {
  readonly #workerUrl: URL
  readonly #options: WorkerOptions
  readonly #waiting = new Map<number, Waiter>()
  #worker: Worker | undefined
  #lastId = 0
  #isClosed = false

  /**
   * @param file where the database is or will be; its folder is made
   * @param workerUrl the built `sqlite-worker`: threads can't load TypeScript
   * @throws when the folder can't be made
   */
  constructor(file: string, workerUrl: URL) {
    mkdirSync(dirname(file), { recursive: true })
    this.#options = { file }
    this.#workerUrl = workerUrl
  }

  /**
   * Opens the file now rather than with the first request. One server at a time: waits a few seconds for another to end.
   * @throws {StorageError} saying why the boards can't be opened
   */
  async open(): Promise<void> {
    try {
      await this.#ask({ verb: 'open' })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new StorageError('io', `the boards in ${dirname(this.#options.file)} can not be opened: ${why}`, {
        cause: error,
      })
    }
  }

  create(board: string): Promise<BoardInfo> {
    return this.#ask({ verb: 'create', board }) as Promise<BoardInfo>
  }

  find(board: string): Promise<BoardInfo | undefined> {
    return this.#ask({ verb: 'find', board }) as Promise<BoardInfo | undefined>
  }

  load(board: string): Promise<StoredBoard | undefined> {
    return this.#ask({ verb: 'load', board }) as Promise<StoredBoard | undefined>
  }

  append(batch: readonly Append[]): Promise<ReadonlyMap<string, number>> {
    const copied = batch.map(({ board, updates }) => ({ board, updates: updates.map(compactView) }))
    return this.#ask({ verb: 'append', batch: copied }) as Promise<ReadonlyMap<string, number>>
  }

  compact(board: string, merged: Uint8Array, rows: readonly RowId[]): Promise<void> {
    return this.#ask({ verb: 'compact', board, merged: compactView(merged), rows }) as Promise<void>
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    const closing = this.#worker === undefined ? undefined : this.#ask({ verb: 'close' })
    this.#isClosed = true
    try {
      await closing
    } finally {
      await this.#worker?.terminate()
    }
  }

  #ask(call: Call): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new StorageError('io', 'the storage is closed'))
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId
      this.#waiting.set(id, { resolve, reject })
      this.#worker ??= this.#start()
      this.#worker.postMessage({ id, call } satisfies Request, [])
    })
  }

  #start(): Worker {
    // Node 22 calls its SQLite experimental, on the screen of whoever started a server.
    const execArgv = ['--disable-warning=ExperimentalWarning']
    const worker = new Worker(this.#workerUrl, { workerData: this.#options, execArgv })
    worker.on('message', (answer: Answer) => this.#answered(answer))
    worker.on('error', (error) => this.#died(worker, error))
    worker.on('exit', () => this.#died(worker, undefined))
    return worker
  }

  #answered(answer: Answer): void {
    const waiter = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (answer.ok) waiter?.resolve(answer.value)
    else waiter?.reject(new StorageError(answer.code, answer.message))
  }

  #died(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(new StorageError('io', 'the storage thread ended', { cause }))
  }
}

/** Posting a view copies the whole buffer behind it. */
const compactView = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
