import type { Author } from './storage.ts'

/** When: after an update, at a time (milliseconds since 1970), or as somebody named it. */
export type Moment = { readonly seq: number } | { readonly atMs: number } | { readonly version: number }

/** An update of the log, without what it says. */
export interface LogHead {
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly bytes: number
  readonly author: Author | undefined
}

/** An update of the log. */
export interface LogEntry {
  readonly seq: number
  readonly at: number
  readonly author: Author | undefined
  readonly bytes: Uint8Array
}

/** A moment that somebody has given a name: kept until it is deleted, whatever history forgets. */
export interface NamedVersion {
  readonly id: number
  readonly seq: number
  /** When the board was like this, and when it got the name; milliseconds since 1970. */
  readonly at: number
  readonly namedAt: number
  readonly name: string
  /** Who named it. */
  readonly by: string
}

export interface Past {
  /** Any moment from after this update on can be made again; updates up to here are merged. */
  readonly earliest: number
  /** Every update after that, oldest first. */
  readonly heads: readonly LogHead[]
  /** Oldest first. */
  readonly versions: readonly NamedVersion[]
}

/** A board as it was. */
export interface PastState {
  readonly epoch: string
  readonly seq: number
  /** Milliseconds since 1970; of what was merged long ago, when it was merged. */
  readonly at: number
  /** One V1 update. */
  readonly bytes: Uint8Array
}

/** What boards were, for as long as their log is kept, and longer where a moment has a name. All promises reject with `StorageError`. */
export interface PastStorage {
  /** `undefined` when there is no such board. */
  of(board: string): Promise<Past | undefined>
  /** The board at a moment, merged apart from the event loop; `undefined` when there is no such board or moment (any more). */
  state(board: string, moment: Moment): Promise<PastState | undefined>
  /** Updates after one and up to another, the first of them that have about `maxBytes` together. */
  log(board: string, after: number, upTo: number, maxBytes: number): Promise<readonly LogEntry[]>
  /** Gives a moment a name; `undefined` when it can't be made again. */
  name(board: string, moment: Moment, name: string, by: string): Promise<NamedVersion | undefined>
  /** False when there is no such version. */
  rename(board: string, version: number, name: string): Promise<boolean>
  forget(board: string, version: number): Promise<boolean>
}
