import type { StatementSyncInstance } from '@photostructure/sqlite'
import { transaction } from './sqlite-file.ts'
import type { Database } from './sqlite-file.ts'
import { noSuchBoard } from './storage.ts'

export type TrashWrite =
  | { readonly verb: 'put' | 'restore'; readonly board: string; readonly audit: string }
  | { readonly verb: 'remove'; readonly board: string }

export interface TrashParts {
  readonly database: Database
  /** How long a board stays in the trash, milliseconds. */
  readonly trashMs: number
  readonly addAudit: (board: string, entry: string) => void
}

/** About as much is deleted at once as takes no longer than a commit. */
const PRUNED_UPDATES = 500

/** Throws boards away, brings them back, and deletes what is left of them a little at a time. */
export class SqliteTrash {
  readonly #parts: TrashParts
  readonly #statements

  constructor(parts: TrashParts) {
    this.#parts = parts
    this.#statements = prepareTrash(parts.database)
  }

  serve(write: TrashWrite): unknown {
    return transaction(this.#parts.database, 'BEGIN IMMEDIATE', () => {
      switch (write.verb) {
        case 'put':
          return this.#put(write.board, write.audit)
        case 'restore':
          this.#found(this.#statements.restore.run(write.board).changes, write.board)
          return this.#parts.addAudit(write.board, write.audit)
        case 'remove':
          return this.#remove(write.board)
      }
      return undefined
    })
  }

  /** Deletes a little of what may go. @returns whether there is more */
  prune(): boolean {
    const expired = this.#statements.expired.get(Date.now() - this.#parts.trashMs) as
      { readonly id: string } | undefined
    if (expired !== undefined) {
      this.serve({ verb: 'remove', board: expired.id })
      return true
    }
    const garbage = this.#statements.garbage.get() as { readonly id: string } | undefined
    if (garbage === undefined) return false
    if (Number(this.#statements.removeUpdates.run(garbage.id, PRUNED_UPDATES).changes) > 0) return true
    // Snapshots and versions go as all that nobody needs: these are still being written, and will be given up.
    if (this.#statements.unfinished.get(garbage.id, garbage.id) !== undefined) return false
    this.#finish(garbage.id)
    return true
  }

  #put(board: string, audit: string): string {
    const row = this.#statements.put.get(Date.now(), board) as { readonly trashed_at: number } | undefined
    if (row === undefined) throw noSuchBoard(board)
    this.#parts.addAudit(board, audit)
    return new Date(row.trashed_at).toISOString()
  }

  /** Within a transaction: whoever looks for the board from now on finds nothing of it, also where only a part of it is looked for. */
  #remove(board: string): void {
    this.#found(this.#statements.remove.run(board).changes, board)
    this.#statements.removeSnapshots.run(board)
    this.#statements.removeVersions.run(board)
    this.#statements.orphan.run(board, board)
    for (const remove of [this.#statements.unlink, this.#statements.removeAccess, this.#statements.removeAudit])
      remove.run(board)
    this.#statements.removeHoldings.run(board)
  }

  /** Nothing of the log is left: looking through all of it for each author, as SQLite would, finds none. */
  #finish(board: string): void {
    const { database } = this.#parts
    database.exec('PRAGMA foreign_keys = OFF')
    try {
      transaction(database, 'BEGIN IMMEDIATE', () => {
        this.#statements.removeAuthors.run(board)
        this.#statements.removeBoard.run(board)
      })
    } finally {
      database.exec('PRAGMA foreign_keys = ON')
    }
  }

  #found(changes: number | bigint, board: string): void {
    if (Number(changes) === 0) throw noSuchBoard(board)
  }
}

function prepareTrash(database: Database) {
  const prepare = (sql: string): StatementSyncInstance => database.prepare(sql)
  return {
    put: prepare(
      `UPDATE boards SET trashed_at = coalesce(trashed_at, ?) WHERE id = ? AND NOT is_garbage RETURNING trashed_at`,
    ),
    restore: prepare('UPDATE boards SET trashed_at = NULL WHERE id = ? AND NOT is_garbage'),
    remove: prepare('UPDATE boards SET is_garbage = 1 WHERE id = ? AND NOT is_garbage'),
    removeSnapshots: prepare("UPDATE snapshots SET state = 'garbage' WHERE board = ? AND state <> 'staged'"),
    removeVersions: prepare("UPDATE versions SET state = 'garbage' WHERE board = ? AND state <> 'staged'"),
    orphan: prepare(
      `UPDATE files SET state = 'garbage' WHERE state = 'live'
        AND id IN (SELECT file FROM board_files WHERE board = ?)
        AND NOT EXISTS (SELECT 1 FROM board_files WHERE file = files.id AND board <> ?)`,
    ),
    unlink: prepare('DELETE FROM board_files WHERE board = ?'),
    removeAccess: prepare('DELETE FROM access WHERE board = ?'),
    removeAudit: prepare('DELETE FROM audit WHERE board = ?'),
    removeHoldings: prepare('DELETE FROM holdings WHERE board = ?'),
    expired: prepare('SELECT id FROM boards WHERE trashed_at <= ? AND NOT is_garbage LIMIT 1'),
    garbage: prepare('SELECT id FROM boards WHERE is_garbage LIMIT 1'),
    removeUpdates: prepare('DELETE FROM log WHERE row IN (SELECT row FROM log WHERE board = ? LIMIT ?)'),
    unfinished: prepare(
      'SELECT 1 FROM snapshots WHERE board = ? UNION ALL SELECT 1 FROM versions WHERE board = ? LIMIT 1',
    ),
    removeAuthors: prepare('DELETE FROM authors WHERE board = ?'),
    removeBoard: prepare('DELETE FROM boards WHERE id = ?'),
  }
}
