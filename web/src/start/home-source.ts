import type { Role } from '#board/protocol.ts'

/** A board on somebody's list. Times are milliseconds since 1970. */
export interface HomeBoard {
  readonly id: string
  readonly title: string
  /** Where it opens. */
  readonly path: string
  readonly openedAt: number
  /** `null`: nothing any more, as the link that one came by has ended. */
  readonly role: Role | null
  /** It isn't one's own, but shared. */
  readonly isShared: boolean
  /** May it be taken off the list? What one owns by account would be found nowhere else. */
  readonly mayForget: boolean
  readonly starred: boolean
  /** The id of a folder. */
  readonly folder: string | null
  readonly trashedAt: number | null
  readonly pictureKey: string | undefined
}

export interface HomeFolder {
  readonly id: string
  readonly name: string
  readonly boards: number
}

export const SORTS = { opened: 'Last opened', changed: 'Last changed', made: 'Newest', title: 'Title' } as const
export type HomeSort = keyof typeof SORTS

/** What part of the boards is shown: all, those with a star, those in the trash, or those in the folder of this id. */
export type Place = 'all' | 'starred' | 'trash' | { readonly folder: string }

export interface HomeQuery {
  readonly place: Place
  /** What titles hold. */
  readonly text: string
  readonly sort: HomeSort
}

export interface HomePage {
  readonly boards: readonly HomeBoard[]
  /** Asks for what comes after these. */
  readonly next: string | undefined
}

/** Where the boards of a list are from, and what can be done with them there. What can't be done is rejected with words for people. */
export interface HomeSource {
  readonly sorts: readonly HomeSort[]
  list(query: HomeQuery, after?: string): Promise<HomePage>
  folders(): Promise<readonly HomeFolder[]>
  makeFolder(name: string): Promise<void>
  renameFolder(id: string, name: string): Promise<void>
  /** The boards in it stay, in none. */
  removeFolder(id: string): Promise<void>
  arrange(board: string, change: { readonly folder?: string | null; readonly starred?: boolean }): Promise<void>
  /** Takes it off this list and leaves it as it is. */
  forget(board: string): Promise<void>
  rename(board: string, title: string): Promise<void>
  throwAway(board: string): Promise<void>
  bringBack(board: string): Promise<void>
  removeForGood(board: string): Promise<void>
}
