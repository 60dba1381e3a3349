import { BadFile } from '../document/board-file.ts'
import { IMPORT_LIMITS } from '../import-limits.ts'
import type { MeasureText } from '../render/fonts.ts'
import { csv } from './csv/index.ts'
import { excalidraw } from './excalidraw/index.ts'
import { carried } from './carried-board.ts'
import { beginningOf, type FileFormat, type Given, type Way } from './format.ts'
import type { Imported } from './imported.ts'
import { mermaid } from './mermaid/index.ts'
import { own } from './own.ts'
import { svg } from './svg/index.ts'
import { tldraw } from './tldraw/index.ts'

/** Every one that needs nothing but itself. To add one, add its line: the first that something looks like is what it is. */
export const FORMATS: readonly FileFormat[] = [carried, tldraw, excalidraw, mermaid, csv, svg, own]

/** What was read, and of what format it is. */
export interface ReadFile extends Imported {
  readonly format: string
  /** What else it may become, and what it is now. */
  readonly ways: readonly Way[]
  readonly way: string
}

/** Bytes at the beginning that tell what something is. */
const LOOKED_AT = 64 * 1024

/** Of what kind something is; undefined when it is of none. */
export function formatOf(given: Given): FileFormat | undefined {
  const beginning = beginningOf(given, LOOKED_AT)
  return FORMATS.find(({ looksLike }) => looksLike(beginning))
}

/**
 * What a file would be on a board.
 * @param way one of those of its format; any other means the first
 * @throws {BadFile}
 */
export async function readGiven(given: Given, measure: MeasureText, way = ''): Promise<ReadFile> {
  if (given.size > IMPORT_LIMITS.importBytes) throw new BadFile('too-large', 'it is too large')
  const format = formatOf(given)
  if (!format) throw new BadFile('other-format', 'it is of no kind that can be put on a board')
  const ways = format.ways ?? []
  const chosen = (ways.find(({ id }) => id === way) ?? ways[0])?.id ?? ''
  const imported = await format.read(given, measure, chosen)
  if (imported.elements.length > IMPORT_LIMITS.importElements)
    throw new BadFile('too-large', `it has more than ${IMPORT_LIMITS.importElements.toLocaleString('en')} elements`)
  return { ...imported, format: format.name, ways, way: chosen }
}
