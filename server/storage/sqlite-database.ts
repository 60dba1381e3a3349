import { createRequire } from 'node:module'
import type * as Sqlite from '@photostructure/sqlite'
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import { crc32c } from './crc32c.ts'
import { StorageError } from './storage.ts'
import type { Append, BoardInfo, RowId, StoredBoard } from './storage.ts'

/** How long a server waits for the one before it to let go of the boards: it takes up to 4.5 s to stop. */
const LOCK_MS = 6_000

/**
 * Keeps other servers away from the boards: what two of them have in memory would drift apart. The operating system lets
 * go of it when the process ends, however it ends. A file of its own, so that backups can read the database meanwhile.
 */
export class ServerLock {
  readonly #database: DatabaseSyncInstance

  /** @throws {StorageError} when another server holds it */
  constructor(file: string) {
    this.#database = openDatabase(file)
    try {
      this.#database.exec(`PRAGMA busy_timeout = ${LOCK_MS}; BEGIN EXCLUSIVE`)
    } catch (error) {
      this.#database.close()
      throw new StorageError('io', 'another server is using them', { cause: error })
    }
  }

  release(): void {
    this.#database.close()
  }
}

/** Node's own SQLite, where this Node has it (22.13 on), else the package with the same interface. */
function openDatabase(file: string): DatabaseSyncInstance {
  const builtIn = process.getBuiltinModule('node:sqlite') as typeof Sqlite | undefined
  const { DatabaseSync } = builtIn ?? (createRequire(import.meta.url)('@photostructure/sqlite') as typeof Sqlite)
  return new DatabaseSync(file)
}

/**
 * `log` holds a board's updates in order; a snapshot stands for rows that it replaced and comes before all others.
 * AUTOINCREMENT: a row id is never used twice, so a compaction can't name the wrong row.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS boards (
    id TEXT PRIMARY KEY, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, seq INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS log (
    row INTEGER PRIMARY KEY AUTOINCREMENT, board TEXT NOT NULL REFERENCES boards (id), seq INTEGER NOT NULL,
    is_snapshot INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS log_by_board ON log (board, is_snapshot DESC, row);
`

const FULL = 2

/** A place between two steps of a transaction, where a process could be killed: the labs do. */
export type DatabaseStep =
  | 'load-read'
  | 'append-begun'
  | 'append-written'
  | 'append-committed'
  | 'compact-begun'
  | 'compact-removed'
  | 'compact-written'
  | 'compact-committed'

export type OnStep = (step: DatabaseStep) => void

interface BoardRow {
  readonly id: string
  readonly created_at: string
  readonly updated_at: string
  readonly seq: number
}

interface LogRow {
  readonly row: RowId
  readonly crc: number
  readonly bytes: Uint8Array
}

const infoOf = ({ id, created_at, updated_at, seq }: BoardRow): BoardInfo => ({
  id,
  createdAt: created_at,
  updatedAt: updated_at,
  seq,
})

/** The one file of an embedded store. Synchronous, so it lives in a worker thread. SQLite's own errors pass through. */
export class SqliteDatabase {
  readonly #database: DatabaseSyncInstance
  readonly #onStep: OnStep
  readonly #statements

  /** @throws {StorageError} when the file can't be opened, or won't promise that a commit is on disk */
  constructor(file: string, onStep: OnStep = () => {}) {
    this.#onStep = onStep
    this.#database = openDatabase(file)
    this.#configure()
    this.#database.exec(SCHEMA)
    this.#statements = this.#prepare()
  }

  create(board: string): BoardInfo {
    const now = new Date().toISOString()
    const { changes } = this.#statements.create.run(board, now, now)
    if (Number(changes) === 0) throw new StorageError('exists', `board ${board} exists`)
    return { id: board, createdAt: now, updatedAt: now, seq: 0 }
  }

  find(board: string): BoardInfo | undefined {
    const row = this.#statements.find.get(board) as BoardRow | undefined
    return row && infoOf(row)
  }

