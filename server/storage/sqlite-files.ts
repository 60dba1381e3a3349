import type { StatementSyncInstance } from '@photostructure/sqlite'
import { crc32c } from './crc32c.ts'
import type { FileInfo, FileUsage, StoredFile } from './files.ts'
import { transaction } from './sqlite-file.ts'
import type { Database } from './sqlite-file.ts'
import { StorageError, noSuchBoard } from './storage.ts'

/** What a board refers to, as of its update `seq`. */
export interface References {
  readonly seq: number
  readonly hashes: readonly string[]
}

export interface Sweep extends References {
  readonly board: string
  readonly nowMs: number
  /** For how long a file is kept that isn't referred to. */
  readonly graceMs: number
}

export type FileWrite =
  | { readonly verb: 'link'; readonly board: string; readonly hash: string }
  | { readonly verb: 'stage'; readonly file: FileInfo; readonly size: number }
  | { readonly verb: 'add-part'; readonly file: number; readonly part: number; readonly bytes: Uint8Array }
  | { readonly verb: 'adopt'; readonly board: string; readonly file: number }
  | { readonly verb: 'discard'; readonly file: number }
  | { readonly verb: 'sweep'; readonly sweep: Sweep }

export type FileRead =
  | { readonly verb: 'has' | 'read'; readonly board: string; readonly hash: string }
  | { readonly verb: 'usage'; readonly board: string }
  /** Boards that were written to since their files were looked for, or that had one unused before `unusedBefore`, milliseconds since 1970. */
  | { readonly verb: 'to-sweep'; readonly unusedBefore: number }

/** Whether the board has it now, and whether it had not. `undefined`: nobody has such a file. */
export type Linked = 'new' | 'known' | undefined

const PRUNED_PARTS = 4

/** The one writer of files. Every request is short, so that commits of boards go between them. */
export class SqliteFileWriter {
  readonly #database: Database
  readonly #statements

  constructor(database: Database) {
    this.#database = database
    // Nobody is left who would finish these.
    database.exec("UPDATE files SET state = 'garbage' WHERE state = 'staged'")
    this.#statements = this.#prepare()
  }

  serve(write: FileWrite): unknown {
    switch (write.verb) {
      case 'link':
        return this.#atomic(() => this.#link(write.board, write.hash))
      case 'stage': {
        const { hash, type, width, height } = write.file
        return Number(this.#statements.stage.run(hash, type, width, height, write.size).lastInsertRowid)
      }
      case 'add-part':
        this.#statements.addPart.run(write.file, write.part, crc32c(write.bytes), write.bytes)
        return undefined
      case 'adopt':
        return this.#atomic(() => this.#adopt(write.board, write.file))
      case 'discard':
        this.#statements.discard.run(write.file)
        return undefined
      case 'sweep':
        return this.#atomic(() => this.#sweep(write.sweep))
    }
    return undefined
  }

  /** Deletes a little of what may go, within a transaction. @returns whether there is more */
  prune(): boolean {
    const garbage = this.#statements.garbage.get() as { readonly id: number } | undefined
    if (garbage === undefined) return false
    const { changes } = this.#statements.removeParts.run(garbage.id, PRUNED_PARTS)
    if (Number(changes) < PRUNED_PARTS) this.#statements.removeFile.run(garbage.id)
    return true
  }

  #atomic<T>(work: () => T): T {
    return transaction(this.#database, 'BEGIN IMMEDIATE', work)
  }

  #link(board: string, hash: string): Linked {
    if (this.#statements.board.get(board) === undefined) throw noSuchBoard(board)
    const file = this.#statements.live.get(hash) as { readonly id: number } | undefined
    if (file === undefined) return undefined
    const { changes } = this.#statements.link.run(board, file.id)
    if (Number(changes) === 0) this.#statements.relink.run(board, file.id)
    return Number(changes) === 0 ? 'known' : 'new'
  }

  /** All of it is there: it counts from now on, unless another one with this hash does already. */
  #adopt(board: string, file: number): Linked {
    const { hash } = this.#statements.hash.get(file) as { readonly hash: string }
    const isFirst = this.#statements.live.get(hash) === undefined
    this.#statements.settle.run(isFirst ? 'live' : 'garbage', file)
    return this.#link(board, hash)
  }

