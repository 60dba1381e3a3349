import { randomBytes } from 'node:crypto'
import type { StatementSyncInstance } from '@photostructure/sqlite'
import type { Limits } from '../limits.ts'
import { crc32c } from './crc32c.ts'
import { SqliteFileWriter } from './sqlite-files.ts'
import { LoginTable } from './sqlite-logins.ts'
import { SqliteHomeWriter } from './sqlite-homes.ts'
import { SqlitePastWriter } from './sqlite-past.ts'
import { renew } from './renew.ts'
import type { Quarantine } from './repair.ts'
import { retention } from './retention.ts'
import type { SnapshotHead } from './retention.ts'
import { openDatabase, orClose, transaction } from './sqlite-file.ts'
import type { Database } from './sqlite-file.ts'
import { prepareSchema } from './sqlite-schema.ts'
import { SqliteTrash } from './sqlite-trash.ts'
import { StorageError, noSuchBoard } from './storage.ts'
import type { Append, BoardInfo } from './storage.ts'

const FULL = 2

/** What a snapshot stands for: every update after the snapshot `base`, up to `seq`, `rows` in all. */
export interface Adoption {
  readonly board: string
  readonly snapshot: number
  readonly base: number | undefined
  readonly seq: number
  readonly rows: number
}

/** About as much is deleted at once as takes no longer than a commit. */
const PRUNED_PARTS = 4
const PRUNED_UPDATES = 500
/** Writing this much says more of a disk's free room than a single page would. */
const PROBE_BYTES = 64 * 1024
/** Lines of a board's audit trail that are kept. */
const AUDIT_LINES = 1_000
const SECRET_BYTES = 32

export type LogOptions = Pick<Limits, 'databaseMib' | 'historySeconds' | 'trashSeconds'>

const MIB = 1024 * 1024
/** SQLite's own most. */
const MAX_PAGES = 4_294_967_294

/**
 * The one writer of the file of an embedded store. Synchronous, so it lives in a worker thread; every request is short, so that commits
 * never wait long. SQLite's own errors pass through.
 */
export class SqliteLog {
  readonly #database: Database
  readonly #statements
  readonly #historyMs: number
  /** Of the pictures of boards. */
  readonly files: SqliteFileWriter
  /** Of moments that have a name. */
  readonly past: SqlitePastWriter
  /** Of boards that somebody threw away. */
  readonly trash: SqliteTrash
  readonly logins: LoginTable
  /** Of which boards accounts have. */
  readonly homes: SqliteHomeWriter

