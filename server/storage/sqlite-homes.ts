import type { StatementSyncInstance } from '@photostructure/sqlite'
import { plainWords } from '#board/plain-words.ts'
import { HOME_SORTS, readCursor, withWay, writeCursor } from './homes.ts'
import type { Arrangement, Folder, HeldBoard, Holder, Holding, HomePage, HomeQuery, HomeSort, Way } from './homes.ts'
import { transaction } from './sqlite-file.ts'
import type { Database } from './sqlite-file.ts'
import { noSuchBoard } from './storage.ts'

interface OfAccount {
  readonly account: string
}

export type HomeWrite = OfAccount &
  (
    | {
        readonly verb: 'hold'
        readonly name: string
        readonly board: string
        readonly way: Way | undefined
        readonly atMs: number
      }
    | { readonly verb: 'arrange'; readonly board: string; readonly change: Arrangement }
    | { readonly verb: 'drop'; readonly board: string }
    | { readonly verb: 'put-folder'; readonly folder: Folder }
    | { readonly verb: 'remove-folder'; readonly folder: string }
  )

export type HomeRead =
  | (OfAccount &
      (
        | { readonly verb: 'of'; readonly board: string }
        | { readonly verb: 'list'; readonly query: HomeQuery }
        | { readonly verb: 'folders' }
      ))
  | { readonly verb: 'holders'; readonly board: string; readonly limit: number }

interface HoldingRow {
  readonly ways: string
  readonly openedAt: number
  readonly folder: string | null
  readonly starred: number
}

interface HolderRow extends HoldingRow {
  readonly account: string
  readonly name: string
}

const holdingOf = ({ ways, openedAt, folder, starred }: HoldingRow): Holding => ({
  ways: JSON.parse(ways) as Way[],
  openedAt,
  folder,
  starred: starred === 1,
})

const holderOf = ({ account, name, ...row }: HolderRow): Holder => ({ ...holdingOf(row), account, name })

const HOLDING = 'ways, opened_at AS openedAt, folder, starred'

/** Writes which boards accounts have. Every request is short, so that commits of boards go between them. */
export class SqliteHomeWriter {
  readonly #database: Database
  readonly #statements

  constructor(database: Database) {
    this.#database = database
    this.#statements = prepareWrites(database)
  }

