import { BadFile } from '../../document/board-file.ts'
import { IMPORT_LIMITS } from '../../import-limits.ts'
import { LIMITS } from '../../limits.ts'
import type { MeasureText } from '../../render/fonts.ts'
import {
  createCollector,
  createIds,
  isRaw,
  listIn,
  parseJson,
  stringIn,
  type Imported,
  type ImportedPage,
  type Raw,
} from '../imported.ts'
import { truncate } from '../../document/truncate.ts'
import { KINDS } from './kinds.ts'
import type { Reading } from './reading.ts'
import { decompressBase64 } from './lz.ts'

/** Could this be a file of tldraw's? */
export const looksLikeTldraw = (text: string): boolean => /"tldrawFileFormatVersion"\s*:/.test(text)

const FORMAT = 1
/** What schemas of records are called, old and new. */
const SCHEMAS = new Set([1, 2])

/**
 * A file of tldraw (`.tldr`, https://tldraw.dev/docs/persistence) as elements of a board, whatever its schema's version: shapes
 * that versions write in other ways are read in all of them. What boards have not is counted, not guessed.
 * @throws {BadFile}
 */
export function readTldraw(text: string, measure: MeasureText): Imported {
  const file = parseJson(text)
  if (isRaw(file['document']) && file['tldrawFileFormatVersion'] === undefined)
    throw new BadFile('other-format', 'it was made by the first tldraw: open it in tldraw and save it again')
  if (typeof file['tldrawFileFormatVersion'] !== 'number') throw new BadFile('other-format', 'it is no file of tldraw')
  if (file['tldrawFileFormatVersion'] > FORMAT || !SCHEMAS.has(schemaOf(file)))
    throw new BadFile('newer', 'it was made by a newer version of tldraw')
  if (!Array.isArray(file['records'])) throw new BadFile('not-valid', 'it has no records')
  return importRecords(listIn(file, 'records'), measure)
}

const schemaOf = ({ schema }: Raw): number =>
  isRaw(schema) && typeof schema['schemaVersion'] === 'number' ? schema['schemaVersion'] : 1

/** Where tldraw puts what is copied, in HTML; what is between the tags is letters that HTML does not change, or JSON that it escapes. */
const CARRIER = /<div data-tldraw[^>]*>([\s\S]*?)<\/div>/

export const carriesTldraw = (html: string): boolean => html.includes('<div data-tldraw')

/**
 * What was copied in tldraw: JSON, all of it packed (until version 2), or its shapes alone.
 * @throws {BadFile}
 */
export function readTldrawClipboard(html: string, measure: MeasureText): Imported {
  const carried = unescapeHtml(CARRIER.exec(html)?.[1] ?? '').trim()
  const clip = parseJson(carried.startsWith('{') ? carried : unpacked(carried))
  const { data } = clip
  const content = isRaw(data) ? data : parseJson(unpacked(typeof data === 'string' ? data : ''))
  const { otherCompressed } = content
  const rest = typeof otherCompressed === 'string' ? parseJson(unpacked(otherCompressed)) : content
  const records = ['shapes', 'bindings', 'assets'].flatMap((name) =>
    rest === content ? listIn(content, name) : listIn(content, name).concat(listIn(rest, name)),
  )
  if (records.length === 0) throw new BadFile('empty', 'there is nothing in it')
  return importRecords(records, measure)
}

const unpacked = (packed: string): string => decompressBase64(packed, IMPORT_LIMITS.importBytes) ?? ''

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" }

const unescapeHtml = (html: string): string =>
  html.replaceAll(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => ENTITIES[name] ?? '')

