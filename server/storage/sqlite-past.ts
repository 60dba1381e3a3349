import type { StatementSyncInstance } from '@photostructure/sqlite'
import { crc32c } from './crc32c.ts'
import type { LogEntry, LogHead, NamedVersion, Past } from './past.ts'
import type { Base } from './sqlite-reader.ts'
import type { Database } from './sqlite-file.ts'
import { StorageError } from './storage.ts'
import type { Author } from './storage.ts'

/** What is to be written of moments that have a name. */
export type PastWrite =
  | {
      readonly verb: 'stage'
      readonly version: Omit<NamedVersion, 'id'> & { readonly board: string; readonly files: string }
    }
  | { readonly verb: 'add-part'; readonly id: number; readonly part: number; readonly bytes: Uint8Array }
  | { readonly verb: 'adopt' | 'discard'; readonly id: number }
  | { readonly verb: 'rename'; readonly board: string; readonly id: number; readonly name: string }
  | { readonly verb: 'forget'; readonly board: string; readonly id: number }

/** About as much is deleted at once as takes no longer than a commit. */
const PRUNED_PARTS = 4

/** Writes who made what, and moments that have a name. */
export class SqlitePastWriter {
  readonly #statements

  constructor(database: Database) {
    this.#statements = prepareWrites(database)
  }

  /** Hot path: once per update that is written. */
  authorId(board: string, { principal, name }: Author): number {
    const known = this.#statements.author.get(board, principal) as
      { readonly id: number; readonly name: string } | undefined
    if (known !== undefined && (known.name === name || name === '')) return known.id
    const { id } = this.#statements.putAuthor.get(board, principal, name) as { readonly id: number }
    return id
  }

