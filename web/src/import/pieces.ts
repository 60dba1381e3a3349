import {
  looksLikeExcalidrawLibrary,
  readExcalidrawLibrary,
  type ImportedPieces,
} from '#board/formats/excalidraw/library.ts'
import { BadFile } from '#board/document/board-file.ts'
import { IMPORT_LIMITS } from '#board/import-limits.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { looksLikeLibraryFile, readLibraryFile } from '../library/own-pieces.ts'

/** For a browser's dialog. */
export const PIECE_EXTENSIONS = '.drawbridgelib,.excalidrawlib,application/json'

/** Bytes that tell what a file is. */
const LOOKED_AT = 64 * 1024

/**
 * The pieces of a library, ours or Excalidraw's; undefined for a file that is no library. Its beginning tells, not its name.
 * @throws {BadFile}
 */
export async function readPieces(file: File, measure: MeasureText): Promise<ImportedPieces | undefined> {
  const beginning = await file.slice(0, LOOKED_AT).text()
  const isTheirs = looksLikeExcalidrawLibrary(beginning)
  if (!isTheirs && !looksLikeLibraryFile(beginning)) return undefined
  if (file.size > IMPORT_LIMITS.importBytes) throw new BadFile('too-large', 'it is too large')
  const text = await file.text()
  return isTheirs ? readExcalidrawLibrary(text, measure) : { pieces: readLibraryFile(text), left: new Map() }
}