  #sweep({ board, seq, hashes, nowMs, graceMs }: Sweep): void {
    const found = this.#statements.board.get(board) as { readonly seq: number } | undefined
    // Somebody has drawn since: the next sweep will know what.
    if (found?.seq !== seq) return
    const used = new Set(hashes)
    const files = this.#statements.filesOf.all(board) as unknown as {
      readonly id: number
      readonly hash: string
      readonly since: number | null
    }[]
    for (const { id, hash, since } of files) {
      const unusedSince = used.has(hash) ? null : (since ?? nowMs)
      if (unusedSince !== null && unusedSince <= nowMs - graceMs) this.#statements.unlink.run(board, id)
      else this.#statements.looked.run(seq, unusedSince, board, id)
    }
    this.#statements.orphan.run()
  }

  #prepare() {
    const prepare = (sql: string): StatementSyncInstance => this.#database.prepare(sql)
    return {
      board: prepare('SELECT seq FROM boards WHERE id = ? AND NOT is_garbage'),
      live: prepare("SELECT id FROM files WHERE hash = ? AND state = 'live'"),
      hash: prepare('SELECT hash FROM files WHERE id = ?'),
      link: prepare('INSERT INTO board_files (board, file) VALUES (?, ?) ON CONFLICT DO NOTHING'),
      relink: prepare('UPDATE board_files SET unused_since = NULL, seq = -1 WHERE board = ? AND file = ?'),
      stage: prepare("INSERT INTO files (hash, type, width, height, size, state) VALUES (?, ?, ?, ?, ?, 'staged')"),
      addPart: prepare('INSERT INTO file_parts (file, part, crc, bytes) VALUES (?, ?, ?, ?)'),
      settle: prepare("UPDATE files SET state = ? WHERE id = ? AND state = 'staged'"),
      discard: prepare("UPDATE files SET state = 'garbage' WHERE id = ? AND state = 'staged'"),
      filesOf: prepare(
        `SELECT id, hash, unused_since AS since FROM board_files JOIN files ON file = id WHERE board = ?`,
      ),
      looked: prepare('UPDATE board_files SET seq = ?, unused_since = ? WHERE board = ? AND file = ?'),
      unlink: prepare('DELETE FROM board_files WHERE board = ? AND file = ?'),
      orphan: prepare(
        `UPDATE files SET state = 'garbage'
          WHERE state = 'live' AND NOT EXISTS (SELECT 1 FROM board_files WHERE file = files.id)`,
      ),
      garbage: prepare("SELECT id FROM files WHERE state = 'garbage' LIMIT 1"),
      removeParts: prepare(
        'DELETE FROM file_parts WHERE rowid IN (SELECT rowid FROM file_parts WHERE file = ? ORDER BY part LIMIT ?)',
      ),
      removeFile: prepare("DELETE FROM files WHERE id = ? AND state = 'garbage'"),
    }
  }
}

interface FileRow extends FileInfo {
  readonly id: number
  readonly size: number
}

interface Part {
  readonly part: number
  readonly crc: number
  readonly bytes: Uint8Array
}

/** Reads files beside their writer: what it sees is on disk. */
export class SqliteFileReader {
  readonly #database: Database
  readonly #statements

  constructor(database: Database) {
    this.#database = database
    this.#statements = this.#prepare()
  }

  /** @throws {StorageError} `damaged` */
  serve(read: FileRead): unknown {
    switch (read.verb) {
      case 'has':
        return this.#find(read.board, read.hash) !== undefined
      case 'read':
        return transaction(this.#database, 'BEGIN', () => this.#read(read.board, read.hash))
      case 'usage':
        return this.#usage(read.board)
      case 'to-sweep':
        return this.#statements.toSweep.all(read.unusedBefore).map((row) => (row as { readonly board: string }).board)
    }
    return undefined
  }

  #find(board: string, hash: string): FileRow | undefined {
    return this.#statements.find.get(board, hash) as FileRow | undefined
  }

  #read(board: string, hash: string): StoredFile | undefined {
    const found = this.#find(board, hash)
    if (found === undefined) return undefined
    const { id, type, width, height, size } = found
    const bytes = new Uint8Array(size)
    let at = 0
    for (const { part, crc, bytes: piece } of this.#statements.parts.iterate(
      id,
    ) as Iterable<unknown> as Iterable<Part>) {
      if (crc32c(piece) !== crc || at + piece.length > size)
        throw new StorageError('damaged', `part ${part} of file ${hash} is not what was written`)
      bytes.set(piece, at)
      at += piece.length
    }
    if (at !== size) throw new StorageError('damaged', `a part of file ${hash} is missing`)
    return { hash, type, width, height, bytes }
  }

  #usage(board: string): FileUsage {
    const own = this.#statements.usage.get(board) as { readonly files: number; readonly bytes: number }
    const all = this.#statements.allBytes.get() as { readonly bytes: number }
    return { files: own.files, bytes: own.bytes, allBytes: all.bytes }
  }

  #prepare() {
    const prepare = (sql: string): StatementSyncInstance => this.#database.prepare(sql)
    return {
      find: prepare(
        `SELECT id, hash, type, width, height, size FROM files JOIN board_files ON file = id
          WHERE board = ? AND hash = ? AND state = 'live'`,
      ),
      parts: prepare('SELECT part, crc, bytes FROM file_parts WHERE file = ? ORDER BY part'),
      usage: prepare(
        'SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM board_files JOIN files ON file = id WHERE board = ?',
      ),
      allBytes: prepare("SELECT coalesce(sum(size), 0) AS bytes FROM files WHERE state = 'live'"),
      toSweep: prepare(
        `SELECT DISTINCT board FROM board_files JOIN boards ON boards.id = board
          WHERE board_files.seq <> boards.seq OR unused_since <= ?`,
      ),
    }
  }
}
