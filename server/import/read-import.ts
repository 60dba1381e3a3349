import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { BadFile, decodeBoardFile, type BadFileCode, type BoardFile } from '#board/document/board-file.ts'
import type { NewElement } from '#board/document/element.ts'
import type { BoardMeta } from '#board/document/meta.ts'
import { boardIn, carried } from '#board/formats/carried-board.ts'
import { givenFile } from '#board/formats/format.ts'
import type { ImportedPage } from '#board/formats/imported.ts'
import { formatOf, readGiven } from '#board/formats/index.ts'
import { own } from '#board/formats/own.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { preparePicture } from '../files/prepare-picture.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { StoredFile } from '../storage/files.ts'

export interface ImportJob {
  readonly bytes: Uint8Array
  /** Of the file: it tells what a table is. */
  readonly name: string
  /** What it is to become, of what it may. */
  readonly way: string
  readonly maxPixels: number
}

interface Left {
  readonly what: string
  readonly times: number
}

/** What another program's file becomes on a board. */
export interface ImportedDrawing {
  readonly elements: readonly (NewElement & { readonly id: string })[]
  readonly settings: Partial<BoardMeta>
  readonly title: string
  readonly pages: readonly ImportedPage[]
  /** The files of its pictures. */
  readonly files: readonly StoredFile[]
  readonly left: readonly Left[]
}

/** About how large what is written will be, as an update, bytes. */
interface Sized {
  readonly format: string
  readonly size: number
}

export type ReadImport =
  | (Sized & { readonly board: BoardFile })
  | (Sized & { readonly drawing: ImportedDrawing })
  | { readonly bad: { readonly code: BadFileCode; readonly message: string } }

/** What a file would be on a board, or why it can't be read. */
export async function readImport(job: ImportJob, measure: MeasureText): Promise<ReadImport> {
  try {
    return await read(job, measure)
  } catch (error) {
    if (!(error instanceof BadFile)) throw error
    return { bad: { code: error.code, message: error.message } }
  }
}

async function read({ bytes, name, way, maxPixels }: ImportJob, measure: MeasureText): Promise<ReadImport> {
  const given = givenFile(bytes, name)
  const format = formatOf(given)
  if (format === own || format === carried) {
    const board = decodeBoardFile(format === own ? given.text : boardIn(given))
    assertNotTooMany(board.elements)
    return { format: format.name, size: sizeOf(board.elements), board }
  }
  const imported = await readGiven(given, measure, way)
  assertNotTooMany(imported.elements)
  const { title, settings, pages = [] } = imported
  const left = new Map(imported.left)
  const { elements, files } = await withFiles(imported, maxPixels, (what) => left.set(what, (left.get(what) ?? 0) + 1))
  const told = Array.from(left, ([what, times]) => ({ what, times }))
  const drawing = { elements, settings, title, pages, files, left: told }
  return { format: imported.format, size: sizeOf(elements), drawing }
}

function assertNotTooMany({ length }: readonly unknown[]): void {
  const most = SERVER_LIMITS.elementsAtOnce
  if (length > most) throw new BadFile('too-large', `it has more than ${most.toLocaleString('en')} elements`)
}

/** Measured on a board of their own. */
function sizeOf(elements: readonly NewElement[]): number {
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  board.add(elements)
  const { length } = Y.encodeStateAsUpdate(doc)
  board.destroy()
  return length
}

async function withFiles(
  { elements, pictures }: Pick<Awaited<ReturnType<typeof readGiven>>, 'elements' | 'pictures'>,
  maxPixels: number,
  leave: (what: string) => void,
): Promise<Pick<ImportedDrawing, 'elements' | 'files'>> {
  const shown: ImportedDrawing['elements'][number][] = []
  const files = new Map<string, StoredFile>()
  for (const element of elements) {
    const address = pictures.get(element.id)
    const file = address === undefined ? undefined : await preparePicture(address, maxPixels)
    if (file) {
      files.set(file.hash, file)
      shown.push({ ...element, file: file.hash, natural: [file.width, file.height] })
    } else if (address === undefined) shown.push(element)
    else leave('pictures that can’t be read')
  }
  return { elements: shown, files: [...files.values()] }
}
