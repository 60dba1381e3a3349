import { ROLES, type Role } from '#board/protocol.ts'
import { plainWords } from '#board/plain-words.ts'
import { boardPath } from './board-address.ts'
import type { BoardDeeds } from './board-deeds.ts'
import { forgetLinks, heldSecrets, roleHint, sharedOf } from './held-links.ts'
import type { HomeBoard, HomeQuery, HomeSource } from './home-source.ts'
import type { LocalMemory } from './local-memory.ts'
import { forgetBoard, type RecentBoard, recentBoards, rememberBoard } from './recent-boards.ts'
import { arrangementOf, changeShelf, shelfIn } from './shelf.ts'

/** The boards that this browser remembers, with the links that it holds: for those who aren't logged in. */
export function localHome(memory: LocalMemory, deeds: BoardDeeds): HomeSource {
  const found = (id: string): RecentBoard | undefined => recentBoards(memory).find((board) => board.id === id)
  const change = (id: string, news: Partial<RecentBoard>): void => {
    const board = found(id)
    if (board) rememberBoard(memory, { ...board, ...news })
  }
  const forget = (id: string): void => {
    forgetBoard(memory, id)
    forgetLinks(memory, id)
    changeShelf(memory, (shelf) => ({ ...shelf, boards: shelf.boards.filter((board) => board.id !== id) }))
  }
  return {
    sorts: ['opened', 'title'],
    async list(query) {
      const boards = recentBoards(memory).map((board) => shown(memory, board))
      return {
        boards: boards.filter((board) => isWanted(board, query)).toSorted(ORDERS[orderOf(query)]),
        next: undefined,
      }
    },
    async folders() {
      const boards = recentBoards(memory).map((board) => shown(memory, board))
      const count = (id: string) => boards.filter(({ folder, trashedAt }) => folder === id && trashedAt === null).length
      return shelfIn(memory)
        .folders.toSorted((a, b) => plainWords(a.name).localeCompare(plainWords(b.name)))
        .map(({ id, name }) => ({ id, name, boards: count(id) }))
    },
    async makeFolder(name) {
      changeShelf(memory, (shelf) => ({ ...shelf, folders: [...shelf.folders, { id: crypto.randomUUID(), name }] }))
    },
    async renameFolder(id, name) {
      changeShelf(memory, (shelf) => ({
        ...shelf,
        folders: shelf.folders.map((folder) => (folder.id === id ? { id, name } : folder)),
      }))
    },
    async removeFolder(id) {
      changeShelf(memory, ({ folders, boards }) => ({
        folders: folders.filter((folder) => folder.id !== id),
        boards: boards.map((board) => (board.folder === id ? { ...board, folder: null } : board)),
      }))
    },
    async arrange(id, news) {
      const now = { ...arrangementOf(shelfIn(memory), id), ...news, id }
      changeShelf(memory, (shelf) => ({ ...shelf, boards: [...shelf.boards.filter((board) => board.id !== id), now] }))
    },
    forget: async (id) => forget(id),
    async rename(id, title) {
      await deeds.rename(id, title)
      change(id, { title })
    },
    async throwAway(id) {
      await deeds.throwAway(id)
      change(id, { trashedAt: Date.now() })
    },
    async bringBack(id) {
      await deeds.bringBack(id)
      change(id, { trashedAt: undefined })
    },
    async removeForGood(id) {
      await deeds.removeForGood(id)
      forget(id)
    },
  }
}

type Order = 'opened' | 'title' | 'trashed'

const ORDERS: Readonly<Record<Order, (a: HomeBoard, b: HomeBoard) => number>> = {
  opened: (a, b) => b.openedAt - a.openedAt,
  title: (a, b) => plainWords(a.title).localeCompare(plainWords(b.title)),
  trashed: (a, b) => (b.trashedAt ?? 0) - (a.trashedAt ?? 0),
}

const orderOf = ({ place, sort }: HomeQuery): Order =>
  place === 'trash' ? 'trashed' : sort === 'title' ? 'title' : 'opened'

function isWanted({ trashedAt, starred, folder, title }: HomeBoard, { place, text }: HomeQuery): boolean {
  if ((trashedAt !== null) !== (place === 'trash')) return false
  if (place === 'starred' && !starred) return false
  if (typeof place === 'object' && folder !== place.folder) return false
  return plainWords(title).includes(plainWords(text))
}

function shown(memory: LocalMemory, { id, title, openedAt, pictureKey, trashedAt }: RecentBoard): HomeBoard {
  const held = heldSecrets(memory, id)
  const { folder, starred } = arrangementOf(shelfIn(memory), id)
  return {
    id,
    title,
    path: boardPath(id, sharedOf(held)),
    openedAt,
    role: strongestOf(held),
    isShared: false,
    mayForget: true,
    starred,
    folder,
    trashedAt: trashedAt ?? null,
    pictureKey,
  }
}

/** What the links were made for: the server decides what they are good for. Without any, whoever knows the address may edit, or is told otherwise. */
function strongestOf(held: readonly string[]): Role {
  const roles = new Set(held.map(roleHint))
  return ROLES.findLast((role) => roles.has(role)) ?? 'edit'
}
