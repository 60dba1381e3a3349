import { createRequire } from 'node:module'
import type * as Sqlite from '@photostructure/sqlite'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { StorageError } from './storage.ts'

export type Database = DatabaseSyncInstance

/** How long a server waits for the one before it to let go of the boards: it takes up to 4.5 s to stop. */
const LOCK_MS = 6_000

/** Node's own SQLite, where this Node has it (22.13 on), else the package with the same interface. */
export function openDatabase(file: string): Database {
  const builtIn = process.getBuiltinModule('node:sqlite') as typeof Sqlite | undefined
  const { DatabaseSync } = builtIn ?? (createRequire(import.meta.url)('@photostructure/sqlite') as typeof Sqlite)
  return new DatabaseSync(file)
}

/**
 * Keeps other servers away from the boards: what two of them have in memory would drift apart. The operating system lets
 * go of it when the process ends, however it ends. A file of its own, so that backups can read the database meanwhile.
 */
export class ServerLock {
  readonly #database: Database

  /** @throws {StorageError} when another server holds it */
  constructor(file: string, waitMs = LOCK_MS) {
    this.#database = openDatabase(file)
    try {
      this.#database.exec(`PRAGMA busy_timeout = ${waitMs}; BEGIN EXCLUSIVE`)
    } catch (error) {
      this.#database.close()
      throw new StorageError('io', 'another server is using them', { cause: error })
    }
  }

  release(): void {
    this.#database.close()
  }
}

/** A file that can't be used is tried again and again: it must not stay open each time. */
export function orClose<T>(database: Database, use: () => T): T {
  try {
    return use()
  } catch (error) {
    database.close()
    throw error
  }
}

/** @param begin with its kind of lock */
export function transaction<T>(database: Database, begin: 'BEGIN' | 'BEGIN IMMEDIATE', work: () => T): T {
  database.exec(begin)
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    rollback(database)
    throw error
  }
}

/** SQLite may have done it by itself, depending on the error; doing it again is then an error of its own. */
function rollback(database: Database): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // There is no transaction any more, which is what was wanted.
  }
}

const CORRUPT = 11

/** Every error as one of storage. What SQLite says of damaged pages is damage of the board that was read, not of the disk. */
export function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
  return new StorageError(code === CORRUPT ? 'damaged' : 'io', message, { cause: error })
}
