import * as Y from 'yjs'
import { isBorn } from '../elements/read.ts'
import { LIMITS } from '../limits.ts'
import type { BoardDocument } from './board-document.ts'
import { faultOfEdit, faultOfMeta, faultOfRecord, faultOfSection, faultOfTextKey, type Fault } from './legal.ts'
import { parseEditKey, parseTextKey, rootsOf, type Roots } from './schema.ts'
import { itemsBetween } from './structs.ts'

/** A piece of somebody's work that no board may hold. */
export interface Lost {
  readonly what: 'element' | 'change' | 'text' | 'setting' | 'something else'
  /** Of the element or setting, as far as it has one. */
  readonly id: string
  readonly why: string
  readonly value: unknown
}

/** Records that go into one transaction, so that no message becomes too large. */
const RECORDS_AT_ONCE = 50

/**
 * The server refused a copy of a board, whole. This brings what only that copy has (`kept`) into `doc`, a fresh copy as the
 * server has it, piece by piece: elements with their ids, changes, texts, typing, settings, deletions. What no board may
 * hold is left out and answered. May be repeated: what is there already is not made again.
 *
 * Nothing that others did meanwhile is undone: an element that the server had and has no more stays away, and what others
 * typed stays.
 */
export function salvage(kept: Y.Doc, doc: Y.Doc, board: BoardDocument): readonly Lost[] {
  const roots = rootsOf(doc)
  const work = unsentWork(kept, doc)
  removeDeleted(kept, roots, board)
  const present = new Set(Array.from(board.elements(), ({ id }) => id))
  const texts = textsById(work)
  const records = work.records.filter((record) => isBorn(record) && !present.has(record.id))
  for (let first = 0; first < records.length; first += RECORDS_AT_ONCE) {
    doc.transact(() => {
      const some = records.slice(first, first + RECORDS_AT_ONCE)
      roots.elements.insert(roots.elements.length, some)
      for (const record of some) if (isBorn(record)) bringTexts(texts.get(record.id), roots)
    })
  }
  for (const [id, some] of texts) if (present.has(id)) doc.transact(() => bringTexts(some, roots))
  doc.transact(() => {
    for (const [key, value] of work.edits) {
      const id = parseEditKey(key)?.id
      if (id !== undefined && board.get(id) && roots.edits.get(key) !== value) roots.edits.set(key, value)
    }
    for (const name of ['meta', 'pages', 'layers'] as const)
      for (const [key, value] of work[name]) if (roots[name].get(key) !== value) roots[name].set(key, value)
  })
  doc.transact(() => bringTyping(kept, doc, roots))
  return work.lost
}

interface Work {
  readonly records: unknown[]
  readonly edits: Map<string, unknown>
  readonly meta: Map<string, unknown>
  readonly pages: Map<string, unknown>
  readonly layers: Map<string, unknown>
  /** Texts that only this copy has. */
  readonly texts: Map<string, string>
  readonly lost: Lost[]
}

/** What is alive in `kept` and was made by clocks that `doc` has never seen. */
function unsentWork(kept: Y.Doc, doc: Y.Doc): Work {
  const work: Work = {
    records: [],
    edits: new Map(),
    meta: new Map(),
    pages: new Map(),
    layers: new Map(),
    texts: new Map(),
    lost: [],
  }
  for (const [client, structs] of kept.store.clients) {
    const known = Y.getState(doc.store, client)
    for (const struct of structs) {
      if (struct.id.clock + struct.length <= known || !(struct instanceof Y.Item) || struct.deleted) continue
      sort(struct, Math.max(0, known - struct.id.clock), work)
    }
  }
  return work
}

/** Puts one item where it belongs. `from`: its first unit that is unsent. */
function sort(item: Y.Item, from: number, { records, edits, meta, pages, layers, texts, lost }: Work): void {
  const { parentSub: key, content } = item
  const { _item: owner } = item.parent as Y.AbstractType<unknown>
  // Typing is merged on its own; what lies within something else that is lost is lost with it.
  if (owner !== null) return
  const root = Y.findRootTypeKey(item.parent as Y.AbstractType<unknown>)
  const lose = (what: Lost['what'], id: string, why: string, value: unknown): void =>
    void lost.push({ what, id, why, value })
  const values = content.getContent().slice(from) as unknown[]
  const keep = (what: Lost['what'], map: Map<string, unknown>, fault: Fault): void => {
    if (fault === undefined) map.set(key ?? '', values.at(-1))
    else lose(what, key ?? '', fault, plain(values.at(-1)))
  }
  if (root === 'elements' && key === null) {
    for (const value of values) {
      const fault = faultOfRecord(value)
      if (fault === undefined) records.push(value)
      else lose('element', isBorn(value) ? value.id : '', fault, plain(value))
    }
  } else if (root === 'edits' && key !== null) keep('change', edits, faultOfEdit(key, values.at(-1)))
  else if (root === 'meta' && key !== null) keep('setting', meta, faultOfMeta(key, values.at(-1)))
  else if ((root === 'pages' || root === 'layers') && key !== null)
    keep('setting', root === 'pages' ? pages : layers, faultOfSection(key, values.at(-1)))
  else if (root === 'texts' && key !== null) {
    const [text] = values
    const fault = faultOfTextKey(key) ?? faultOfText(text)
    if (text instanceof Y.Text && faultOfTextKey(key) === undefined) texts.set(key, plainText(text))
    if (fault !== undefined) lose('text', key, fault, plain(text))
  } else lose('something else', key ?? root, `a board has no such place: ${root}`, values.map(plain))
}

