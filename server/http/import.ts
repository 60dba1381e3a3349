import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import { fillBoard, type BoardFile } from '#board/document/board-file.ts'
import type { BoardDocument, SectionList } from '#board/document/board-document.ts'
import { keysAbove } from '#board/document/order.ts'
import { renew } from '#board/document/renew.ts'
import { FIRST_SECTION, type Section } from '#board/document/sections.ts'
import type { Imports } from '../import/imports.ts'
import type { ImportedDrawing, ReadImport } from '../import/read-import.ts'
import { JobError } from '../threads/job-queue.ts'
import { atDesk } from './at-desk.ts'
import { queryOf } from './bodies.ts'
import type { Count } from './counting.ts'
import { grantOf } from './door.ts'
import type { ElementsParts } from './elements.ts'
import { HttpError, JOB_STATUS } from './errors.ts'
import { storePicture, type StoringParts } from './files.ts'

export const importQuery = z.object({
  name: z.string().max(200).default('').describe('Of the file. A table is known by its name alone: `sales.csv`.'),
  as: z
    .enum(['table', 'bars', 'lines', 'pie', 'elements', 'picture'])
    .optional()
    .describe('What it becomes: a CSV `table` (or `bars`, `lines`, `pie`), an SVG `elements` (or one `picture`).'),
})

export interface ImportParts extends ElementsParts, StoringParts {
  readonly imports: Imports
  /** Counts a picture for who sends it. @throws {HttpError} 429 */
  readonly countPicture: Count
}

/**
 * `POST /api/boards/:id/import`: what a file holds, on top of what is there, in one transaction; read off the event loop. A board's own file on an empty
 * board becomes that board; where an id is taken, all of it comes as copies.
 */
export const importFile =
  (parts: ImportParts): RequestHandler =>
  async (request, response) => {
    const { rooms, countPicture } = parts
    const { board } = grantOf(response)
    const read = await readBody(request, parts)
    const { files, left } = read
    for (const file of files) {
      countPicture(request, response)
      await storePicture(board, file, parts)
    }
    const load = { elements: elementsIn(read).length, bytes: read.size }
    const { value: added } = await atDesk(rooms, board, (desk) =>
      desk.write(grantOf(response), load, (on) =>
        'board' in read ? putBoard(on, read.board) : putDrawing(on, read.drawing),
      ),
    )
    response.set('Cache-Control', 'no-store').json({ format: read.format, added, pictures: files.length, left })
  }

type Readable = Exclude<ReadImport, { readonly bad: unknown }>

const elementsIn = (read: Readable): readonly unknown[] =>
  'board' in read ? read.board.elements : read.drawing.elements

/** @throws {HttpError} 422 with the reason, for a file that can't be read */
async function readBody(request: Request, { imports, limits }: ImportParts): Promise<Readable> {
  const { name, as: way = '' } = queryOf(request, importQuery)
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  try {
    const read = await imports.read({ bytes, name, way, maxPixels: limits.filePixels })
    if (!('bad' in read)) return read
    const { code, message } = read.bad
    throw new HttpError(422, 'bad-file', `This file can't be opened: ${message}.`, { reason: code })
  } catch (error) {
    if (!(error instanceof JobError)) throw error
    throw new HttpError(JOB_STATUS[error.code], `import-${error.code}`, `Not imported: ${error.message}.`, {
      cause: error,
    })
  }
}

function putBoard(board: BoardDocument, file: BoardFile): string[] {
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

/** What is on the first of its pages comes onto the board's first, and the others become pages behind those that there are. */
function putDrawing(board: BoardDocument, { elements, settings, title, pages }: ImportedDrawing): string[] {
  const isEmpty = board.size === 0
  if (isEmpty) board.setMeta({ ...settings, ...(board.meta.title === '' && title !== '' && { title }) })
  const [first, ...others] = pages
  if (isEmpty && first) board.pages.edit(FIRST_SECTION, { name: first.name })
  const orders = keysAbove(board.pages.all().at(-1)?.order, others.length)
  for (const [i, { id, name }] of others.entries()) board.pages.edit(id, { name, order: orders[i]! })
  return board.add(elements)
}
