import { type Belonging, readBelonging } from '../elements/belonging.ts'
import { type Born, isBorn, readProps, readZ } from '../elements/read.ts'
import { LIMITS } from '../limits.ts'
import type { BoardReader } from './board-reader.ts'
import type { Element } from './element.ts'
import { readMetaOf } from './meta.ts'
import { isNewerFormat, parseEditKey, parseTextKey } from './schema.ts'
import { readSection, readSections, type SectionReader, type StoredFields } from './sections.ts'
import { readStoredItems, type StoredId, type StoredItem } from './stored-items.ts'
import { textOfItems } from './stored-text.ts'
import { createValueReader } from './values.ts'

/** A board as it is stored, read without Yjs: it never changes. */
export interface StoredBoard {
  readonly reader: BoardReader
  /** Elements that may look otherwise once Yjs has read them: several people were at one thing at once. */
  readonly doubtful: ReadonlySet<string>
}

/** What the roots of a board hold. */
interface Content {
  readonly records: Map<string, Born>
  readonly edits: Map<string, Map<string, unknown>>
  readonly texts: Map<string, string>
  readonly meta: Map<string, unknown>
  readonly pages: Map<string, unknown>
  readonly layers: Map<string, unknown>
  readonly doubtful: Set<string>
}

/**
 * Reads the whole state of a board (a V1 update) in order to show it before the code that can change it is there. What nobody did at the same
 * time as somebody else it reads as Yjs does; the rest is told in `doubtful`.
 * @throws when the bytes are no update, or hold something that boards don't
 */
export function readStoredBoard(update: Uint8Array): StoredBoard {
  const content = contentOf(update)
  return { reader: readerOf(content), doubtful: content.doubtful }
}

function contentOf(update: Uint8Array): Content {
  const { items, deleted } = readStoredItems(update, createValueReader())
  const find = ([client, clock]: StoredId) => itemAt(items.get(client) ?? [], clock)
  const isDeleted = ([client, clock]: StoredId) => isIn(deleted.get(client) ?? [], clock)
  const content: Content = {
    records: new Map(),
    edits: new Map(),
    texts: new Map(),
    meta: new Map(),
    pages: new Map(),
    layers: new Map(),
    doubtful: new Set(),
  }
  const places = placesOf(items, find)
  const named = new Map<string, StoredItem[]>()
  const typed = new Map<StoredItem, StoredItem[]>()
  for (const [item, { parent, key }] of places) {
    if (typeof parent !== 'string') push(typed, parent, item)
    else if (key !== null) push(named, `${parent}\n${key}`, item)
    else if (parent === 'elements') takeRecords(item, isDeleted, content)
  }
  for (const [path, versions] of named) {
    const at = path.indexOf('\n')
    const { item, isCertain } = newestOf(versions, find)
    const isGone = isDeleted([item.client, item.clock + item.length - 1])
    takeNamed(content, path.slice(0, at), path.slice(at + 1), isGone ? null : item, isCertain, (type) =>
      textOfItems(typed.get(type) ?? [], isDeleted),
    )
  }
  return content
}

/** Where an item is: a root's name or the item that holds its type, and under which key. */
interface Place {
  readonly parent: string | StoredItem
  readonly key: string | null
}

/** What has no place of its own is where its neighbour is. Items whose neighbour is gone are gone, too. */
function placesOf(
  items: ReadonlyMap<number, readonly StoredItem[]>,
  find: (id: StoredId) => StoredItem | undefined,
): Map<StoredItem, Place> {
  const places = new Map<StoredItem, Place | null>()
  const placeNow = (item: StoredItem): Place | null => {
    if (typeof item.parent === 'string') return { parent: item.parent, key: item.key }
    const holder = item.parent && find(item.parent)
    return holder ? { parent: holder, key: item.key } : null
  }
  const resolve = (first: StoredItem): void => {
    const path: StoredItem[] = []
    let item: StoredItem | undefined = first
    while (item && !places.has(item)) {
      path.push(item)
      places.set(item, placeNow(item))
      const neighbour: StoredId | null = item.origin ?? item.rightOrigin
      item = item.parent === null && neighbour ? find(neighbour) : undefined
    }
    for (let i = path.length - 1; i >= 0; i--) {
      const each = path[i] as StoredItem
      const neighbour = each.origin ?? each.rightOrigin
      const next = each.parent === null && neighbour ? find(neighbour) : undefined
      if (next) places.set(each, places.get(next) ?? null)
    }
  }
  for (const own of items.values()) for (const item of own) resolve(item)
  return new Map([...places].filter((entry): entry is [StoredItem, Place] => entry[1] !== null))
}

