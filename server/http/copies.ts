import type { RequestHandler } from 'express'
import { z } from 'zod'
import { addressRole } from './bodies.ts'
import { bodyOf } from './bodies.ts'
import { makeBoard } from './boards.ts'
import type { MakingParts } from './boards.ts'
import { grantOf } from './door.ts'
import { worked } from './history.ts'
import type { HistoryParts } from './history.ts'
import { moment, noSuchMoment } from './moments.ts'

export const copyWish = z.strictObject({
  version: moment.optional().describe('The board as it is, if left out.'),
  anyone: addressRole.default(null),
})

/** `POST /api/boards/:id/copies`: a board of its own that begins as this one is, or was: its elements, pictures and settings, not what was said about it. */
export const copyBoard =
  (parts: MakingParts & HistoryParts): RequestHandler =>
  async (request, response) => {
    const { storage, states, pastWork } = parts
    const { board } = grantOf(response)
    const { version, anyone } = bodyOf(request, copyWish)
    parts.countBoard(request, response)
    const state = version ? await storage.past.state(board, version) : await states.get(await states.find(board))
    if (state === undefined) throw noSuchMoment()
    const copy = await worked(pastWork.copy(state.bytes))
    await makeBoard(parts, request, response, anyone, async (id) => {
      await storage.append([{ board: id, updates: [copy.state] }])
      for (const hash of copy.files) {
        const file = await storage.files.read(board, hash)
        if (file !== undefined) await storage.files.put(id, file)
      }
    })
  }
