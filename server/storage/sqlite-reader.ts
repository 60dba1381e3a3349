import { createHash } from 'node:crypto'
import type { StatementSyncInstance } from '@photostructure/sqlite'
import { crc32c } from './crc32c.ts'
import { SqliteFileReader } from './sqlite-files.ts'
import { SqliteHomeReader } from './sqlite-homes.ts'
import { SqlitePastReader } from './sqlite-past.ts'
import type { Remains } from './repair.ts'
import { openDatabase, orClose, transaction } from './sqlite-file.ts'
import type { Database } from './sqlite-file.ts'
import { StorageError } from './storage.ts'
import type { BoardInfo } from './storage.ts'

interface BoardRow {
  readonly id: string
  readonly title: string
  readonly created_at: string
  readonly updated_at: string
  readonly seq: number
  readonly epoch: string
  readonly lost: number
  readonly trashed_at: number | null
}

interface Sealed {
  readonly crc: number
  readonly bytes: Uint8Array
}

interface LogRow extends Sealed {
  readonly seq: number
  readonly quarantine: string | null
}

/** A snapshot's place in the log. */
export interface Base {
  readonly id: number
  readonly seq: number
}

/** A board as it is read: the newest snapshot and every update after it, all as they were written. */
export interface Log {
  readonly info: BoardInfo
  readonly base: Base | undefined
  readonly snapshot: Uint8Array | undefined
  readonly tail: readonly Uint8Array[]
}

/** How much there is to read. */
export interface LogSize {
  readonly rows: number
  readonly bytes: number
  readonly snapshotBytes: number
}

const infoOf = ({ id, title, created_at, updated_at, seq, epoch, lost, trashed_at }: BoardRow): BoardInfo => ({
  id,
  title,
  createdAt: created_at,
  updatedAt: updated_at,
  seq,
  epoch,
  lost,
  trashedAt: trashed_at === null ? null : new Date(trashed_at).toISOString(),
})

const damaged = (what: string, board: string): StorageError =>
  new StorageError('damaged', `${what} of board ${board} is not what was written`)

/** Reads the file of an embedded store beside its writer: what it sees is on disk. SQLite's own errors pass through. */
export class SqliteReader {
  readonly #database: Database
  readonly #statements
  /** Of the pictures of boards. */
  readonly files: SqliteFileReader
  /** Of what boards were. */
  readonly past: SqlitePastReader
  /** Of which boards accounts have. */
  readonly homes: SqliteHomeReader

