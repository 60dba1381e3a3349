import { plainWords } from '#board/plain-words.ts'
import { readCursor, withWay, writeCursor } from './homes.ts'
import type {
  Arrangement,
  Cursor,
  Folder,
  HeldBoard,
  Holder,
  Holding,
  HomePage,
  HomeQuery,
  HomeSort,
  HomeStorage,
  NamedAccount,
  ShownFolder,
  Way,
} from './homes.ts'
import { noSuchBoard } from './storage.ts'
import type { BoardInfo } from './storage.ts'

const KEYS: Readonly<Record<HomeSort, (board: HeldBoard) => string | number>> = {
  opened: ({ openedAt }) => openedAt,
  changed: ({ updatedAt }) => updatedAt,
  made: ({ createdAt }) => createdAt,
  title: ({ title }) => plainWords(title),
  trashed: ({ trashedAt }) => trashedAt ?? '',
}

const compare = ([a, one]: Cursor, [b, other]: Cursor): number =>
  a < b ? -1 : a > b ? 1 : one < other ? -1 : one > other ? 1 : 0

/** Which boards accounts have, for as long as the process lasts. */
export class MemoryHomes implements HomeStorage {
  readonly #find: (board: string) => BoardInfo | undefined
  /** By account, then by board. */
  readonly #holdings = new Map<string, Map<string, Holding>>()
  /** By account and board. */
  readonly #names = new Map<string, string>()
  readonly #folders = new Map<string, Folder & { readonly account: string }>()

  constructor(find: (board: string) => BoardInfo | undefined) {
    this.#find = find
  }

  async of(account: string, board: string): Promise<Holding | undefined> {
    return this.#of(account).get(board)
  }

  async hold({ id: account, name }: NamedAccount, board: string, way: Way | undefined, atMs: number): Promise<void> {
    if (this.#find(board) === undefined) throw noSuchBoard(board)
    const { ways, openedAt, ...rest } = this.#of(account).get(board) ?? NOTHING
    this.#of(account).set(board, { ...rest, ways: withWay(ways, way), openedAt: Math.max(openedAt, atMs) })
    this.#names.set(`${account} ${board}`, name)
  }

  async holders(board: string, limit: number): Promise<readonly Holder[]> {
    const all = Array.from(this.#holdings, ([account, boards]) => ({ account, held: boards.get(board) }))
    return all
      .flatMap(({ account, held }) =>
        held === undefined ? [] : [{ ...held, account, name: this.#names.get(`${account} ${board}`) ?? '' }],
      )
      .toSorted((a, b) => compare([b.openedAt, a.account], [a.openedAt, b.account]))
      .slice(0, limit)
  }

  async arrange(account: string, board: string, { folder, starred }: Arrangement): Promise<boolean> {
    const before = this.#of(account).get(board)
    const isFolder = typeof folder !== 'string' || this.#folders.get(folder)?.account === account
    if (before === undefined || !isFolder) return false
    this.#of(account).set(board, {
      ...before,
      folder: folder === undefined ? before.folder : folder,
      starred: starred ?? before.starred,
    })
    return true
  }

  async drop(account: string, board: string): Promise<boolean> {
    return this.#of(account).delete(board)
  }

  async list(account: string, { sort, after, limit, ...wanted }: HomeQuery): Promise<HomePage> {
    const sign = sort === 'title' ? 1 : -1
    const key = (board: HeldBoard): Cursor => [KEYS[sort](board), board.id]
    const from = after === undefined ? undefined : readCursor(after)
    const boards = Array.from(this.#of(account), ([id, holding]) => this.#board(id, holding))
      .filter((board) => board !== undefined)
      .filter((board) => isWanted(board, wanted))
      .filter((board) => from === undefined || sign * compare(key(board), from) > 0)
      .toSorted((a, b) => sign * compare(key(a), key(b)))
    const page = boards.slice(0, limit)
    const last = page.at(-1)
    return { boards: page, next: boards.length > limit && last ? writeCursor(key(last)) : undefined }
  }

  async folders(account: string): Promise<readonly ShownFolder[]> {
    const held = Array.from(this.#of(account), ([id, holding]) => this.#board(id, holding))
    const count = (folder: string): number =>
      held.filter((board) => board?.folder === folder && board.trashedAt === null).length
    return [...this.#folders.values()]
      .filter((folder) => folder.account === account)
      .toSorted((a, b) => compare([plainWords(a.name), a.id], [plainWords(b.name), b.id]))
      .map(({ id, name }) => ({ id, name, boards: count(id) }))
  }

  async putFolder(account: string, folder: Folder): Promise<boolean> {
    if ((this.#folders.get(folder.id)?.account ?? account) !== account) return false
    this.#folders.set(folder.id, { ...folder, account })
    return true
  }

  async removeFolder(account: string, folder: string): Promise<boolean> {
    if (this.#folders.get(folder)?.account !== account) return false
    for (const [board, holding] of this.#of(account))
      if (holding.folder === folder) this.#of(account).set(board, { ...holding, folder: null })
    return this.#folders.delete(folder)
  }

  #of(account: string): Map<string, Holding> {
    const known = this.#holdings.get(account) ?? new Map<string, Holding>()
    this.#holdings.set(account, known)
    return known
  }

  /** `undefined`: it was removed. */
  #board(id: string, holding: Holding): HeldBoard | undefined {
    const info = this.#find(id)
    if (info === undefined) return undefined
    const { title, createdAt, updatedAt, trashedAt } = info
    return { ...holding, id, title, createdAt, updatedAt, trashedAt }
  }
}

const NOTHING: Holding = { ways: [], openedAt: 0, folder: null, starred: false }

const isWanted = (
  board: HeldBoard,
  { text, folder, isStarred, isInTrash }: Pick<HomeQuery, 'text' | 'folder' | 'isStarred' | 'isInTrash'>,
): boolean =>
  (board.trashedAt !== null) === isInTrash &&
  (folder === null || board.folder === folder) &&
  (!isStarred || board.starred) &&
  plainWords(board.title).includes(plainWords(text))
