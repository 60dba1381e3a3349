/** One row of a board's log. Opaque: compaction names exactly the rows that it merged. */
export type RowId = number

export interface BoardInfo {
  readonly id: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly updatedAt: string
  /** Sequence number of the newest update; 0 when nothing was ever drawn. */
  readonly seq: number
}

export interface StoredBoard {
  readonly info: BoardInfo
  /** V1 updates, oldest first; the snapshot, where there is one, comes first. */
  readonly updates: readonly Uint8Array[]
  readonly rows: readonly RowId[]
}

export interface Append {
  readonly board: string
  /** V1 updates in the order in which they arrived. */
  readonly updates: readonly Uint8Array[]
}

/**
 * Durable boards. One contract suite (`storage.contract.ts`) runs against every implementation.
 * All promises reject with {@link StorageError}; nothing is ever acknowledged by a rejected promise.
 */
export interface BoardStorage {
  /** Makes an empty board. Rejects with code `exists` when there is one. */
  create(board: string): Promise<BoardInfo>
  /** Header only; `undefined` when there is no such board. */
  find(board: string): Promise<BoardInfo | undefined>
  /** All or nothing; `undefined` when there is no such board. */
  load(board: string): Promise<StoredBoard | undefined>
  /** One group commit for all boards given: resolves when every byte is on disk, with each board's new `seq`. */
  append(batch: readonly Append[]): Promise<ReadonlyMap<string, number>>
  /** Replaces exactly these rows by one snapshot; rejects with `no-such-rows` unless all of them are there. The board's `seq` stays. */
  compact(board: string, merged: Uint8Array, rows: readonly RowId[]): Promise<void>
  close(): Promise<void>
}

export type StorageErrorCode = 'exists' | 'no-such-board' | 'no-such-rows' | 'damaged' | 'io'

export class StorageError extends Error {
  readonly code: StorageErrorCode
  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StorageError'
    this.code = code
  }
}
