import type { RequestHandler } from 'express'
import { BadFile, fillBoard, readBoardFile } from '#board/document/board-file.ts'
import type { BoardFile } from '#board/document/board-file.ts'
import type { BoardDocument, SectionList } from '#board/document/board-document.ts'
import type { Section } from '#board/document/sections.ts'
import { renew } from '#board/document/renew.ts'
import { atDesk } from './at-desk.ts'
import { grantOf } from './door.ts'
import type { ElementsParts } from './elements.ts'
import { HttpError } from './errors.ts'
import { bodySize } from './bodies.ts'

/**
 * `POST /api/boards/:id/import`: what a file of a board holds, on top of what is there, in one transaction. On an empty board it becomes
 * the board of the file; where an id is taken, all of it comes as copies.
 */
export const importFile =
  ({ rooms }: ElementsParts): RequestHandler =>
  async (request, response) => {
    const file = fileIn(request.body)
    const load = { elements: file.elements.length, bytes: bodySize(request) }
    const { value: added } = await atDesk(rooms, grantOf(response).board, (desk) =>
      desk.write(grantOf(response), load, (board) => putOn(board, file)),
    )
    response.set('Cache-Control', 'no-store').json({ added })
  }

function putOn(board: BoardDocument, file: BoardFile): string[] {
  if (board.size === 0) {
    fillBoard(board, file)
    return [...board.ids()]
  }
  const { pages, layers, elements } = file
  const isTaken = elements.some(({ id }) => id !== undefined && board.has(id))
  const added = board.add(isTaken ? renew(elements.map(({ z: _z, ...element }) => element)) : elements)
  // Its own pages and layers stay as they are; those that are new come along.
  addSections(board.pages, pages)
  addSections(board.layers, layers)
  return added
}

function addSections(list: SectionList, sections: readonly Section[]): void {
  const known = new Set(list.all().map(({ id }) => id))
  for (const { id, ...fields } of sections) if (!known.has(id)) list.edit(id, fields)
}

function fileIn(raw: unknown): BoardFile {
  try {
    return readBoardFile(raw)
  } catch (error) {
    if (!(error instanceof BadFile)) throw error
    throw new HttpError(422, 'bad-file', `This file can't be opened: ${error.message}.`)
  }
}
