import { BadFile } from '#board/document/board-file.ts'
import { boardInPng, boardInSvg, isPng } from '#board/formats/carried.ts'
import { FORMATS, readGiven, type ReadFile } from '#board/formats/index.ts'
import { LIMITS } from '#board/limits.ts'
import type { MeasureText } from '#board/render/fonts.ts'

/** For a browser's dialog. */
export const EXTENSIONS = [...FORMATS.flatMap(({ extensions }) => extensions), '.png'].join(',')

/**
 * What a file would be on a board. Its beginning tells what it is, and its name only where that says nothing.
 * @throws {BadFile}
 */
export async function readFile(file: File, measure: MeasureText, way?: string): Promise<ReadFile> {
  if (file.size > LIMITS.importBytes) throw new BadFile('too-large', 'it is too large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const { name } = file
  if (isPng(bytes)) return carried(boardInPng(bytes), measure)
  const text = new TextDecoder().decode(bytes)
  return readGiven({ text: boardInSvg(text) ?? text, name }, measure, way)
}

/** @param board what was in a picture */
function carried(board: string | undefined, measure: MeasureText): Promise<ReadFile> {
  if (board === undefined)
    throw new BadFile('other-format', 'it is a picture without a board in it: drop it on the board to add it')
  return readGiven({ text: board, name: '' }, measure)
}
