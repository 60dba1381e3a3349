import { LIMITS } from '#board/limits.ts'
import type { LocalMemory } from './local-memory.ts'

/** A board that was opened in this browser. */
export interface RecentBoard {
  readonly id: string
  readonly title: string
  /** Milliseconds since 1970. */
  readonly openedAt: number
  /** Lets in those who ask for its picture. */
  readonly pictureKey?: string | undefined
  /** Since when it is known here to be in the trash. */
  readonly trashedAt?: number | undefined
}

const KEY = 'boards'
const KEPT = 60

const isRecentBoard = (raw: unknown): raw is RecentBoard => {
  if (typeof raw !== 'object' || raw === null) return false
  const { id, title, openedAt, pictureKey, trashedAt } = raw as Partial<Record<keyof RecentBoard, unknown>>
  const isKey = pictureKey === undefined || (typeof pictureKey === 'string' && /^[\w.-]+$/.test(pictureKey))
  const isTime = trashedAt === undefined || Number.isFinite(trashedAt)
  return (
    isTime &&
    typeof id === 'string' &&
    LIMITS.boardId.test(id) &&
    typeof title === 'string' &&
    Number.isFinite(openedAt) &&
    isKey
  )
}

/** Newest first. */
export const recentBoards = (memory: LocalMemory): RecentBoard[] => recentBoardsIn(memory.recall(KEY))

/** What somebody kept, read with care: newest first, and whatever is no board is left out. */
export function recentBoardsIn(raw: unknown): RecentBoard[] {
  const boards = Array.isArray(raw) ? raw.filter(isRecentBoard) : []
  return boards.toSorted((a, b) => b.openedAt - a.openedAt)
}

/** Puts a board at the top of the list. */
export function rememberBoard(memory: LocalMemory, board: RecentBoard): void {
  const others = recentBoards(memory).filter(({ id }) => id !== board.id)
  memory.remember(KEY, [board, ...others].slice(0, KEPT))
}

export function forgetBoard(memory: LocalMemory, id: string): void {
  const others = recentBoards(memory).filter((board) => board.id !== id)
  memory.remember(KEY, others)
}

/** A board of the list has been found in the trash. */
export function markTrashed(memory: LocalMemory, id: string, trashedAt: number): void {
  const found = recentBoards(memory).find((board) => board.id === id)
  if (found) rememberBoard(memory, { ...found, trashedAt })
}
