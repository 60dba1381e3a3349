/**
 * Boards that somebody threw away: all of them is kept, and can be brought back, for as long as `trashSeconds` says. One contract suite (`trash.contract.ts`)
 * runs against every implementation. All promises reject with `StorageError`, with `no-such-board` where there is none.
 */
export interface TrashStorage {
  /** Moves a board there, with a line for its audit trail. One that is there already stays as long as it would have. @returns since when it is there, ISO 8601 */
  put(board: string, audit: string): Promise<string>
  restore(board: string, audit: string): Promise<void>
  /** From now on there is no such board. What it was, its pictures and its history go with the next pruning. */
  remove(board: string): Promise<void>
}