  constructor(file: string) {
    this.#database = openDatabase(file)
    this.#statements = orClose(this.#database, () => {
      this.#database.exec('PRAGMA busy_timeout = 2000; PRAGMA query_only = ON')
      return this.#prepare()
    })
    this.files = orClose(this.#database, () => new SqliteFileReader(this.#database))
    this.past = orClose(this.#database, () => new SqlitePastReader(this.#database))
    this.homes = orClose(this.#database, () => new SqliteHomeReader(this.#database))
  }

  find(board: string): BoardInfo | undefined {
    const row = this.#statements.find.get(board) as BoardRow | undefined
    return row && infoOf(row)
  }

  access(board: string): string | undefined {
    const row = this.#statements.access.get(board) as { readonly value: string } | undefined
    return row?.value
  }

  audit(board: string): string[] {
    const rows = this.#statements.audit.all(board) as unknown as { readonly entry: string }[]
    return rows.map(({ entry }) => entry)
  }

  /**
   * @param after only updates after this one, without a snapshot: for somebody who has the rest
   * @throws {StorageError} `damaged`
   */
  load(board: string, after?: number): Log | undefined {
    return transaction(this.#database, 'BEGIN', () => {
      const info = this.find(board)
      if (info === undefined) return undefined
      const base = after === undefined ? (this.#statements.base.get(board) as Base | undefined) : undefined
      const snapshot = base && this.snapshot(base.id, board)
      return { info, base, snapshot, tail: this.#tail(info, after ?? base?.seq ?? 0) }
    })
  }

  /** The bytes of a snapshot. @throws {StorageError} `damaged` */
  snapshot(id: number, board: string): Uint8Array {
    const parts = this.#statements.parts.all(id) as unknown as (Sealed & { readonly part: number })[]
    if (parts.length === 0 || parts.some(({ part, crc, bytes }, at) => part !== at || crc32c(bytes) !== crc))
      throw damaged('the snapshot', board)
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only.bytes : Buffer.concat(parts.map(({ bytes }) => bytes))
  }

  /** One moment of the file: what is read together belongs together. */
  atOnce<T>(read: () => T): T {
    return transaction(this.#database, 'BEGIN', read)
  }

  digest(id: number, board: string): string {
    return createHash('sha256').update(this.snapshot(id, board)).digest('hex')
  }

  size(board: string): LogSize {
    const base = this.#statements.base.get(board) as Base | undefined
    const log = this.#statements.logSize.get(board, base?.seq ?? 0) as { readonly rows: number; readonly bytes: number }
    const snapshot = this.#statements.snapshotSize.get(base?.id ?? 0) as { readonly bytes: number }
    return { ...log, snapshotBytes: snapshot.bytes }
  }

  /** Reads what can be read. */
  remains(board: string): Remains | undefined {
    return transaction(this.#database, 'BEGIN', () => {
      const info = this.find(board)
      if (info === undefined) return undefined
      const heads = this.#statements.live.all(board) as unknown as Base[]
      const snapshots = heads.map(({ id, seq }) => ({ id, seq, bytes: attempt(() => this.snapshot(id, board)) }))
      const seqs = this.#statements.seqs.all(board) as unknown as Pick<LogRow, 'seq' | 'quarantine'>[]
      const isAside = (row: Pick<LogRow, 'quarantine'>): boolean => row.quarantine !== null
      return {
        info,
        snapshots,
        records: seqs.filter((row) => !isAside(row)).map(({ seq }) => ({ seq, bytes: this.#record(board, seq) })),
        quarantined: new Set(seqs.filter(isAside).map(({ seq }) => seq)),
      }
    })
  }

  close(): void {
    this.#database.close()
  }

  /** Every number must be there: an update that vanished is as bad as one that changed. */
  #tail({ id, seq }: BoardInfo, after: number): Uint8Array[] {
    const rows = this.#statements.tail.all(id, after) as unknown as LogRow[]
    for (const [index, row] of rows.entries()) {
      if (row.seq !== after + index + 1) throw damaged(`update ${after + index + 1}`, id)
      if (row.quarantine === null && crc32c(row.bytes) !== row.crc) throw damaged(`update ${row.seq}`, id)
    }
    if (after + rows.length !== seq) throw damaged(`update ${after + rows.length + 1}`, id)
    return rows.filter(({ quarantine }) => quarantine === null).map(({ bytes }) => bytes)
  }

  #record(board: string, seq: number): Uint8Array | undefined {
    const row = attempt(() => this.#statements.record.get(board, seq) as unknown as Sealed | undefined)
    return row !== undefined && crc32c(row.bytes) === row.crc ? row.bytes : undefined
  }

  #prepare() {
    const prepare = (sql: string): StatementSyncInstance => this.#database.prepare(sql)
    return {
      access: prepare('SELECT value FROM access WHERE board = ?'),
      audit: prepare('SELECT entry FROM audit WHERE board = ? ORDER BY id DESC LIMIT 1000'),
      find: prepare(
        'SELECT id, title, created_at, updated_at, seq, epoch, lost, trashed_at FROM boards WHERE id = ? AND NOT is_garbage',
      ),
      base: prepare("SELECT id, seq FROM snapshots WHERE board = ? AND state = 'live' ORDER BY seq DESC LIMIT 1"),
      live: prepare("SELECT id, seq FROM snapshots WHERE board = ? AND state = 'live' ORDER BY seq DESC"),
      parts: prepare('SELECT part, crc, bytes FROM parts WHERE snapshot = ? ORDER BY part'),
      tail: prepare('SELECT seq, crc, quarantine, bytes FROM log WHERE board = ? AND seq > ? ORDER BY seq'),
      seqs: prepare('SELECT seq, quarantine FROM log WHERE board = ? ORDER BY seq'),
      record: prepare('SELECT crc, bytes FROM log WHERE board = ? AND seq = ?'),
      logSize: prepare(
        `SELECT count(*) AS rows, coalesce(sum(length(bytes)), 0) AS bytes FROM log
          WHERE board = ? AND seq > ? AND quarantine IS NULL`,
      ),
      snapshotSize: prepare('SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM parts WHERE snapshot = ?'),
    }
  }
}

/** What one record or snapshot says, unless it can't be read. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
