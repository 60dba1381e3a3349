import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import type { BoardDocument } from '#board/document/board-document.ts'
import { decodeBoardFile, fillBoard } from '#board/document/board-file.ts'
import { keysAbove } from '#board/document/order.ts'
import { FIRST_SECTION } from '#board/document/sections.ts'
import type { NewElement } from '#board/document/element.ts'
import { boardIn, carried } from '#board/formats/carried-board.ts'
import { givenFile } from '#board/formats/format.ts'
import { formatOf, readGiven } from '#board/formats/index.ts'
import type { Imported } from '#board/formats/imported.ts'
import { own } from '#board/formats/own.ts'
import { pictureFile } from './bitmaps.ts'
import type { Fonts } from './fonts.ts'
import type { StoredFile } from '../storage/files.ts'

/** A board that was read from a file. */
export interface ReadBoard {
  /** A V1 update. */
  readonly state: Uint8Array
  /** Of its pictures, by hash. */
  readonly files: ReadonlyMap<string, StoredFile>
}

/**
 * A board's own file, one of another program, Yjs state, or a picture that carries its board: its beginning tells what it is.
 * @param name of the file: it tells what a table is
 * @throws {BadFile}
 */
export async function readBoard(bytes: Uint8Array, fonts: Fonts, name = ''): Promise<ReadBoard> {
  if (isState(bytes)) return { state: bytes, files: new Map() }
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  const files = new Map<string, StoredFile>()
  const given = givenFile(bytes, name)
  const format = formatOf(given)
  if (format === own || format === carried) {
    const file = decodeBoardFile(format === own ? given.text : boardIn(given))
    fillBoard(board, file)
    for (const [hash, address] of file.pictures) {
      const picture = await pictureFile(address)
      if (picture?.hash === hash) files.set(hash, picture)
    }
  } else await fillWithDrawing(board, await readGiven(given, fonts.measure), files)
  return { state: Y.encodeStateAsUpdate(doc), files }
}

function isState(bytes: Uint8Array): boolean {
  try {
    Y.decodeUpdate(bytes)
    return true
  } catch {
    return false
  }
}

/** What another program's file draws, with its pictures and pages; pictures that can't be read are left out. */
async function fillWithDrawing(
  board: BoardDocument,
  { settings, elements, pictures, pages = [] }: Imported,
  files: Map<string, StoredFile>,
): Promise<void> {
  const shown: NewElement[] = []
  for (const element of elements) {
    const address = pictures.get(element.id)
    const file = address === undefined ? undefined : await pictureFile(address)
    if (file) {
      files.set(file.hash, file)
      shown.push({ ...element, file: file.hash, natural: [file.width, file.height] })
    } else if (address === undefined) shown.push(element)
  }
  board.batch(() => {
    board.setMeta(settings)
    board.add(shown)
    const orders = keysAbove(undefined, pages.length)
    pages.forEach(({ id, name }, i) => board.pages.edit(i === 0 ? FIRST_SECTION : id, { name, order: orders[i]! }))
  })
}
