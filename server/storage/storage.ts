import type { FileStorage } from './files.ts'
import type { LoginStorage } from './logins.ts'
import type { HomeStorage } from './homes.ts'
import type { PastStorage } from './past.ts'
import type { TrashStorage } from './trash.ts'

export interface BoardInfo {
  readonly id: string
  /** What it is called, as it was last noted; its document has the last word. */
  readonly title: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly updatedAt: string
  /** Sequence number of the newest update; 0 when nothing was ever drawn. */
  readonly seq: number
  /** Changes when what a sequence number stands for has changed: after a restore or a repair. */
  readonly epoch: string
  /** How many records of this board could not be read and were set aside, since somebody took notice of it. */
  readonly lost: number
  /** Since when it is in the trash, ISO 8601; `null`: it isn't. */
  readonly trashedAt: string | null
}

export interface StoredBoard {
  readonly info: BoardInfo
  /** V1 updates, oldest first; the snapshot, where there is one, comes first. */
  readonly updates: readonly Uint8Array[]
  /** How many of them came after the snapshot. */
  readonly tail: number
}

/** A board at a moment; all of it is on disk. */
export interface BoardState {
  readonly epoch: string
  readonly seq: number
  /** One V1 update. */
  readonly bytes: Uint8Array
}

/** Whoever made an update, as far as the server knows: never what a document says. */
export interface Author {
  /** Of their grant: the same for all that one browser does by one link. */
  readonly principal: string
  /** As they called themselves when they wrote. */
  readonly name: string
}

export interface Append {
  readonly board: string
  /** V1 updates in the order in which they arrived. */
  readonly updates: readonly Uint8Array[]
  /** Who made each of them; left out: nobody knows. */
  readonly authors?: readonly (Author | undefined)[]
}

/** What a repair did. */
export interface Repair {
  /** Records that were set aside and of which nothing is left elsewhere. 0: all of the board is there. */
  readonly lost: number
}

/**
 * Durable boards: an append-only log of updates, and snapshots that make it shorter to read. One contract suite
 * (`storage.contract.ts`) runs against every implementation.
 * All promises reject with {@link StorageError}; nothing is ever acknowledged by a rejected promise.
 */
export interface BoardStorage {
  /** Makes an empty board. Rejects with code `exists` when there is one. */
  create(board: string): Promise<BoardInfo>
  /** Header only; `undefined` when there is no such board. */
  find(board: string): Promise<BoardInfo | undefined>
  /** All or nothing; `undefined` when there is no such board. Rejects with `damaged` when a record is missing or not what was written. */
  load(board: string): Promise<StoredBoard | undefined>
  /** The board as one update, merged apart from the event loop; otherwise like {@link load}. */
  state(board: string): Promise<BoardState | undefined>
  /** One group commit for all boards given: resolves when every byte is on disk, with each board's new `seq`. */
  append(batch: readonly Append[]): Promise<ReadonlyMap<string, number>>
  /**
   * Puts a snapshot in front of the log where that makes the board shorter to read. It names the updates that it stands for, is compared with them before it
   * counts, and is there as a whole or not at all; the updates stay for the time that history is kept. Rejects, and changes nothing, when the comparison fails.
   * @returns whether there was reason to
   */
  compact(board: string): Promise<boolean>
  /**
   * For a board that doesn't load: sets aside, for ever, what can't be read and what depends on it; a snapshot is replaced by the updates that it stood for, while
   * they are kept. Rejects with `damaged`, and changes nothing, when nothing would be left.
   */
  repair(board: string): Promise<Repair>
  /** Somebody knows that so many records are lost: they don't count as lost any more. What was set aside stays. Rejects with `no-such-board`. */
  acknowledge(board: string, lost: number): Promise<void>
  /** Notes what a board is called, for lists. Rejects with `no-such-board`. */
  entitle(board: string, title: string): Promise<void>
  /** Who may do what on a board, as it was last given; `undefined` when nothing was. */
  access(board: string): Promise<string | undefined>
  /** Replaces it, and adds a line to the board's audit trail if one is given. Rejects with `no-such-board`. */
  setAccess(board: string, access: string, audit: string | undefined): Promise<void>
  /** The newest lines of a board's audit trail, newest first. */
  audit(board: string): Promise<string[]>
  /** 32 random bytes that stay the same as long as the boards are kept. */
  secret(name: string): Promise<Uint8Array>
  /** Deletes what history and snapshots don't need any more, and boards that were in the trash for long enough, a little at a time. */
  prune(): Promise<void>
  /** The pictures of boards. */
  readonly files: FileStorage
  /** What boards were. */
  readonly past: PastStorage
  /** Boards that somebody threw away. */
  readonly trash: TrashStorage
  /** Which browsers are logged in. */
  readonly logins: LoginStorage
  /** Which boards accounts have. */
  readonly homes: HomeStorage
  /** Resolves when the disk takes writes. */
  probe(): Promise<void>
  close(): Promise<void>
}

export type StorageErrorCode = 'exists' | 'no-such-board' | 'damaged' | 'io'

export class StorageError extends Error {
  readonly code: StorageErrorCode
  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StorageError'
    this.code = code
  }
}

export const noSuchBoard = (board: string): StorageError =>
  new StorageError('no-such-board', `there is no board ${board}`)
