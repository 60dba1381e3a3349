import * as Y from 'yjs'
import { createBoardDocument, type BoardDocument } from '#board/document/board-document.ts'
import { boardFileOf, encodeBoardFile } from '#board/document/board-file.ts'
import { filesShown } from '#board/document/files-shown.ts'
import { DEFAULT_BACKGROUND } from '#board/document/meta.ts'
import { LOAD_ORIGIN } from '#board/document/origin.ts'
import { writeExcalidraw } from '#board/formats/excalidraw/write.ts'
import { imagesIn } from '#board/render/display-item.ts'
import { svgOf } from '#board/render/svg.ts'
import { colorSeenAs } from '#board/render/theme.ts'
import type { StoredFile } from '../storage/files.ts'
import type { Fonts } from './fonts.ts'
import { leavesOf } from './leaves.ts'
import type { Leaf } from './leaves.ts'
import { outlined } from './outlined.ts'
import { paint } from './paint.ts'
import { pdfOf } from './pdf.ts'
import type { About, PictureFormat, PictureOptions } from './picture-options.ts'
import { scaleOfDrawing } from './scale.ts'

/** Those of a board's files that there are, and that there is room for. */
export type ReadFiles = (hashes: readonly string[]) => Promise<readonly StoredFile[]>

/** A board on its way to a picture. */
export interface Sheet {
  readonly title: string
  /** A document has all of them, a picture is the first. */
  readonly leaves: readonly [Leaf, ...Leaf[]]
  readonly about: About
  readonly options: PictureOptions
  readonly fonts: Fonts
  /** The files of the pictures on it. */
  readonly files: readonly StoredFile[]
}

type Writer = (sheet: Sheet) => Uint8Array | Promise<Uint8Array>

/** What a board is written down as, instead of being drawn. */
const FILES = {
  json,
  excalidraw,
} satisfies Partial<
  Record<PictureFormat, (board: BoardDocument, fonts: Fonts, read: ReadFiles, asked: PictureOptions) => Promise<string>>
>

const isFile = (format: PictureFormat): format is keyof typeof FILES => Object.hasOwn(FILES, format)

const WRITERS: Readonly<Record<Exclude<PictureFormat, keyof typeof FILES>, Writer>> = {
  png: paint,
  webp: paint,
  svg,
  pdf: pdfOf,
}

/**
 * A board's state → its picture, from the same display lists as on the screen; or the file that it can be made from again.
 * @param state V1 update
 * @throws {PictureTooLarge}
 */
export async function snapshot(
  state: Uint8Array,
  asked: PictureOptions,
  fonts: Fonts,
  read: ReadFiles,
  about: About = {},
): Promise<Uint8Array> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state, LOAD_ORIGIN)
  const board = createBoardDocument(doc)
  const { format } = asked
  if (isFile(format)) return Buffer.from(await FILES[format](board, fonts, read, asked))
  const leaves = leavesOf(board, asked, fonts.measure)
  const { title, background: own } = board.meta
  // Somebody who asks for a background asks for what is to be seen.
  const seen = asked.background === undefined ? undefined : colorSeenAs(asked.background, asked.theme)
  const background = seen ?? (own === DEFAULT_BACKGROUND ? undefined : own)
  const hashes = [...new Set(leaves.flatMap(({ picture }) => imagesIn(picture.items).map(({ file }) => file)))]
  const files = hashes.length > 0 ? await read(hashes) : []
  return WRITERS[format]({ title, leaves, about, options: { ...asked, background }, fonts, files })
}

function svg({ title, leaves: [{ picture }], about, options, fonts, files }: Sheet): Uint8Array {
  const { theme, background, text } = options
  const items = text === 'paths' ? outlined(picture.items, fonts) : picture.items
  const svgOptions = {
    theme,
    title,
    scale: scaleOfDrawing(picture, options),
    fonts: fonts.embedded(items),
    files: addressesOf(files),
    ...(about.origin === undefined ? {} : { origin: about.origin }),
    ...(background === undefined ? {} : { background }),
  }
  return Buffer.from(svgOf({ ...picture, items }, svgOptions))
}

async function json(board: BoardDocument, _: Fonts, read: ReadFiles, { pictures }: PictureOptions): Promise<string> {
  const files = pictures === false ? [] : await filesOf(board, read)
  return encodeBoardFile(boardFileOf(board, addressesOf(files)))
}

const filesOf = async (board: BoardDocument, read: ReadFiles): ReturnType<ReadFiles> => {
  const hashes = filesShown(board.elements())
  return hashes.size > 0 ? read([...hashes]) : []
}

async function excalidraw(board: BoardDocument, fonts: Fonts, read: ReadFiles): Promise<string> {
  const elements = [...board.elements()]
  const found = await filesOf(board, read)
  const addresses = addressesOf(found)
  const files = new Map(found.map(({ hash, type }) => [hash, { type, address: addresses.get(hash) ?? '' }]))
  return writeExcalidraw({ elements, settings: board.meta, measure: fonts.measure, files })
}

const addressesOf = (files: readonly StoredFile[]): ReadonlyMap<string, string> =>
  new Map(files.map(({ hash, type, bytes }) => [hash, `data:${type};base64,${Buffer.from(bytes).toString('base64')}`]))
