/** A link by which an account came to a board: as good as that link is now. Its secret is kept nowhere. */
export interface Way {
  readonly link: string
  /** Of the link, when it was opened: with another password it isn't the same link any more. */
  readonly generation: number
}

/** What an account has of a board. */
export interface Holding {
  /** The newest first. */
  readonly ways: readonly Way[]
  /** Milliseconds since 1970. */
  readonly openedAt: number
  /** The id of a folder; `null`: none. */
  readonly folder: string | null
  readonly starred: boolean
}

/** An account as far as homes know it. */
export interface NamedAccount {
  readonly id: string
  /** For people. */
  readonly name: string
}

/** An account that has a board, and what it has of it. */
export interface Holder extends Holding {
  readonly account: string
  /** What they were called when they opened it last; `''`: that was not noted yet. */
  readonly name: string
}

export interface HeldBoard extends Holding {
  readonly id: string
  /** As it was last noted. */
  readonly title: string
  /** ISO 8601, as the next ones. */
  readonly createdAt: string
  readonly updatedAt: string
  readonly trashedAt: string | null
}

/** By when they were opened, changed, made or thrown away, the newest first; by title from A on. */
export const HOME_SORTS = ['opened', 'changed', 'made', 'title', 'trashed'] as const
export type HomeSort = (typeof HOME_SORTS)[number]

export interface HomeQuery {
  readonly sort: HomeSort
  /** What a title holds, whatever its case and accents; `''`: anything. */
  readonly text: string
  /** In this folder; `null`: in any or none. */
  readonly folder: string | null
  readonly isStarred: boolean
  readonly isInTrash: boolean
  /** `next` of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

export interface HomePage {
  readonly boards: readonly HeldBoard[]
  /** Asks for what comes after these; `undefined`: nothing does. */
  readonly next: string | undefined
}

export interface Folder {
  readonly id: string
  readonly name: string
}

export interface ShownFolder extends Folder {
  /** How many boards are in it, without those in the trash. */
  readonly boards: number
}

/** What is changed of a holding; what is left out stays. */
export type Arrangement = Partial<Pick<Holding, 'folder' | 'starred'>>

/**
 * Which boards accounts have, and how they keep them. Who may do what on a board is not said here. One contract suite (`homes.contract.ts`)
 * runs against every implementation. All promises reject with `StorageError`.
 */
export interface HomeStorage {
  of(account: string, board: string): Promise<Holding | undefined>
  /** The account has opened the board, by this link if by one. Rejects with `no-such-board`. */
  hold(account: NamedAccount, board: string, way: Way | undefined, atMs: number): Promise<void>
  /** The accounts that have a board, those who opened it last first. @param limit no more than these */
  holders(board: string, limit: number): Promise<readonly Holder[]>
  /** @returns false, and nothing was changed: the account has no such board, or no such folder */
  arrange(account: string, board: string, change: Arrangement): Promise<boolean>
  /** The account has nothing of the board any more. @returns whether it had */
  drop(account: string, board: string): Promise<boolean>
  list(account: string, query: HomeQuery): Promise<HomePage>
  /** By name. */
  folders(account: string): Promise<readonly ShownFolder[]>
  /** Makes a folder, or gives the one of this id another name. @returns false when the id is somebody else's */
  putFolder(account: string, folder: Folder): Promise<boolean>
  /** What was in it is in none. @returns whether there was one */
  removeFolder(account: string, folder: string): Promise<boolean>
}

/** Links that are remembered of one board. */
const WAYS_KEPT = 8

export const withWay = (ways: readonly Way[], way: Way | undefined): readonly Way[] =>
  way === undefined ? ways : [way, ...ways.filter(({ link }) => link !== way.link)].slice(0, WAYS_KEPT)

/** Where a page of a list ended: what it is sorted by, and the board. */
export type Cursor = readonly [key: string | number, board: string]

export const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

/** `undefined` for what was not written by {@link writeCursor}. */
export function readCursor(text: string): Cursor | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    const [key, board, ...more] = Array.isArray(read) ? (read as unknown[]) : []
    const isKey = typeof key === 'string' || Number.isFinite(key)
    return isKey && typeof board === 'string' && more.length === 0 ? [key as string | number, board] : undefined
  } catch {
    return undefined
  }
}
