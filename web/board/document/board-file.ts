import { FIRST_Z } from '../elements/z-order.ts'
import { isFileHash } from '../files/file-hash.ts'
import { LIMITS } from '../limits.ts'
import type { BoardDocument } from './board-document.ts'
import type { NewElement } from './element.ts'
import { bytesFromJson, bytesToJson } from './json-bytes.ts'
import { faultOfMeta, faultOfRecord, faultOfSection, faultOfTexts } from './legal.ts'
import { readMetaOf, type BoardMeta } from './meta.ts'
import { readSection, type Section } from './sections.ts'

export type FiledElement = NewElement & { readonly id: string }

/** A board as a file: its settings, and its elements bottom to top with their ids and places in the order. */
export interface BoardFile {
  readonly settings: BoardMeta
  readonly pages: readonly Section[]
  readonly layers: readonly Section[]
  readonly elements: readonly FiledElement[]
  /** The files that elements show, by hash: addresses with the data in them (RFC 2397). What is missing, the board may have. */
  readonly pictures: ReadonlyMap<string, string>
}

/** Why a file can't be opened, for programs. */
export type BadFileCode =
  'unreadable' | 'other-format' | 'newer' | 'not-valid' | 'too-large' | 'too-deep' | 'empty' | 'locked'

/** A file that can't be opened. The message is for people: it goes on after "This file can't be opened: ". */
export class BadFile extends Error {
  override readonly name = 'BadFile'
  readonly code: BadFileCode
  constructor(code: BadFileCode, message: string) {
    super(message)
    this.code = code
  }
}

const FORMAT = 'drawbridge/board'
/** Raised when older versions could not read a file any more. */
const VERSION = 1

/** Everything that people see of a board. @param pictures those of `filesShown`, as far as they are to be had */
export function boardFileOf(board: BoardDocument, pictures: BoardFile['pictures'] = new Map()): BoardFile {
  const elements = board.copy(board.ids()) as FiledElement[]
  const placed = elements.map((element) => Object.assign(element, { z: board.get(element.id)?.z ?? FIRST_Z }))
  return { settings: board.meta, pages: board.pages.all(), layers: board.layers.all(), elements: placed, pictures }
}

/** JSON (RFC 8259), an element a line, and a picture; bytes are `{ "$bytes": "<base64>" }`. Pictures beyond what a file holds stay behind. */
export function encodeBoardFile({ settings, pages, layers, elements, pictures }: BoardFile): string {
  const lines = elements.map((element) => JSON.stringify(element, bytesToJson))
  const { title, background, grid } = settings
  const head = JSON.stringify({
    format: FORMAT,
    version: VERSION,
    title,
    background,
    grid,
    ...sections({ pages, layers }),
  }).slice(0, -1)
  const shown = picturesThatFit(pictures).map(([hash, address]) => `${JSON.stringify(hash)}:${JSON.stringify(address)}`)
  const tail = shown.length === 0 ? '' : `,"pictures":{\n${shown.join(',\n')}\n}`
  return `${head},"elements":[\n${lines.join(',\n')}\n]${tail}}\n`
}

/** Those that {@link encodeBoardFile} has room for. */
export function picturesThatFit(pictures: BoardFile['pictures']): (readonly [hash: string, address: string])[] {
  let room = LIMITS.boardFilePictures
  return [...pictures].filter(([, { length }]) => {
    const fits = length <= room
    if (fits) room -= length
    return fits
  })
}

/**
 * Reads what {@link encodeBoardFile} wrote. All of it is legal on a board; if anything is not, nothing is read.
 * @throws {BadFile}
 */
export const decodeBoardFile = (text: string): BoardFile => readBoardFile(parse(text))

/** The same of JSON that was parsed already, with its bytes. @throws {BadFile} */
function readBoardFile(json: unknown): BoardFile {
  if (typeof json !== 'object' || json === null) throw new BadFile('unreadable', 'it is not JSON, or it ends too early')
  const raw = json as Readonly<Record<string, unknown>>
  if (raw['format'] !== FORMAT) throw new BadFile('other-format', 'it is not a board of Drawbridge')
  if (typeof raw['version'] !== 'number' || raw['version'] > VERSION)
    throw new BadFile('newer', 'it was made by a newer version of Drawbridge')
  const { elements } = raw
  if (!Array.isArray(elements)) throw new BadFile('not-valid', 'it has no elements')
  const ids = new Set<string>()
  for (const [at, element] of elements.entries()) {
    const fault = faultOfElement(element) ?? (ids.has(idOf(element)) ? 'its id is taken' : undefined)
    if (fault !== undefined) throw new BadFile('not-valid', `element ${at + 1} is not valid: ${fault}`)
    ids.add(idOf(element))
  }
  const [pages, layers] = [sectionsIn(raw['pages']), sectionsIn(raw['layers'])]
  const pictures = picturesIn(raw['pictures'])
  return { settings: settingsIn(raw), pages, layers, elements: elements as FiledElement[], pictures }
}

/** Makes an empty board that of the file. */
export function fillBoard(board: BoardDocument, { settings, pages, layers, elements }: BoardFile): void {
  board.batch(() => {
    board.add(elements)
    for (const { id, ...fields } of pages) board.pages.edit(id, fields)
    for (const { id, ...fields } of layers) board.layers.edit(id, fields)
    board.setMeta(settings)
  })
}

/** Only what a board without pages and layers hasn't got: most have none. */
const sections = (lists: Pick<BoardFile, 'pages' | 'layers'>): Partial<typeof lists> =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 1))

function sectionsIn(raw: unknown): readonly Section[] {
  if (raw === undefined) return []
  if (!Array.isArray(raw) || raw.length > LIMITS.sections)
    throw new BadFile('not-valid', 'its pages or layers are not valid')
  return (raw as readonly unknown[]).map((section) => {
    const { id, ...fields } = Object(section) as Record<string, unknown>
    const stored = new Map(Object.entries(fields).map(([name, value]) => [`${String(id)}/${name}`, value]))
    for (const [key, value] of stored) {
      const fault = faultOfSection(key, value)
      if (fault !== undefined) throw new BadFile('not-valid', fault)
    }
    if (typeof id !== 'string' || !LIMITS.elementId.test(id))
      throw new BadFile('not-valid', 'a page or layer has no id')
    return readSection(stored, id)
  })
}

/** What is no file with a hash for its name is left out: elements that show it show a sheet. */
function picturesIn(raw: unknown): BoardFile['pictures'] {
  if (typeof raw !== 'object' || raw === null) return new Map()
  const entries = Object.entries(raw as Record<string, unknown>)
  return new Map(
    entries.filter((entry): entry is [string, string] => isFileHash(entry[0]) && typeof entry[1] === 'string'),
  )
}

/** The pictures that come with these elements, by the element's id. */
export function picturesOf({ pictures, elements }: BoardFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { id, file } of elements) {
    const address = typeof file === 'string' ? pictures.get(file) : undefined
    if (address !== undefined) found.set(id, address)
  }
  return found
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, bytesFromJson)
  } catch {
    throw new BadFile('unreadable', 'it is not JSON, or it ends too early')
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
    if (fault !== undefined) throw new BadFile('not-valid', fault)
  }
  return readMetaOf((key) => raw[key])
}
