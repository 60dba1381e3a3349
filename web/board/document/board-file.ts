import { LIMITS } from '../limits.ts'
import type { BoardDocument } from './board-document.ts'
import type { NewElement } from './element.ts'
import { bytesFromJson, bytesToJson } from './json-bytes.ts'
import { faultOfMeta, faultOfRecord, faultOfTexts } from './legal.ts'
import { readMetaOf, type BoardMeta } from './meta.ts'

/** A board as a file: its settings, and its elements bottom to top with their ids and places in the order. */
export interface BoardFile {
  readonly settings: BoardMeta
  readonly elements: readonly NewElement[]
}

/** A file that can't be opened. The message is for people: it goes on after "This file can't be opened: ". */
export class BadFile extends Error {
  override readonly name = 'BadFile'
}

const FORMAT = 'drawbridge/board'
/** Raised when older versions could not read a file any more. */
const VERSION = 1

/** Everything that people see of a board. */
export function boardFileOf(board: BoardDocument): BoardFile {
  const elements = board.copy(board.ids())
  const placed = elements.map((element) => Object.assign(element, { z: board.get(element.id ?? '')?.z }))
  return { settings: board.meta, elements: placed }
}

/** JSON (RFC 8259), an element a line; bytes are `{ "$bytes": "<base64>" }`. */
export function encodeBoardFile({ settings, elements }: BoardFile): string {
  const lines = elements.map((element) => JSON.stringify(element, bytesToJson))
  const { title, background, grid } = settings
  const head = JSON.stringify({ format: FORMAT, version: VERSION, title, background, grid }).slice(0, -1)
  return `${head},"elements":[\n${lines.join(',\n')}\n]}\n`
}

/**
 * Reads what {@link encodeBoardFile} wrote. All of it is legal on a board; if anything is not, nothing is read.
 * @throws {BadFile}
 */
export const decodeBoardFile = (text: string): BoardFile => readBoardFile(parse(text))

/** The same of JSON that was parsed already, with its bytes. @throws {BadFile} */
export function readBoardFile(json: unknown): BoardFile {
  if (typeof json !== 'object' || json === null) throw new BadFile('it is not JSON, or it ends too early')
  const raw = json as Readonly<Record<string, unknown>>
  if (raw['format'] !== FORMAT) throw new BadFile('it is not a board of Drawbridge')
  if (typeof raw['version'] !== 'number' || raw['version'] > VERSION)
    throw new BadFile('it was made by a newer version of Drawbridge')
  const { elements } = raw
  if (!Array.isArray(elements)) throw new BadFile('it has no elements')
  const ids = new Set<string>()
  for (const [at, element] of elements.entries()) {
    const fault = faultOfElement(element) ?? (ids.has(idOf(element)) ? 'its id is taken' : undefined)
    if (fault !== undefined) throw new BadFile(`element ${at + 1} is not valid: ${fault}`)
    ids.add(idOf(element))
  }
  return { settings: settingsIn(raw), elements: elements as NewElement[] }
}

/** Makes an empty board that of the file. */
export function fillBoard(board: BoardDocument, { settings, elements }: BoardFile): void {
  board.batch(() => {
    board.add(elements)
    board.setMeta(settings)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, bytesFromJson)
  } catch {
    throw new BadFile('it is not JSON, or it ends too early')
  }
}

const idOf = (element: unknown): string => (element as { readonly id: string }).id

function faultOfElement(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null) return 'it is no element'
  const { text, texts, ...record } = raw as Record<string, unknown>
  if (text !== undefined && (typeof text !== 'string' || text.length > LIMITS.textLength))
    return 'its text is not valid'
  return faultOfTexts(texts) ?? faultOfRecord(record)
}

function settingsIn(raw: Readonly<Record<string, unknown>>): BoardMeta {
  const entries = ['title', 'background', 'grid'].filter((key) => raw[key] !== undefined)
  for (const key of entries) {
    const fault = faultOfMeta(key, raw[key])
    if (fault !== undefined) throw new BadFile(fault)
  }
  return readMetaOf((key) => raw[key])
}