/** Records of a file or a clipboard, in any order. */
function importRecords(raws: readonly unknown[], measure: MeasureText): Imported {
  const records = raws.filter(isRaw)
  const byId = new Map(records.map((raw) => [stringIn(raw, 'id'), raw]))
  const shapes = records.filter((raw) => isShape(raw))
  const reading = readingOf(records, byId, measure)
  const pageIds = pagesOf(records).map((page) => stringIn(page, 'id'))
  const pages = pagesOf(records).slice(0, LIMITS.sections)
  const beyond = new Set(pageIds.slice(pages.length))
  const ids = new Map(pages.map((page) => [stringIn(page, 'id'), reading.idOf(stringIn(page, 'id'))]))
  for (const shape of inOrder(shapes, byId, pageIds)) {
    const read = KINDS.get(stringIn(shape, 'type'))
    if (beyond.has(pageOf(shape, byId))) reading.leave(`things on pages beyond the first ${LIMITS.sections}`)
    else if (read) read(shape, reading)
    else reading.leave(`things of a kind that boards don’t have (${stringIn(shape, 'type', '?').slice(0, 40)})`)
  }
  const result = reading.result()
  const used = new Set(result.elements.map(({ page }) => page ?? null))
  if (pages.length < 2 || used.size < 2) return withoutPages(result)
  const named = pages.map((page): ImportedPage => ({
    id: ids.get(stringIn(page, 'id')) ?? '',
    name: truncate(stringIn(page, 'name'), LIMITS.sectionNameLength),
  }))
  return { ...result, pages: named }
}

/** Where all is on one page, it is on whatever page it is put on. */
const withoutPages = (imported: Imported): Imported => ({
  ...imported,
  elements: imported.elements.map(({ page: _page, ...element }) => element),
})

/** The id of the page that a shape is on, however deep in others. */
function pageOf(shape: Raw, byId: ReadonlyMap<string, Raw>): string {
  let parent = stringIn(shape, 'parentId')
  for (let depth = 0; depth < IMPORT_LIMITS.tldrawDepth; depth++) {
    const around = byId.get(parent)
    if (!around || !isShape(around)) break
    parent = stringIn(around, 'parentId')
  }
  return parent
}

const isShape = (raw: Raw): boolean => raw['typeName'] === 'shape' || stringIn(raw, 'id').startsWith('shape:')

const compareIndex = (a: Raw, b: Raw): number => {
  const [one, other] = [stringIn(a, 'index'), stringIn(b, 'index')]
  if (one !== other) return one < other ? -1 : 1
  return stringIn(a, 'id') < stringIn(b, 'id') ? -1 : 1
}

const pagesOf = (records: readonly Raw[]): readonly Raw[] =>
  records.filter((raw) => raw['typeName'] === 'page').toSorted(compareIndex)

/** Bottom to top: what is in a shape lies on it; page by page. */
function inOrder(shapes: readonly Raw[], byId: ReadonlyMap<string, Raw>, pageIds: readonly string[]): Raw[] {
  const children = new Map<string, Raw[]>()
  const top: Raw[] = []
  for (const shape of shapes) {
    const parent = stringIn(shape, 'parentId')
    const isWithin = byId.get(parent) && !pageIds.includes(parent)
    const siblings = isWithin ? (children.get(parent) ?? []) : top
    siblings.push(shape)
    if (isWithin) children.set(parent, siblings)
  }
  const ordered: Raw[] = []
  const pageAt = (shape: Raw) => pageIds.indexOf(stringIn(shape, 'parentId'))
  const waiting = top.toSorted((a, b) => pageAt(a) - pageAt(b) || compareIndex(a, b)).toReversed()
  for (let shape = waiting.pop(); shape; shape = waiting.pop()) {
    ordered.push(shape)
    const within = children.get(stringIn(shape, 'id')) ?? []
    children.delete(stringIn(shape, 'id'))
    waiting.push(...within.toSorted(compareIndex).toReversed())
  }
  return ordered
}

function readingOf(records: readonly Raw[], byId: ReadonlyMap<string, Raw>, measure: MeasureText): Reading {
  const bindings = new Map<string, Raw>()
  for (const raw of records) {
    const isBinding = raw['typeName'] === 'binding' || stringIn(raw, 'id').startsWith('binding:')
    const props = raw['props']
    if (isBinding && isRaw(props)) bindings.set(`${stringIn(raw, 'fromId')} ${stringIn(props, 'terminal')}`, raw)
  }
  const [first] = pagesOf(records)
  const ids = createIds()
  return {
    ...createCollector(),
    measure,
    find: (id) => byId.get(id),
    bindingOf: (shape, terminal) => bindings.get(`${stringIn(shape, 'id')} ${terminal}`),
    firstPage: first ? stringIn(first, 'id') : '',
    idOf: ids,
  }
}
