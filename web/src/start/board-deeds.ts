import { loadLater } from '../load-later.ts'
import type { HomeSource } from './home-source.ts'
import type { LocalMemory } from './local-memory.ts'

/** What is done to a board itself, wherever it is listed. */
export type BoardDeeds = Pick<HomeSource, 'rename' | 'throwAway' | 'bringBack' | 'removeForGood'>

/** By a session on the board: with the links that this browser holds, or with the account that one is logged in as. The code for that comes when it is needed. */
export function boardDeeds(memory: LocalMemory): BoardDeeds {
  const code = loadLater(() => import('./ask-board.ts'))
  const ask = async (board: string, method: string, path: string, body?: object) =>
    (await code()).askBoard(memory, board, { method, path, body })
  return {
    rename: (board, title) => ask(board, 'PATCH', '/settings', { title }),
    throwAway: (board) => ask(board, 'POST', '/trash'),
    bringBack: (board) => ask(board, 'DELETE', '/trash'),
    removeForGood: (board) => ask(board, 'DELETE', ''),
  }
}
