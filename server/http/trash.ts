import type { RequestHandler } from 'express'
import type { Access } from '../access/access.ts'
import type { Limits } from '../limits.ts'
import type { Rooms } from '../sync/rooms.ts'
import { grantOf } from './door.ts'
import { HttpError, noSuchBoard } from './errors.ts'
import type { BoardStorage } from '../storage/storage.ts'

export interface TrashParts {
  readonly access: Access
  readonly rooms: Rooms
  readonly storage: BoardStorage
  readonly limits: Pick<Limits, 'trashSeconds'>
}

/** `POST /api/boards/:id/trash`: out for everybody who is there; what they sent until then is on disk first. */
export const throwBoardAway =
  ({ access, rooms, storage, limits }: TrashParts): RequestHandler =>
  async (_request, response) => {
    const { board, principal } = grantOf(response)
    if ((await storage.find(board)) === undefined) throw noSuchBoard()
    const { trashedAt } = await access.throwAway(board, principal)
    await rooms.dismiss(board)
    const since = Date.parse(trashedAt ?? '')
    const keptUntil = new Date(since + limits.trashSeconds * 1_000).toISOString()
    response.set('Cache-Control', 'no-store').json({ trashedAt, keptUntil })
  }

/** `DELETE /api/boards/:id/trash` */
export const bringBoardBack =
  ({ access, storage }: TrashParts): RequestHandler =>
  async (_request, response) => {
    const { board, principal } = grantOf(response)
    const info = await storage.find(board)
    if (info === undefined) throw noSuchBoard()
    if (info.trashedAt !== null) await access.bringBack(board, principal)
    response.status(204).end()
  }

/** `DELETE /api/boards/:id`: nothing is deleted that wasn't in the trash, where nobody works on it. */
export const removeBoard =
  ({ access, storage }: TrashParts): RequestHandler =>
  async (_request, response) => {
    const { board } = grantOf(response)
    const info = await storage.find(board)
    if (info === undefined) throw noSuchBoard()
    if (info.trashedAt === null)
      throw new HttpError(409, 'not-in-trash', 'Only a board that is in the trash can be deleted for good.')
    await access.remove(board)
    response.status(204).end()
  }
