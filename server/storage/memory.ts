import { StorageError } from './storage.ts'
import type { Append, BoardInfo, BoardStorage, RowId, StoredBoard } from './storage.ts'

interface Row {
  readonly id: RowId
  readonly bytes: Uint8Array
}

interface Board {
  info: BoardInfo
  rows: readonly Row[]
}

/** Boards that last as long as the process: for tests and demonstrations. */
export class MemoryStorage implements BoardStorage {
  readonly #boards = new Map<string, Board>()
  #lastRow = 0
  #isClosed = false

  async create(board: string): Promise<BoardInfo> {
    this.#assertOpen()
    if (this.#boards.has(board)) throw new StorageError('exists', `board ${board} exists`)
    const now = new Date().toISOString()
    const info = { id: board, createdAt: now, updatedAt: now, seq: 0 }
    this.#boards.set(board, { info, rows: [] })
    return info
  }

  async find(board: string): Promise<BoardInfo | undefined> {
    this.#assertOpen()
    return this.#boards.get(board)?.info
  }

  async load(board: string): Promise<StoredBoard | undefined> {
    this.#assertOpen()
    const found = this.#boards.get(board)
    return (
      found && { info: found.info, updates: found.rows.map(({ bytes }) => bytes), rows: found.rows.map(({ id }) => id) }
    )
  }

  async append(batch: readonly Append[]): Promise<ReadonlyMap<string, number>> {
    this.#assertOpen()
    const boards = batch.map(({ board }) => this.#get(board))
    const seqs = new Map<string, number>()
    for (const [index, { board, updates }] of batch.entries()) {
      const found = boards[index] ?? this.#get(board)
      found.rows = [...found.rows, ...updates.map((bytes) => this.#row(bytes))]
      found.info = { ...found.info, seq: found.info.seq + updates.length, updatedAt: new Date().toISOString() }
      seqs.set(board, found.info.seq)
    }
    return seqs
  }

  async compact(board: string, merged: Uint8Array, rows: readonly RowId[]): Promise<void> {
    this.#assertOpen()
    const found = this.#get(board)
    const named = new Set(rows)
    const kept = found.rows.filter(({ id }) => !named.has(id))
    if (named.size === 0 || kept.length !== found.rows.length - named.size) {
      throw new StorageError('no-such-rows', `board ${board} has changed since it was read`)
    }
    found.rows = [this.#row(merged), ...kept]
  }

  async close(): Promise<void> {
    this.#isClosed = true
  }

  #row(bytes: Uint8Array): Row {
    return { id: ++this.#lastRow, bytes: bytes.slice() }
  }

  #get(board: string): Board {
    const found = this.#boards.get(board)
    if (found === undefined) throw new StorageError('no-such-board', `there is no board ${board}`)
    return found
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StorageError('io', 'the storage is closed')
  }
}