  /** @throws {StorageError} when the file can't be opened, or won't promise that a commit is on disk */
  constructor(file: string, { databaseMib, historySeconds, trashSeconds }: LogOptions) {
    // What SQLite finds there it takes for committed, and builds on it.
    renew(`${file}-wal`)
    this.#database = openDatabase(file)
    this.#historyMs = historySeconds * 1_000
    this.#statements = orClose(this.#database, () => {
      this.#configure(databaseMib * MIB)
      prepareSchema(this.#database)
      // Nobody is left who would finish these.
      this.#database.exec("UPDATE snapshots SET state = 'garbage' WHERE state = 'staged'")
      this.#database.exec("UPDATE versions SET state = 'garbage' WHERE state = 'staged'")
      return this.#prepare()
    })
    this.files = orClose(this.#database, () => new SqliteFileWriter(this.#database))
    this.past = orClose(this.#database, () => new SqlitePastWriter(this.#database))
    const trash = {
      database: this.#database,
      trashMs: trashSeconds * 1_000,
      addAudit: (board: string, entry: string) => this.#addAudit(board, entry),
    }
    this.trash = orClose(this.#database, () => new SqliteTrash(trash))
    this.logins = orClose(this.#database, () => new LoginTable(this.#database))
    this.homes = orClose(this.#database, () => new SqliteHomeWriter(this.#database))
  }

  create(board: string): BoardInfo {
    const now = new Date().toISOString()
    const epoch = newEpoch()
    const { changes } = this.#statements.create.run(board, now, now, epoch)
    if (Number(changes) === 0) throw new StorageError('exists', `board ${board} exists`)
    return { id: board, title: '', createdAt: now, updatedAt: now, seq: 0, epoch, lost: 0, trashedAt: null }
  }

  append(batch: readonly Append[]): Map<string, number> {
    return transaction(this.#database, 'BEGIN IMMEDIATE', () => {
      const nowMs = Date.now()
      return new Map(batch.map((append) => [append.board, this.#appendTo(append, nowMs)]))
    })
  }

  /** Room for a snapshot that doesn't count yet. */
  stage(board: string, seq: number): number {
    return Number(this.#statements.stage.run(board, seq, Date.now()).lastInsertRowid)
  }

  addPart(snapshot: number, part: number, bytes: Uint8Array): void {
    this.#statements.addPart.run(snapshot, part, crc32c(bytes), bytes)
  }

  /** The snapshot counts from now on, and what nobody needs any more may go: false when the board isn't any more what was merged. */
  adopt({ board, snapshot, base, seq, rows }: Adoption): boolean {
    return transaction(this.#database, 'BEGIN IMMEDIATE', () => {
      const live = this.#liveSnapshots(board)
      const newest = live.at(-1)
      const counted = this.#statements.countBetween.get(board, newest?.seq ?? 0, seq) as { readonly count: number }
      const isSame = newest?.id === base && counted.count === rows
      if (!isSame || Number(this.#statements.adopt.run(Date.now(), snapshot).changes) !== 1) return false
      this.#retire(board)
      return true
    })
  }

  /** It will not be finished. */
  discard(snapshot: number): void {
    this.#statements.discard.run(snapshot)
  }

  quarantine({ board, seq, snapshots, updates, lost }: Quarantine): void {
    transaction(this.#database, 'BEGIN IMMEDIATE', () => {
      const changed = this.#statements.mark.run(newEpoch(), lost, board, seq).changes
      if (Number(changed) !== 1) throw new StorageError('damaged', `board ${board} changed while it was repaired`)
      for (const id of snapshots) this.#statements.quarantineSnapshot.run(id)
      for (const [at, reason] of updates) {
        if (reason === 'missing') this.#statements.insert.run(board, at, Date.now(), 0, reason, new Uint8Array(0), null)
        else this.#statements.quarantineUpdate.run(reason, board, at)
      }
    })
  }

  acknowledge(board: string, lost: number): void {
    if (Number(this.#statements.acknowledge.run(lost, board).changes) === 0) throw noSuchBoard(board)
  }

  entitle(board: string, title: string): void {
    if (Number(this.#statements.entitle.run(title, board).changes) === 0) throw noSuchBoard(board)
  }

  /** Deletes a little of what may go. @returns whether there is more */
  prune(): boolean {
    return this.#prunePast() || this.trash.prune()
  }

  #prunePast(): boolean {
    return transaction(this.#database, 'BEGIN IMMEDIATE', () => {
      const garbage = this.#statements.garbage.get() as { readonly id: number } | undefined
      if (garbage === undefined) return this.files.prune() || this.past.prune() || this.#age()
      const { changes } = this.#statements.removeParts.run(garbage.id, PRUNED_PARTS)
      if (Number(changes) < PRUNED_PARTS) this.#statements.removeSnapshot.run(garbage.id)
      return true
    })
  }

  /** A board that nobody compacts any more grows old by itself. */
  #age(): boolean {
    const aged = this.#statements.aged.get(Date.now() - this.#historyMs) as { readonly board: string } | undefined
    if (aged !== undefined) this.#retire(aged.board)
    return aged !== undefined
  }

  setAccess(board: string, access: string, audit: string | undefined): void {
    transaction(this.#database, 'BEGIN IMMEDIATE', () => {
      if (this.#statements.exists.get(board) === undefined) throw noSuchBoard(board)
      this.#statements.setAccess.run(board, access)
      if (audit !== undefined) this.#addAudit(board, audit)
    })
  }

  #addAudit(board: string, entry: string): void {
    this.#statements.addAudit.run(board, entry)
    this.#statements.trimAudit.run(board, board, AUDIT_LINES)
  }

  secret(name: string): Uint8Array {
    this.#statements.makeSecret.run(name, randomBytes(SECRET_BYTES))
    const row = this.#statements.secret.get(name) as { readonly value: Uint8Array }
    return new Uint8Array(row.value)
  }

  /** Writes something, to see whether it can be written. */
  probe(): void {
    this.#statements.probe.run(randomBytes(PROBE_BYTES))
  }

  close(): void {
    this.#database.close()
  }

  #appendTo({ board, updates, authors = [] }: Append, nowMs: number): number {
    const now = new Date(nowMs).toISOString()
    const advanced = this.#statements.advance.get(updates.length, now, board) as { readonly seq: number } | undefined
    if (advanced === undefined) throw noSuchBoard(board)
    const first = advanced.seq - updates.length + 1
    for (const [index, bytes] of updates.entries()) {
      const author = authors[index]
      const by = author === undefined ? null : this.past.authorId(board, author)
      this.#statements.insert.run(board, first + index, nowMs, crc32c(bytes), null, bytes, by)
    }
    return advanced.seq
  }

  #liveSnapshots(board: string): SnapshotHead[] {
    return this.#statements.live.all(board) as unknown[] as SnapshotHead[]
  }

  /** Gives up what history doesn't need. Updates are small and go at once; parts of snapshots go with {@link prune}. */
  #retire(board: string): void {
    const { snapshots, upToSeq } = retention(this.#liveSnapshots(board), Date.now(), this.#historyMs)
    for (const id of snapshots) this.#statements.discard.run(id)
    this.#statements.removeUpdates.run(board, upToSeq, PRUNED_UPDATES)
  }

  /** How durable a commit is, read back from SQLite. */
  get settings(): { readonly journalMode: string; readonly synchronous: number } {
    const journal = this.#database.prepare('PRAGMA journal_mode').get() as { readonly journal_mode: string }
    const { synchronous } = this.#database.prepare('PRAGMA synchronous').get() as { readonly synchronous: number }
    return { journalMode: journal.journal_mode, synchronous }
  }

  /** A commit must be on disk when it returns; settings that can be refused silently are read back. */
  #configure(maxBytes: number): void {
    this.#database.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    this.#database.exec('PRAGMA foreign_keys = ON')
    this.#limit(maxBytes)
    const { journalMode, synchronous } = this.settings
    if (journalMode === 'wal' && synchronous === FULL) return
    const found = `journal_mode ${journalMode} and synchronous ${synchronous}`
    throw new StorageError('io', `SQLite runs with ${found}; a commit would not be on disk when it returns`)
  }

  #limit(maxBytes: number): void {
    const { page_size } = this.#database.prepare('PRAGMA page_size').get() as { readonly page_size: number }
    this.#database.exec(`PRAGMA max_page_count = ${Math.min(MAX_PAGES, Math.floor(maxBytes / page_size))}`)
  }

  #prepare() {
    const prepare = (sql: string): StatementSyncInstance => this.#database.prepare(sql)
    return {
      create: prepare(
        'INSERT INTO boards (id, created_at, updated_at, seq, epoch) VALUES (?, ?, ?, 0, ?) ON CONFLICT DO NOTHING',
      ),
      advance: prepare('UPDATE boards SET seq = seq + ?, updated_at = ? WHERE id = ? AND NOT is_garbage RETURNING seq'),
      // Node 22 gives SQLite no bytes as NULL.
      insert: prepare(
        "INSERT INTO log (board, seq, at, crc, quarantine, bytes, author) VALUES (?, ?, ?, ?, ?, ifnull(?, x''), ?)",
      ),
      stage: prepare("INSERT INTO snapshots (board, seq, at, state) VALUES (?, ?, ?, 'staged')"),
      addPart: prepare('INSERT INTO parts (snapshot, part, crc, bytes) VALUES (?, ?, ?, ?)'),
      live: prepare("SELECT id, seq, at FROM snapshots WHERE board = ? AND state = 'live' ORDER BY seq"),
      countBetween: prepare(
        'SELECT count(*) AS count FROM log WHERE board = ? AND seq > ? AND seq <= ? AND quarantine IS NULL',
      ),
      adopt: prepare("UPDATE snapshots SET state = 'live', at = ? WHERE id = ? AND state = 'staged'"),
      discard: prepare("UPDATE snapshots SET state = 'garbage' WHERE id = ? AND state IN ('staged', 'live')"),
      entitle: prepare('UPDATE boards SET title = ? WHERE id = ? AND NOT is_garbage'),
      acknowledge: prepare('UPDATE boards SET lost = max(0, lost - ?) WHERE id = ?'),
      mark: prepare('UPDATE boards SET epoch = ?, lost = lost + ? WHERE id = ? AND seq = ?'),
      quarantineSnapshot: prepare("UPDATE snapshots SET state = 'quarantined' WHERE id = ?"),
      quarantineUpdate: prepare('UPDATE log SET quarantine = ? WHERE board = ? AND seq = ?'),
      aged: prepare(
        `SELECT board FROM snapshots AS old WHERE state = 'live' AND at <= ? AND EXISTS (
          SELECT 1 FROM log WHERE board = old.board AND seq <= old.seq AND quarantine IS NULL) LIMIT 1`,
      ),
      removeUpdates: prepare(
        `DELETE FROM log WHERE row IN (
          SELECT row FROM log WHERE board = ? AND seq <= ? AND quarantine IS NULL ORDER BY seq LIMIT ?)`,
      ),
      garbage: prepare("SELECT id FROM snapshots WHERE state = 'garbage' LIMIT 1"),
      removeParts: prepare(
        'DELETE FROM parts WHERE rowid IN (SELECT rowid FROM parts WHERE snapshot = ? ORDER BY part LIMIT ?)',
      ),
      removeSnapshot: prepare("DELETE FROM snapshots WHERE id = ? AND state = 'garbage'"),
      exists: prepare('SELECT 1 FROM boards WHERE id = ? AND NOT is_garbage'),
      setAccess: prepare(
        'INSERT INTO access (board, value) VALUES (?, ?) ON CONFLICT (board) DO UPDATE SET value = excluded.value',
      ),
      addAudit: prepare('INSERT INTO audit (board, entry) VALUES (?, ?)'),
      trimAudit: prepare(
        `DELETE FROM audit WHERE board = ? AND id <= (
          SELECT id FROM audit WHERE board = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
      ),
      makeSecret: prepare('INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING'),
      secret: prepare('SELECT value FROM secrets WHERE name = ?'),
      probe: prepare(
        'INSERT INTO probe (id, bytes) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes',
      ),
    }
  }
}

const newEpoch = (): string => randomBytes(6).toString('hex')
