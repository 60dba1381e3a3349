import type { RequestHandler } from 'express'
import type { Access } from '../access/access.ts'
import type { StorageHealth } from '../observe/health.ts'
import type { BoardStorage } from '../storage/storage.ts'
import type { Rooms } from '../sync/rooms.ts'
import { grantOf } from './door.ts'
import { noSuchBoard } from './errors.ts'

export interface LostParts {
  readonly storage: BoardStorage
  readonly access: Access
  readonly rooms: Rooms
  readonly health: StorageHealth
}

/** `DELETE /api/boards/:id/lost`: its owner knows that a part of the board is missing; nobody is told any more. What was set aside stays where it is. */
export const acknowledgeLost =
  ({ storage, access, rooms, health }: LostParts): RequestHandler =>
  async (_request, response) => {
    const { board, principal } = grantOf(response)
    const { lost } = (await storage.find(board)) ?? noBoard()
    if (lost > 0) {
      await access.note(board, principal, { did: 'loss-noticed', count: lost })
      await storage.acknowledge(board, lost)
    }
    rooms.peek(board)?.acknowledged()
    health.acknowledged(board)
    response.status(204).end()
  }

function noBoard(): never {
  throw noSuchBoard()
}
