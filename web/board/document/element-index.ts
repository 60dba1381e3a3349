import type * as Y from 'yjs'
import { isBorn, readZ, type Born, type Edits } from '../elements/read.ts'
import { parseEditKey, parseTextKey, type Roots } from './schema.ts'
import { itemsIn, itemsMade, keysChanged, valuesOf } from './structs.ts'

/**
 * Elements by id, derived from the shared types and kept up to date transaction by transaction, in time proportional to the
 * transaction. Nothing in here is a source of truth.
 */
export interface ElementIndex {
  readonly size: number
  ids(): IterableIterator<string>
  born(id: string): Born | undefined
  edits(id: string): Edits | undefined
  /** Under which keys the texts of an element's parts stand, by part, always in the same order. */
  texts(id: string): ReadonlyMap<string, readonly string[]> | undefined
  /** At or above the highest z of all elements; `undefined` while there has been none. */
  readonly top: string | undefined
  /** Takes in what a transaction did to elements, edits and the texts of parts; answers each element id it touched, and whether it was there before. */
  follow(transaction: Y.Transaction): Map<string, boolean>
}

/** Notes that a transaction did something to an element, and whether it was there until now. */
type Touch = (id: string, wasThere: boolean) => void

export function createElementIndex(roots: Roots): ElementIndex {
  const records = new Map<string, Born>()
  const edits = new Map<string, Map<string, unknown>>()
  const texts = new Map<string, Map<string, readonly string[]>>()
  /** Ids with more than one live record. */
  const twice = new Set<string>()
  let top: string | undefined

  /** Readers show the first record of an id. Which one that is takes a walk over the board; ids are contested rarely. */
  const settle = (contested: ReadonlySet<string>): void => {
    for (const id of contested) {
      records.delete(id)
      twice.delete(id)
    }
    roots.elements.forEach((record) => {
      if (!isBorn(record) || !contested.has(record.id)) return
      if (records.has(record.id)) twice.add(record.id)
      else records.set(record.id, record)
    })
  }

  const setEdit = (key: string): string | undefined => {
    const parsed = parseEditKey(key)
    if (!parsed) return undefined
    const { id, field } = parsed
    if (roots.edits.has(key)) {
      const fields = edits.get(id) ?? new Map<string, unknown>()
      edits.set(id, fields.set(field, roots.edits.get(key)))
    } else if (edits.get(id)?.delete(field) && edits.get(id)?.size === 0) edits.delete(id)
    return id
  }

  const setText = (key: string): void => {
    const { id, part } = parseTextKey(key)
    if (part === undefined) return
    const parts = texts.get(id) ?? new Map<string, readonly string[]>()
    const others = parts.get(part)?.filter((other) => other !== key) ?? []
    const keys = roots.texts.has(key) ? [...others, key].sort() : others
    if (keys.length > 0) texts.set(id, parts.set(part, keys))
    else if (parts.delete(part) && parts.size === 0) texts.delete(id)
  }

  const raiseTop = (id: string): void => {
    const record = records.get(id)
    const z = record && readZ(record, edits.get(id))
    if (z !== undefined && (top === undefined || z > top)) top = z
  }

  const followRecords = (transaction: Y.Transaction, touch: Touch): void => {
    const contested = new Set<string>()
    for (const stretch of itemsIn(transaction.doc, transaction.deleteSet)) {
      if (stretch.item.parent !== roots.elements) continue
      for (const record of valuesOf(stretch)) {
        if (!isBorn(record) || !records.has(record.id)) continue
        touch(record.id, true)
        if (twice.has(record.id)) contested.add(record.id)
        else if (records.get(record.id) === record) records.delete(record.id)
      }
    }
    for (const stretch of itemsMade(transaction)) {
      if (stretch.item.parent !== roots.elements || stretch.item.deleted) continue
      for (const record of valuesOf(stretch)) {
        if (!isBorn(record)) continue
        // Hot path (every element of a board that opens): to ask first would take as long again.
        const before = records.size
        records.set(record.id, record)
        const wasThere = records.size === before
        touch(record.id, wasThere)
        if (wasThere) contested.add(record.id)
      }
    }
    if (contested.size > 0) settle(contested)
  }

  const index: ElementIndex = {
    get size() {
      return records.size
    },
    get top() {
      return top
    },
    ids: () => records.keys(),
    born: (id) => records.get(id),
    edits: (id) => edits.get(id),
    texts: (id) => texts.get(id),
    follow(transaction) {
      const touched = new Map<string, boolean>()
      const touch: Touch = (id, wasThere) => {
        if (!touched.has(id)) touched.set(id, wasThere)
      }
      if (keysChanged(transaction, roots.elements)) followRecords(transaction, touch)
      for (const key of keysChanged(transaction, roots.edits) ?? []) {
        const id = key === null ? undefined : setEdit(key)
        if (id !== undefined) touch(id, records.has(id))
      }
      for (const key of keysChanged(transaction, roots.texts) ?? []) if (key !== null) setText(key)
      for (const id of touched.keys()) raiseTop(id)
      return touched
    },
  }

  roots.elements.forEach((record) => {
    if (!isBorn(record)) return
    if (records.has(record.id)) twice.add(record.id)
    else records.set(record.id, record)
  })
  for (const key of roots.edits.keys()) setEdit(key)
  for (const key of roots.texts.keys()) setText(key)
  for (const id of records.keys()) raiseTop(id)
  return index
}