  serve(write: PastWrite): unknown {
    switch (write.verb) {
      case 'stage': {
        const { board, seq, at, namedAt, name, by, files } = write.version
        return Number(this.#statements.stage.run(board, seq, at, namedAt, name, by, files).lastInsertRowid)
      }
      case 'add-part':
        this.#statements.addPart.run(write.id, write.part, crc32c(write.bytes), write.bytes)
        return undefined
      case 'adopt':
        return Number(this.#statements.adopt.run(write.id).changes) === 1
      case 'discard':
        return this.#statements.discard.run(write.id)
      case 'rename':
        return Number(this.#statements.rename.run(write.name, write.board, write.id).changes) === 1
      case 'forget':
        // Pictures that nothing else shows are looked for anew.
        this.#statements.unlook.run(write.board)
        return Number(this.#statements.forget.run(write.board, write.id).changes) === 1
    }
    return undefined
  }

  /** Deletes a little of what may go, within a transaction. @returns whether there is more */
  prune(): boolean {
    const garbage = this.#statements.garbage.get() as { readonly id: number } | undefined
    if (garbage === undefined) return false
    const { changes } = this.#statements.removeParts.run(garbage.id, PRUNED_PARTS)
    if (Number(changes) < PRUNED_PARTS) this.#statements.remove.run(garbage.id)
    return true
  }
}

function prepareWrites(database: Database) {
  const prepare = (sql: string): StatementSyncInstance => database.prepare(sql)
  return {
    author: prepare('SELECT id, name FROM authors WHERE board = ? AND principal = ?'),
    putAuthor: prepare(
      `INSERT INTO authors (board, principal, name) VALUES (?, ?, ?)
        ON CONFLICT (board, principal) DO UPDATE SET name = excluded.name RETURNING id`,
    ),
    stage: prepare(
      `INSERT INTO versions (board, seq, at, named_at, name, by, files, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'staged')`,
    ),
    addPart: prepare('INSERT INTO version_parts (version, part, crc, bytes) VALUES (?, ?, ?, ?)'),
    adopt: prepare("UPDATE versions SET state = 'live' WHERE id = ? AND state = 'staged'"),
    discard: prepare("UPDATE versions SET state = 'garbage' WHERE id = ? AND state = 'staged'"),
    rename: prepare("UPDATE versions SET name = ? WHERE board = ? AND id = ? AND state = 'live'"),
    forget: prepare("UPDATE versions SET state = 'garbage' WHERE board = ? AND id = ? AND state = 'live'"),
    unlook: prepare('UPDATE board_files SET seq = -1 WHERE board = ?'),
    garbage: prepare("SELECT id FROM versions WHERE state = 'garbage' LIMIT 1"),
    removeParts: prepare(
      'DELETE FROM version_parts WHERE rowid IN (SELECT rowid FROM version_parts WHERE version = ? ORDER BY part LIMIT ?)',
    ),
    remove: prepare("DELETE FROM versions WHERE id = ? AND state = 'garbage'"),
  }
}

interface Sealed {
  readonly crc: number
  readonly bytes: Uint8Array
}

interface LogRow extends Sealed {
  readonly seq: number
  readonly at: number
  readonly size: number
  readonly quarantine: string | null
  readonly principal: string | null
  readonly name: string | null
}

const authorOf = ({ principal, name }: LogRow): Author | undefined =>
  principal === null ? undefined : { principal, name: name ?? '' }

/** The log up to a moment: a snapshot, where one is needed, and what came after it. */
export interface PastLog {
  readonly base: Base | undefined
  readonly seq: number
  readonly at: number
  readonly updates: readonly Uint8Array[]
}

/** Reads what boards were beside the writer: what it sees is on disk. */
export class SqlitePastReader {
  readonly #statements

  constructor(database: Database) {
    this.#statements = prepareReads(database)
  }

  of(board: string): Past {
    const earliest = this.#earliest(board)
    const rows = this.#statements.heads.all(board, earliest) as unknown as LogRow[]
    const heads = rows.map((row): LogHead => ({ seq: row.seq, at: row.at, bytes: row.size, author: authorOf(row) }))
    const versions: unknown[] = this.#statements.versions.all(board)
    return { earliest, heads, versions: versions as NamedVersion[] }
  }

  version(board: string, id: number): (NamedVersion & { readonly bytes: Uint8Array }) | undefined {
    const version = this.#statements.version.get(board, id) as unknown as NamedVersion | undefined
    if (version === undefined) return undefined
    const parts = this.#statements.parts.all(id) as unknown as (Sealed & { readonly part: number })[]
    if (parts.length === 0 || parts.some(({ part, crc, bytes }, at) => part !== at || crc32c(bytes) !== crc))
      throw new StorageError('damaged', `version ${id} of board ${board} is not what was written`)
    return { ...version, bytes: Buffer.concat(parts.map(({ bytes }) => bytes)) }
  }

  /** The number of the newest update at a time. */
  seqAt(board: string, atMs: number): number | undefined {
    const { seq } = this.#statements.seqAt.get(board, atMs) as { readonly seq: number | null }
    return seq ?? undefined
  }

  /** `undefined` when the moment is in what was merged, or yet to come. @throws {StorageError} `damaged` */
  upTo(board: string, seq: number, newest: number): PastLog | undefined {
    if (seq > newest || seq < this.#earliest(board)) return undefined
    const base = this.#statements.base.get(board, seq) as (Base & { readonly at: number }) | undefined
    const rows = this.#statements.rows.all(board, base?.seq ?? 0, seq) as unknown as LogRow[]
    const after = base?.seq ?? 0
    for (const [index, row] of rows.entries())
      if (row.seq !== after + index + 1 || (row.quarantine === null && crc32c(row.bytes) !== row.crc))
        throw new StorageError('damaged', `update ${after + index + 1} of board ${board} is not what was written`)
    if (after + rows.length !== seq) return undefined
    const updates = rows.filter(({ quarantine }) => quarantine === null).map(({ bytes }) => bytes)
    return {
      base,
      seq,
      at: rows.at(-1)?.at ?? (this.#statements.at.get(board, seq)?.['at'] as number) ?? base?.at ?? 0,
      updates,
    }
  }

  log(board: string, after: number, upTo: number, maxBytes: number): LogEntry[] {
    const entries: LogEntry[] = []
    let left = maxBytes
    for (const row of this.#statements.rows.iterate(board, after, upTo) as Iterable<unknown> as Iterable<LogRow>) {
      if (row.quarantine !== null) continue
      if (crc32c(row.bytes) !== row.crc)
        throw new StorageError('damaged', `update ${row.seq} of board ${board} is not what was written`)
      if (entries.length > 0 && row.bytes.length > left) break
      left -= row.bytes.length
      entries.push({ seq: row.seq, at: row.at, author: authorOf(row), bytes: row.bytes })
    }
    return entries
  }

  /** Pictures that are shown by moments that have a name. */
  filesOfVersions(board: string): string[] {
    const rows = this.#statements.files.all(board) as unknown as { readonly files: string }[]
    return rows.flatMap(({ files }) => JSON.parse(files) as string[])
  }

  /** Before the first update that is kept; or what the oldest snapshot stands for, where updates are missing. */
  #earliest(board: string): number {
    const { first } = this.#statements.first.get(board) as { readonly first: number | null }
    if (first === 1) return 0
    const { oldest } = this.#statements.oldest.get(board) as { readonly oldest: number | null }
    return oldest ?? 0
  }
}

function prepareReads(database: Database) {
  const prepare = (sql: string): StatementSyncInstance => database.prepare(sql)
  const version = 'SELECT id, seq, at, named_at AS namedAt, name, by FROM versions'
  return {
    first: prepare('SELECT min(seq) AS first FROM log WHERE board = ?'),
    oldest: prepare("SELECT min(seq) AS oldest FROM snapshots WHERE board = ? AND state = 'live'"),
    base: prepare(
      "SELECT id, seq, at FROM snapshots WHERE board = ? AND state = 'live' AND seq <= ? ORDER BY seq DESC LIMIT 1",
    ),
    at: prepare('SELECT at FROM log WHERE board = ? AND seq = ?'),
    seqAt: prepare('SELECT max(seq) AS seq FROM log WHERE board = ? AND at <= ?'),
    heads: prepare(
      `SELECT log.seq, log.at, length(log.bytes) AS size, principal, name FROM log LEFT JOIN authors ON authors.id = log.author
        WHERE log.board = ? AND log.seq > ? AND quarantine IS NULL ORDER BY log.seq`,
    ),
    rows: prepare(
      `SELECT log.seq, log.at, log.crc, log.quarantine, log.bytes, principal, name FROM log
        LEFT JOIN authors ON authors.id = log.author WHERE log.board = ? AND log.seq > ? AND log.seq <= ? ORDER BY log.seq`,
    ),
    versions: prepare(`${version} WHERE board = ? AND state = 'live' ORDER BY seq, id`),
    version: prepare(`${version} WHERE board = ? AND id = ? AND state = 'live'`),
    parts: prepare('SELECT part, crc, bytes FROM version_parts WHERE version = ? ORDER BY part'),
    files: prepare("SELECT files FROM versions WHERE board = ? AND state = 'live'"),
  }
}