/** A value that may be a shared type, as plain data. */
const plain = (value: unknown): unknown => (value instanceof Y.AbstractType ? value.toJSON() : value)

const plainText = (text: Y.Text): string => text.toJSON().slice(0, LIMITS.textLength)

function faultOfText(text: unknown): Fault {
  if (!(text instanceof Y.Text)) return 'it is not text'
  if (text.length > LIMITS.textLength) return 'it is too long'
  const pieces = text.toDelta() as readonly { readonly insert?: unknown; readonly attributes?: unknown }[]
  return pieces.every(({ insert, attributes }) => typeof insert === 'string' && attributes === undefined)
    ? undefined
    : 'it holds more than plain characters'
}

type Texts = readonly (readonly [key: string, text: string])[]

/** An element's own, and those of its parts. */
function textsById({ texts }: Work): ReadonlyMap<string, Texts> {
  const byId = new Map<string, Texts>()
  for (const entry of texts) {
    const { id } = parseTextKey(entry[0])
    byId.set(id, [...(byId.get(id) ?? []), entry])
  }
  return byId
}

function bringTexts(some: Texts = [], { texts }: Roots): void {
  for (const [key, text] of some) if (!texts.has(key)) texts.set(key, new Y.Text(text))
}

/** Elements that the copy knew and had deleted. */
function removeDeleted(kept: Y.Doc, { elements }: Roots, board: BoardDocument): void {
  const gone: string[] = []
  for (let item = startOf(elements); item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentAny)) continue
    for (const [unit, record] of item.content.arr.entries()) {
      if (isBorn(record) && isDeletedIn(kept, item.id.client, item.id.clock + unit)) gone.push(record.id)
    }
  }
  board.remove(gone)
}

function startOf(type: Y.AbstractType<never> | Y.Array<unknown> | Y.Text): Y.Item | null {
  const { _start: first } = type
  return first
}

/** Did that copy have it, and delete it? */
function isDeletedIn(doc: Y.Doc, client: number, clock: number): boolean {
  if (clock >= Y.getState(doc.store, client)) return false
  const [stretch] = itemsBetween(doc, client, clock, clock + 1)
  return stretch === undefined || stretch.item.deleted
}

/** In texts that both have: takes out what was deleted, and puts in what was typed, after the character that it followed. */
function bringTyping(kept: Y.Doc, doc: Y.Doc, { texts }: Roots): void {
  const theirs = kept.getMap('texts')
  for (const [id, text] of texts) {
    const mine = theirs.get(id)
    if (!(text instanceof Y.Text) || !(mine instanceof Y.Text) || !isSameType(text, mine)) continue
    deleteTyped(kept, text)
    insertTyped(mine, doc, text)
  }
}

function isSameType({ _item: a }: Y.Text, { _item: b }: Y.Text): boolean {
  return a !== null && b !== null && Y.compareIDs(a.id, b.id)
}

function deleteTyped(kept: Y.Doc, text: Y.Text): void {
  const gone: number[] = []
  let at = 0
  for (let item = startOf(text); item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    for (let unit = 0; unit < item.length; unit++, at++)
      if (isDeletedIn(kept, item.id.client, item.id.clock + unit)) gone.push(at)
  }
  for (const index of gone.toReversed()) text.delete(index, 1)
}

function insertTyped(mine: Y.Text, doc: Y.Doc, text: Y.Text): void {
  let before: Y.ID | null = null
  let typed = ''
  // Never before what was put in already: characters that are gone don't tell on which side of it they were.
  let at = 0
  const put = (): void => {
    if (typed === '') return
    at = Math.max(at, placeAfter(before, doc, text))
    text.insert(at, typed)
    at += typed.length
    typed = ''
  }
  for (let item = startOf(mine); item !== null; item = item.right) {
    const { client, clock } = item.id
    const known = Math.min(item.length, Math.max(0, Y.getState(doc.store, client) - clock))
    if (known > 0) {
      put()
      before = Y.createID(client, clock + known - 1)
    }
    if (!item.deleted && item.content instanceof Y.ContentString) typed += item.content.str.slice(known)
  }
  put()
}

function placeAfter(id: Y.ID | null, doc: Y.Doc, text: Y.Text): number {
  if (id === null) return 0
  const place = Y.createRelativePositionFromJSON({ item: { client: id.client, clock: id.clock }, assoc: -1 })
  return Y.createAbsolutePositionFromRelativePosition(place, doc)?.index ?? text.length
}