function takeRecords(
  { client, clock, content: values }: StoredItem,
  isDeleted: (id: StoredId) => boolean,
  { records, doubtful }: Content,
): void {
  if (typeof values === 'string') return
  for (const [i, record] of (values ?? []).entries()) {
    if (!isBorn(record) || isDeleted([client, clock + i])) continue
    if (records.has(record.id)) doubtful.add(record.id)
    else records.set(record.id, record)
  }
}

/** Of all that was ever put under one key the last; each names the one before it. Where two name the same, the writer with the higher number wins. */
function newestOf(
  versions: readonly StoredItem[],
  find: (id: StoredId) => StoredItem | undefined,
): { readonly item: StoredItem; readonly isCertain: boolean } {
  const after = new Map<StoredItem | undefined, StoredItem[]>()
  for (const item of versions) push(after, item.origin ? find(item.origin) : undefined, item)
  let isCertain = true
  let item = versions[0] as StoredItem
  for (let next = after.get(undefined); next; next = after.get(item)) {
    if (next.length > 1) isCertain = false
    item = next.reduce((a, b) => (b.client > a.client ? b : a))
  }
  return { item, isCertain }
}

function takeNamed(
  { edits, texts, meta, pages, layers, doubtful }: Content,
  root: string,
  key: string,
  item: StoredItem | null,
  isCertain: boolean,
  textOf: (type: StoredItem) => { readonly text: string; readonly isCertain: boolean },
): void {
  const value = item && Array.isArray(item.content) ? (item.content as readonly unknown[]).at(-1) : undefined
  const fields = new Map(Object.entries({ meta, pages, layers })).get(root)
  if (item) fields?.set(key, value)
  if (root === 'texts' && item?.isType) {
    const text = textOf(item)
    texts.set(key, text.text)
    if (!text.isCertain || !isCertain) doubtful.add(parseTextKey(key).id)
  }
  const edit = root === 'edits' ? parseEditKey(key) : undefined
  if (!edit) return
  if (!isCertain) doubtful.add(edit.id)
  if (item) edits.set(edit.id, (edits.get(edit.id) ?? new Map<string, unknown>()).set(edit.field, value))
}

function readerOf({ records, edits, texts, meta, pages, layers }: Content): BoardReader {
  const partsOf = partTexts(texts)
  const belongingOf = (born: Born): Belonging => readBelonging(born, edits.get(born.id))
  const read = (born: Born): Element => {
    const { id, kind } = born
    const changed = edits.get(id)
    const words = { text: () => texts.get(id), texts: () => partsOf.get(id) ?? new Map<string, string>() }
    return { id, kind, z: readZ(born, changed), props: readProps(born, changed, words), belonging: belongingOf(born) }
  }
  return {
    size: records.size,
    newerFormat: isNewerFormat(meta),
    get(id) {
      const born = records.get(id)
      return born && read(born)
    },
    has: (id) => records.has(id),
    ids: () => records.keys(),
    kindOf: (id) => records.get(id)?.kind,
    belonging(id) {
      const born = records.get(id)
      return born && belongingOf(born)
    },
    *elements() {
      for (const born of records.values()) yield read(born)
    },
    meta: readMetaOf((key) => meta.get(key)),
    pages: sectionsOf(pages),
    layers: sectionsOf(layers),
    onChange: () => () => undefined,
    onMeta: () => () => undefined,
    destroy: () => undefined,
  }
}

const sectionsOf = (fields: StoredFields): SectionReader => ({
  all: () => readSections(fields),
  get: (id) => readSection(fields, id),
  onChange: () => () => undefined,
})

/** The texts of parts, by element and part: those of several makers one behind the other, always in the same order. */
function partTexts(texts: ReadonlyMap<string, string>): Map<string, Map<string, string>> {
  const parts = new Map<string, Map<string, string>>()
  for (const key of [...texts.keys()].sort()) {
    const { id, part } = parseTextKey(key)
    if (part === undefined) continue
    const own = parts.get(id) ?? new Map<string, string>()
    const text = `${own.get(part) ?? ''}${texts.get(key)}`.slice(0, LIMITS.textLength)
    if (text !== '') parts.set(id, own.set(part, text))
  }
  return parts
}

function itemAt(items: readonly StoredItem[], clock: number): StoredItem | undefined {
  let [low, high] = [0, items.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const item = items[middle] as StoredItem
    if (clock < item.clock) high = middle - 1
    else if (clock >= item.clock + item.length) low = middle + 1
    else return item
  }
  return undefined
}

/** Ranges are in order: Yjs writes them so. */
function isIn(ranges: readonly (readonly [number, number])[], clock: number): boolean {
  let [low, high] = [0, ranges.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [from, length] = ranges[middle] as readonly [number, number]
    if (clock < from) high = middle - 1
    else if (clock >= from + length) low = middle + 1
    else return true
  }
  return false
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