  load(board: string): StoredBoard | undefined {
    return this.#transaction('BEGIN', () => {
      const info = this.find(board)
      if (info === undefined) return undefined
      const rows = this.#statements.load.all(board) as unknown as LogRow[]
      this.#onStep('load-read')
      for (const { row, crc, bytes } of rows) {
        if (crc32c(bytes) !== crc) throw new StorageError('damaged', `row ${row} of board ${board} is damaged`)
      }
      return { info, updates: rows.map(({ bytes }) => bytes), rows: rows.map(({ row }) => row) }
    })
  }

  append(batch: readonly Append[]): Map<string, number> {
    const seqs = this.#transaction('BEGIN IMMEDIATE', () => {
      this.#onStep('append-begun')
      const now = new Date().toISOString()
      const written = new Map(batch.map(({ board, updates }) => [board, this.#appendTo(board, updates, now)]))
      this.#onStep('append-written')
      return written
    })
    this.#onStep('append-committed')
    return seqs
  }

  compact(board: string, merged: Uint8Array, rows: readonly RowId[]): void {
    this.#transaction('BEGIN IMMEDIATE', () => {
      this.#onStep('compact-begun')
      const seq = this.find(board)?.seq
      if (seq === undefined) throw new StorageError('no-such-board', `there is no board ${board}`)
      let removed = 0
      for (const row of rows) removed += Number(this.#statements.remove.run(row, board).changes)
      if (removed === 0 || removed !== rows.length) {
        throw new StorageError('no-such-rows', `board ${board} has changed since it was read`)
      }
      this.#onStep('compact-removed')
      this.#statements.insert.run(board, seq, 1, crc32c(merged), merged)
      this.#onStep('compact-written')
    })
    this.#onStep('compact-committed')
  }

  close(): void {
    this.#database.close()
  }

  #appendTo(board: string, updates: readonly Uint8Array[], now: string): number {
    const advanced = this.#statements.advance.get(updates.length, now, board) as { readonly seq: number } | undefined
    if (advanced === undefined) throw new StorageError('no-such-board', `there is no board ${board}`)
    const first = advanced.seq - updates.length + 1
    for (const [index, bytes] of updates.entries()) {
      this.#statements.insert.run(board, first + index, 0, crc32c(bytes), bytes)
    }
    return advanced.seq
  }

  /** How durable a commit is, read back from SQLite. */
  get settings(): { readonly journalMode: string; readonly synchronous: number } {
    const journal = this.#database.prepare('PRAGMA journal_mode').get() as { readonly journal_mode: string }
    const { synchronous } = this.#database.prepare('PRAGMA synchronous').get() as { readonly synchronous: number }
    return { journalMode: journal.journal_mode, synchronous }
  }

  /** A commit must be on disk when it returns; settings that can be refused silently are read back. */
  #configure(): void {
    this.#database.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    this.#database.exec('PRAGMA foreign_keys = ON')
    const { journalMode, synchronous } = this.settings
    if (journalMode === 'wal' && synchronous === FULL) return
    const found = `journal_mode ${journalMode} and synchronous ${synchronous}`
    throw new StorageError('io', `SQLite runs with ${found}; a commit would not be on disk when it returns`)
  }

  #prepare() {
    const prepare = (sql: string): StatementSyncInstance => this.#database.prepare(sql)
    return {
      create: prepare(
        'INSERT INTO boards (id, created_at, updated_at, seq) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING',
      ),
      find: prepare('SELECT id, created_at, updated_at, seq FROM boards WHERE id = ?'),
      load: prepare('SELECT row, crc, bytes FROM log WHERE board = ? ORDER BY is_snapshot DESC, row'),
      advance: prepare('UPDATE boards SET seq = seq + ?, updated_at = ? WHERE id = ? RETURNING seq'),
      // Node 22 gives SQLite no bytes as NULL.
      insert: prepare("INSERT INTO log (board, seq, is_snapshot, crc, bytes) VALUES (?, ?, ?, ?, ifnull(?, x''))"),
      remove: prepare('DELETE FROM log WHERE row = ? AND board = ?'),
    }
  }

  #transaction<T>(begin: string, work: () => T): T {
    this.#database.exec(begin)
    try {
      const result = work()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      this.#rollback()
      throw error
    }
  }

  /** SQLite may have done it by itself, depending on the error; doing it again is then an error of its own. */
  #rollback(): void {
    try {
      this.#database.exec('ROLLBACK')
    } catch {
      // There is no transaction any more, which is what was wanted.
    }
  }
}
