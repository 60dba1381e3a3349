import { LIMITS } from '#board/limits.ts'
import { plainWords } from '#board/plain-words.ts'
import type { LocalMemory } from './local-memory.ts'

interface ShelfFolder {
  readonly id: string
  readonly name: string
}

interface Arranged {
  readonly id: string
  readonly folder: string | null
  readonly starred: boolean
}

/** How somebody keeps the boards of this browser. */
export interface Shelf {
  readonly folders: readonly ShelfFolder[]
  readonly boards: readonly Arranged[]
}

const KEY = 'shelf'

const listIn = (raw: unknown, name: string): readonly unknown[] => {
  const list: unknown = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : undefined
  return Array.isArray(list) ? list : []
}

const isFolder = (raw: unknown): raw is ShelfFolder => {
  const { id, name } = (raw ?? {}) as Partial<Record<keyof ShelfFolder, unknown>>
  return typeof id === 'string' && typeof name === 'string'
}

const isArranged = (raw: unknown): raw is Arranged => {
  const { id, folder, starred } = (raw ?? {}) as Partial<Record<keyof Arranged, unknown>>
  const isPlace = folder === null || typeof folder === 'string'
  return typeof id === 'string' && LIMITS.boardId.test(id) && isPlace && typeof starred === 'boolean'
}

/** What somebody kept, read with care: whatever is none of it is left out. */
export function shelfFrom(raw: unknown): Shelf {
  return { folders: listIn(raw, 'folders').filter(isFolder), boards: listIn(raw, 'boards').filter(isArranged) }
}

export const shelfIn = (memory: LocalMemory): Shelf => shelfFrom(memory.recall(KEY))

export const changeShelf = (memory: LocalMemory, change: (shelf: Shelf) => Shelf): void =>
  memory.remember(KEY, change(shelfIn(memory)))

/** Adds how somebody kept their boards elsewhere: what is kept here already stays, and a folder of a name that there is here is that one. */
export function mergeShelf(memory: LocalMemory, there: Shelf): void {
  changeShelf(memory, (here) => {
    const folders = [...here.folders]
    const places = new Map<string, string>()
    for (const folder of there.folders) {
      const known = folders.find(({ id, name }) => id === folder.id || plainWords(name) === plainWords(folder.name))
      if (known === undefined) folders.push(folder)
      places.set(folder.id, known?.id ?? folder.id)
    }
    const kept = new Set(here.boards.map(({ id }) => id))
    const come = there.boards
      .filter(({ id }) => !kept.has(id))
      .map(({ id, folder, starred }) => ({ id, folder: places.get(folder ?? '') ?? null, starred }))
    return { folders, boards: [...here.boards, ...come] }
  })
}

export const arrangementOf = ({ boards, folders }: Shelf, id: string): Omit<Arranged, 'id'> => {
  const { folder = null, starred = false } = boards.find((board) => board.id === id) ?? {}
  return { folder: folders.some((one) => one.id === folder) ? folder : null, starred }
}
