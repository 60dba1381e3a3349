import { BadFile, decodeBoardFile } from '#board/document/board-file.ts'
import { renew } from '#board/document/renew.ts'
import { looksLikeExcalidraw, readExcalidraw } from '#board/formats/excalidraw/read.ts'
import { boardInPng, boardInSvg, isPng } from '#board/formats/carried.ts'
import type { Imported } from '#board/formats/imported.ts'
import { LIMITS } from '#board/limits.ts'
import type { MeasureText } from '#board/render/fonts.ts'

/** A kind of file that can be put on a board. */
interface FileFormat {
  readonly name: string
  readonly extensions: readonly string[]
  readonly looksLike: (text: string) => boolean
  /** @throws {BadFile} */
  readonly read: (text: string, measure: MeasureText) => Imported
}

/** Every one of them. To add one, add its line. */
const FORMATS: readonly FileFormat[] = [
  { name: 'Excalidraw', extensions: ['.excalidraw'], looksLike: looksLikeExcalidraw, read: readExcalidraw },
  { name: 'Drawbridge', extensions: ['.json'], looksLike: () => true, read: readOwn },
]

/** What was read, and of what format it is. */
export interface ReadFile extends Imported {
  readonly format: string
}

/** For a browser's dialog. */
export const EXTENSIONS = [...FORMATS.flatMap(({ extensions }) => extensions), '.png', '.svg'].join(',')

/**
 * What a file would be on a board. Its beginning tells what it is, not its name.
 * @throws {BadFile}
 */
export async function readFile(file: File, measure: MeasureText): Promise<ReadFile> {
  if (file.size > LIMITS.importBytes) throw new BadFile('it is too large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (isPng(bytes)) return carried(boardInPng(bytes), measure)
  const text = new TextDecoder().decode(bytes)
  return /^\s*<(?:\?xml|svg)/.test(text) ? carried(boardInSvg(text), measure) : readText(text, measure)
}

/** @param board what was in a picture */
function carried(board: string | undefined, measure: MeasureText): ReadFile {
  if (board === undefined) throw new BadFile('it is a picture without a board in it: drop it on the board to add it')
  return readText(board, measure)
}

/** @throws {BadFile} */
export function readText(text: string, measure: MeasureText): ReadFile {
  const format = FORMATS.find(({ looksLike }) => looksLike(text.slice(0, LOOKED_AT)))!
  return { ...format.read(text, measure), format: format.name }
}

/** UTF-16 units. */
const LOOKED_AT = 64 * 1024

function readOwn(text: string): Imported {
  const { settings, elements } = decodeBoardFile(text)
  const lifted = elements.map(({ z: _z, ...element }) => element)
  return { title: settings.title, settings, elements: renew(lifted), pictures: new Map(), left: new Map() }
}
