import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { BadFile, decodeBoardFile, picturesOf, type BadFileCode, type BoardFile } from '#board/document/board-file.ts'
import type { NewElement } from '#board/document/element.ts'
import type { BoardMeta } from '#board/document/meta.ts'
import { boardIn, carried } from '#board/formats/carried-board.ts'
import { givenFile } from '#board/formats/format.ts'
import type { Imported, ImportedPage } from '#board/formats/imported.ts'
import { formatOf, readGiven } from '#board/formats/index.ts'
import { own } from '#board/formats/own.ts'
import type { Fonts } from '../export/fonts.ts'
import { preparePicture } from '../files/prepare-picture.ts'
import { isSvgAddress, svgPicture } from '../export/svg-picture.ts'
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
}

interface Readable {
  readonly format: string
  /** About how large what is written will be, as an update, bytes. */
  readonly size: number
  /** Of its pictures. */
  readonly files: readonly StoredFile[]
  readonly left: readonly Left[]
}

export type ReadImport =
  | (Readable & { readonly board: BoardFile })
  | (Readable & { readonly drawing: ImportedDrawing })
  | { readonly bad: { readonly code: BadFileCode; readonly message: string } }

/** What a file would be on a board, or why it can't be read. */
export async function readImport(job: ImportJob, fonts: Fonts): Promise<ReadImport> {
  try {
    return await read(job, fonts)
  } catch (error) {
    if (!(error instanceof BadFile)) throw error
    return { bad: { code: error.code, message: error.message } }
  }
}

async function read({ bytes, name, way, maxPixels }: ImportJob, fonts: Fonts): Promise<ReadImport> {
  const given = givenFile(bytes, name)
  const format = formatOf(given)
  if (format === own || format === carried) {
    const board = decodeBoardFile(format === own ? given.text : boardIn(given))
    const pictures = picturesOf(board)
    const { elements, ...read } = await readPictures({ elements: board.elements, pictures }, fonts, maxPixels)
    return { ...read, format: format.name, board: { ...board, elements, pictures: new Map() } }
  }
  const imported = await readGiven(given, fonts.measure, way)
  const { title, settings, pages = [] } = imported
  const { elements, ...read } = await readPictures(imported, fonts, maxPixels)
  return { ...read, format: imported.format, drawing: { elements, settings, title, pages } }
}

type Pictured = Pick<Imported, 'elements' | 'pictures'>
type ReadPicture = (address: string) => Promise<StoredFile | undefined>

/** The elements with the files that they show, each read once. @throws {BadFile} */
async function readPictures(given: Pictured & Partial<Pick<Imported, 'left'>>, fonts: Fonts, maxPixels: number) {
  assertNotTooMany(given.elements)
  const left = new Map(given.left)
  const known = new Map<string, ReturnType<ReadPicture>>()
  const picture: ReadPicture = (address) => {
    const file =
      known.get(address) ??
      (isSvgAddress(address) ? svgPicture(address, fonts, maxPixels) : preparePicture(address, maxPixels))
    known.set(address, file)
    return file
  }
  const { elements, files } = await withFiles(given, picture, (what) => left.set(what, (left.get(what) ?? 0) + 1))
  const told = Array.from(left, ([what, times]) => ({ what, times }))
  return { elements, files, left: told, size: sizeOf(elements) }
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
  { elements, pictures }: Pictured,
  picture: ReadPicture,
  leave: (what: string) => void,
): Promise<{ readonly elements: ImportedDrawing['elements']; readonly files: readonly StoredFile[] }> {
  const shown: ImportedDrawing['elements'][number][] = []
  const files = new Map<string, StoredFile>()
  for (const element of elements) {
    const address = pictures.get(element.id)
    const file = address === undefined ? undefined : await picture(address)
    if (file) {
      files.set(file.hash, file)
      shown.push({ ...element, file: file.hash, natural: [file.width, file.height] })
    } else if (address === undefined) shown.push(element)
    else leave('pictures that can’t be read')
  }
  return { elements: shown, files: [...files.values()] }
}