  serve(write: HomeWrite): unknown {
    return transaction(this.#database, 'BEGIN IMMEDIATE', () => {
      const { account } = write
      switch (write.verb) {
        case 'hold':
          return this.#hold(write)
        case 'arrange':
          return this.#arrange(account, write.board, write.change)
        case 'drop':
          return hasChanged(this.#statements.drop.run(account, write.board))
        case 'put-folder':
          return hasChanged(this.#statements.putFolder.run(write.folder.id, account, write.folder.name))
        case 'remove-folder':
          this.#statements.emptyFolder.run(account, write.folder)
          return hasChanged(this.#statements.removeFolder.run(account, write.folder))
      }
      return undefined
    })
  }

  #hold({ account, name, board, way, atMs }: Extract<HomeWrite, { verb: 'hold' }>): void {
    if (this.#statements.board.get(board) === undefined) throw noSuchBoard(board)
    const row = this.#statements.of.get(account, board) as HoldingRow | undefined
    const ways = withWay(row === undefined ? [] : holdingOf(row).ways, way)
    this.#statements.hold.run(account, name, board, JSON.stringify(ways), atMs)
  }

  #arrange(account: string, board: string, { folder, starred }: Arrangement): boolean {
    if (typeof folder === 'string' && this.#statements.folder.get(account, folder) === undefined) return false
    const row = this.#statements.of.get(account, board) as HoldingRow | undefined
    if (row === undefined) return false
    const before = holdingOf(row)
    const now = { folder: folder === undefined ? before.folder : folder, starred: starred ?? before.starred }
    this.#statements.arrange.run(now.folder, now.starred ? 1 : 0, account, board)
    return true
  }
}

const hasChanged = ({ changes }: { readonly changes: number | bigint }): boolean => Number(changes) > 0

function prepareWrites(database: Database) {
  const prepare = (sql: string): StatementSyncInstance => database.prepare(sql)
  return {
    board: prepare('SELECT 1 FROM boards WHERE id = ? AND NOT is_garbage'),
    of: prepare(`SELECT ${HOLDING} FROM holdings WHERE account = ? AND board = ?`),
    hold: prepare(
      `INSERT INTO holdings (account, name, board, ways, opened_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (account, board) DO UPDATE SET name = excluded.name, ways = excluded.ways,
          opened_at = max(opened_at, excluded.opened_at)`,
    ),
    arrange: prepare('UPDATE holdings SET folder = ?, starred = ? WHERE account = ? AND board = ?'),
    drop: prepare('DELETE FROM holdings WHERE account = ? AND board = ?'),
    folder: prepare('SELECT 1 FROM folders WHERE account = ? AND id = ?'),
    putFolder: prepare(
      `INSERT INTO folders (id, account, name) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE account = excluded.account`,
    ),
    emptyFolder: prepare('UPDATE holdings SET folder = NULL WHERE account = ? AND folder = ?'),
    removeFolder: prepare('DELETE FROM folders WHERE account = ? AND id = ?'),
  }
}

type BoardRow = HoldingRow &
  Omit<HeldBoard, keyof Holding | 'trashedAt'> & { readonly trashedAt: number | null; readonly key: string | number }

/** What lists are sorted by. */
const KEYS: Readonly<Record<HomeSort, { readonly key: string; readonly order: 'ASC' | 'DESC' }>> = {
  opened: { key: 'holdings.opened_at', order: 'DESC' },
  changed: { key: 'boards.updated_at', order: 'DESC' },
  made: { key: 'boards.created_at', order: 'DESC' },
  title: { key: 'plain_words(boards.title)', order: 'ASC' },
  trashed: { key: 'coalesce(boards.trashed_at, 0)', order: 'DESC' },
}

/** Reads which boards accounts have, beside their writer. */
export class SqliteHomeReader {
  readonly #database: Database
  readonly #statements

  constructor(database: Database) {
    this.#database = database
    database.function('plain_words', { deterministic: true }, (text: unknown) => plainWords(String(text)))
    this.#statements = prepareReads(database)
  }

  serve(read: HomeRead): unknown {
    switch (read.verb) {
      case 'of': {
        const row = this.#statements.of.get(read.account, read.board) as HoldingRow | undefined
        return row && holdingOf(row)
      }
      case 'list':
        return transaction(this.#database, 'BEGIN', () => this.#list(read.account, read.query))
      case 'folders':
        return this.#statements.folders.all(read.account)
      case 'holders': {
        const rows = this.#statements.holders.all(read.board, read.limit) as unknown[] as HolderRow[]
        return rows.map(holderOf)
      }
    }
    return undefined
  }

  #list(account: string, { sort, text, folder, isStarred, isInTrash, after, limit }: HomeQuery): HomePage {
    const [key = null, board = ''] = (after !== undefined && readCursor(after)) || []
    const asked = { account, text: plainWords(text), folder, starred: isStarred ? 1 : 0, trash: isInTrash ? 1 : 0 }
    // One more than asked for says whether there is more.
    const rows = this.#statements.lists[sort].all({ ...asked, key, board, rows: limit + 1 }) as unknown[] as BoardRow[]
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      boards: page.map(boardOf),
      next: rows.length > limit && last !== undefined ? writeCursor([last.key, last.id]) : undefined,
    }
  }
}

const boardOf = ({ id, title, createdAt, updatedAt, trashedAt, ...row }: BoardRow): HeldBoard => ({
  ...holdingOf(row),
  id,
  title,
  createdAt,
  updatedAt,
  trashedAt: trashedAt === null ? null : new Date(trashedAt).toISOString(),
})

function listSql(sort: HomeSort): string {
  const { key, order } = KEYS[sort]
  return `SELECT boards.id, title, created_at AS createdAt, updated_at AS updatedAt, trashed_at AS trashedAt, ${HOLDING}, ${key} AS key
    FROM holdings JOIN boards ON boards.id = holdings.board
    WHERE account = $account AND NOT is_garbage AND (trashed_at IS NOT NULL) = $trash
      AND ($folder IS NULL OR folder = $folder) AND (NOT $starred OR starred)
      AND ($text = '' OR instr(plain_words(title), $text) > 0)
      AND ($key IS NULL OR (${key}, boards.id) ${order === 'ASC' ? '>' : '<'} ($key, $board))
    ORDER BY ${key} ${order}, boards.id ${order} LIMIT $rows`
}

function prepareReads(database: Database) {
  return {
    of: database.prepare(`SELECT ${HOLDING} FROM holdings WHERE account = ? AND board = ?`),
    lists: Object.fromEntries(HOME_SORTS.map((sort) => [sort, database.prepare(listSql(sort))])) as Record<
      HomeSort,
      StatementSyncInstance
    >,
    holders: database.prepare(
      `SELECT account, name, ${HOLDING} FROM holdings WHERE board = ? ORDER BY opened_at DESC, account LIMIT ?`,
    ),
    folders: database.prepare(
      `SELECT id, name, (SELECT count(*) FROM holdings JOIN boards ON boards.id = board
          WHERE folder = folders.id AND trashed_at IS NULL AND NOT is_garbage) AS boards
        FROM folders WHERE account = ? ORDER BY plain_words(name), id`,
    ),
  }
}
