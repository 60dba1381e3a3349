import { ServerLock, SqliteDatabase } from './sqlite-database.ts'
import type { OnStep } from './sqlite-database.ts'
import type { Answer, Request, WorkerOptions } from './sqlite.ts'
import { StorageError } from './storage.ts'

/** Answers requests one after the other, on a file that is opened with the first and again after it failed. */
export class DatabaseThread {
  readonly #file: string
  readonly #onStep: OnStep | undefined
  /** Held as long as the thread lives: if it were let go, another server might write what our rooms don't know. */
  #lock: ServerLock | undefined
  #database: SqliteDatabase | undefined

  constructor({ file }: WorkerOptions, onStep?: OnStep) {
    this.#file = file
    this.#onStep = onStep
  }

  answer(request: Request): Answer {
    try {
      return { id: request.id, ok: true, value: this.#serve(request) }
    } catch (error) {
      const { code, message } = this.#reopenAfter(error)
      return { id: request.id, ok: false, code, message }
    }
  }

  #serve({ call }: Request): unknown {
    if (call.verb === 'close') return this.#close()
    const database = this.#opened()
    switch (call.verb) {
      case 'create':
        return database.create(call.board)
      case 'find':
        return database.find(call.board)
      case 'load':
        return database.load(call.board)
      case 'append':
        return database.append(call.batch)
    }
    if (call.verb === 'compact') database.compact(call.board, call.merged, call.rows)
    return undefined
  }

  #opened(): SqliteDatabase {
    this.#lock ??= new ServerLock(`${this.#file}.lock`)
    return (this.#database ??= new SqliteDatabase(this.#file, this.#onStep))
  }

  #close(): void {
    this.#database?.close()
    this.#lock?.release()
  }

  /**
   * After an error of the file itself, nothing that this handle believes can be trusted (a failed fsync may have lost
   * pages that it takes for written): the next request opens the file anew.
   */
  #reopenAfter(error: unknown): StorageError {
    if (error instanceof StorageError && error.code !== 'io') return error
    try {
      this.#database?.close()
    } catch {
      // It failed already; what counts is that the next request doesn't use it.
    }
    this.#database = undefined
    return new StorageError('io', error instanceof Error ? error.message : String(error))
  }
}
