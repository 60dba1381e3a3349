import type * as Y from 'yjs'
import { birthBelonging } from '../elements/belonging.ts'
import type { Field, Placed } from '../elements/element-kind.ts'
import { memberOf } from '../elements/family.ts'
import { fieldOf, flatProps } from '../elements/field-of.ts'
import { isKnownKind, kindOf } from '../elements/index.ts'
import { isBorn } from '../elements/read.ts'
import { compareZ, isZ } from '../elements/z-order.ts'
import { isValidMatrix, multiply, translate, type Matrix } from '../geometry/matrix.ts'
import type { Element, ElementRecord, NewElement } from './element.ts'
import type { TextEdit } from './text.ts'
import type { ElementIndex } from './element-index.ts'
import type { ElementReader } from './element-reader.ts'
import { isPartName } from './legal.ts'
import { newId, newKey } from './new-id.ts'
import { createRenew, type Renew } from './renew.ts'
import { keysAbove } from './order.ts'
import { removeAt } from './remove.ts'
import { editKey, textKey, type Roots } from './schema.ts'
import { applyTextEdits, newText } from './text.ts'

/** What one does to the elements of a board. */
export interface ElementWriter {
  /** Adds elements on top (or at their `z`); answers their ids. */
  add(elements: readonly NewElement[]): string[]
  /** Deletes elements with their edits and texts. Unknown ids are ignored. */
  remove(ids: Iterable<string>): void
  /** Moves, scales or rotates, all by one map or each by its own: one `matrix` write per element. */
  transform(ids: Iterable<string>, by: Matrix | ((id: string) => Matrix)): void
  /** Writes one field of several elements, the same to all or to each its own; a value that the kind refuses is skipped. */
  edit(ids: Iterable<string>, field: string, value: unknown): void
  /** Types into an element, or into one of its parts. */
  editText(id: string, edits: readonly TextEdit[], part?: string): void
  /** The elements as plain values, bottom to top, without z: for the clipboard and for files. `renew` makes new elements of them. */
  copy(ids: Iterable<string>, shown?: (element: Element) => Placed): NewElement[]
  /** Copies of the elements, shifted; answers the new ids in the order given. */
  duplicate(ids: Iterable<string>, dx: number, dy: number, how?: HowToCopy): string[]
}

export interface HowToCopy {
  /** The props to copy where they are not those stored. */
  readonly shown?: (element: Element) => Placed
  /** One for all the parts of a copy that is made part by part. */
  readonly renew?: Renew
}

/** Names that a record's fields may not have: what the document fills in itself, and what poisons objects. */
const RESERVED: ReadonlySet<string> = new Set(['id', 'kind', 'z', '__proto__', 'constructor', 'prototype'])

/** The writes alone: whoever calls them has opened the transaction. */
export function createElementWriter(roots: Roots, index: ElementIndex, reader: ElementReader): ElementWriter {
  const live = (ids: Iterable<string>): Element[] =>
    [...new Set(ids)].map((id) => reader.get(id)).filter((element) => element !== undefined)

  const add = (elements: readonly NewElement[]): string[] => {
    const zs = keysAbove(index.top, elements.length)
    const records: ElementRecord[] = []
    const texts = new Map<string, string>()
    const ids = new Set<string>()
    // All is checked before anything is written: a transaction cannot be rolled back.
    for (const [i, { text, texts: ofParts = {}, ...fields }] of elements.entries()) {
      const record = birthRecord(fields, fields.id ?? newId(), zs[i] as string)
      const { id, kind } = record
      if (!isBorn(record) || index.born(id) || ids.has(id))
        throw new TypeError(`no new element can be "${id}", a "${kind}"`)
      ids.add(id)
      records.push(record)
      // A kind that only a newer version knows has a text when it comes with one.
      const isUnknown = !isKnownKind(kind)
      const { parts } = kindOf(kind).text ?? {}
      if ((kindOf(kind).text && !parts) || (text !== undefined && isUnknown)) texts.set(textKey(id), text ?? '')
      if (parts || isUnknown)
        for (const [part, words] of Object.entries(ofParts)) if (words !== '') texts.set(textKey(id, part), words)
    }
    if (records.length > 0) roots.elements.insert(roots.elements.length, records)
    for (const [key, text] of texts) roots.texts.set(key, newText(text))
    return [...ids]
  }

  const setField = (id: string, field: string, value: unknown): void => {
    roots.edits.set(editKey(id, field), value)
  }

  const copyOf = ({ id, kind, props: stored, belonging }: Element, props = stored): NewElement => {
    const text = reader.textOf(id)
    const texts = partsOf(kind, props, reader.textsOf(id))
    const fields = { ...index.born(id), ...Object.fromEntries(index.edits(id) ?? []) }
    const own = isKnownKind(kind) ? { ...flatProps(kindOf(kind), props), ...birthBelonging({ ...belonging }) } : fields
    const copy = { ...withoutReserved(own), id, kind, matrix: props.matrix }
    return {
      ...copy,
      ...(text === undefined ? {} : { text }),
      ...(texts.size > 0 ? { texts: Object.fromEntries(texts) } : {}),
    }
  }
  const begun = (id: string, part: string | undefined): Y.Text =>
    roots.texts.set(textKey(id, part, part === undefined ? undefined : newKey()), newText(''))
  const bottomUp = (ids: Iterable<string>): Element[] => live(ids).toSorted(compareZ)

  return {
    add,

    remove(ids) {
      const gone = new Set([...ids].filter((id) => index.born(id)))
      if (gone.size === 0) return
      const indices: number[] = []
      // One pass over the board: all records of an id go, and Yjs deletes by position.
      roots.elements.forEach((record, i) => {
        if (gone.has(idOf(record))) indices.push(i)
      })
      removeAt(roots.elements, indices)
      for (const id of gone) {
        for (const field of index.edits(id)?.keys() ?? []) roots.edits.delete(editKey(id, field))
        if (roots.texts.has(id)) roots.texts.delete(id)
        for (const keys of index.texts(id)?.values() ?? []) for (const key of keys) roots.texts.delete(key)
      }
    },

    transform(ids, by) {
      for (const { id, kind, props } of live(ids)) {
        const matrix = kindOf(kind).transform(props, typeof by === 'function' ? by(id) : by)
        if (isValidMatrix(matrix)) setField(id, 'matrix', matrix)
      }
    },

    edit(ids, field, value) {
      for (const { id, kind } of live(ids)) {
        // No field holds a function.
        const raw: unknown = isFunction(value) ? value(id) : value
        const parsed = field === 'z' ? (isZ(raw) ? raw : undefined) : fieldOf(kindOf(kind), field)?.parse(raw)
        if (parsed !== undefined) setField(id, field, parsed)
      }
    },

    editText(id, edits, part) {
      const { text } = kindOf(index.born(id)?.kind ?? '')
      if (!text || (part === undefined) !== (text.parts === undefined)) return
      if (part !== undefined && !isPartName(part)) return
      const shared = reader.sharedTexts(id, part)
      applyTextEdits(shared.length > 0 ? shared : [begun(id, part)], edits)
    },

    copy: (ids, shown) => bottomUp(ids).map((element) => copyOf(element, shown?.(element))),

    duplicate(ids, dx, dy, { shown, renew = createRenew() } = {}) {
      const originals = bottomUp(ids)
      const copies = renew(originals.map((element) => moved(copyOf(element, shown?.(element)), dx, dy)))
      add(copies)
      const copyBy = new Map(originals.map(({ id }, i) => [id, copies[i]?.id]))
      return [...new Set(ids)].flatMap((id) => copyBy.get(id) ?? [])
    },
  }
}

/** Of any stored value. Cheaper than a whole check, for it is asked of every record of a board. */
const idOf = (record: unknown): string => {
  const id = typeof record === 'object' && record !== null && 'id' in record ? record.id : undefined
  return typeof id === 'string' ? id : ''
}

const isFunction = (value: unknown): value is (id: string) => unknown => typeof value === 'function'

/**
 * A record as it is stored: what differs from the fallbacks of a known kind, for it is read as those anyway, or all fields of a
 * kind that only a newer version knows.
 */
function birthRecord(element: NewElement, id: string, z: string): ElementRecord {
  const { kind } = element
  const fields: Record<string, unknown> = {}
  if (isKnownKind(kind)) {
    for (const [name, field] of Object.entries<Field<unknown>>(kindOf(kind).fields)) {
      const value = field.parse(element[name])
      if (value !== undefined && value !== field.fallback) fields[name] = value
    }
    Object.assign(fields, birthMembers(element), birthBelonging(element))
  } else Object.assign(fields, withoutReserved(element))
  return { matrix: kindOf(kind).fields.matrix.fallback, ...fields, id, kind, z: isZ(element.z) ? element.z : z }
}

/** Those of a new element's families. */
function birthMembers(element: NewElement): Record<string, unknown> {
  const kind = kindOf(element.kind)
  if (!kind.families) return {}
  const members = Object.entries(element).filter(([name]) => memberOf(name) !== undefined)
  return Object.fromEntries(
    members.filter(([name, value]) => value !== null && fieldOf(kind, name)?.parse(value) !== undefined),
  )
}

/** The texts of those parts that there are; all of a kind that only a newer version knows. */
function partsOf(kind: string, props: Placed, texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (texts.size === 0 || !isKnownKind(kind)) return texts
  const parts = new Set(kindOf(kind).text?.parts?.all(props))
  return new Map([...texts].filter(([part]) => parts.has(part)))
}

const moved = (element: NewElement, dx: number, dy: number): NewElement => ({
  ...element,
  matrix: multiply(translate(dx, dy), element['matrix'] as Matrix),
})

const withoutReserved = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !RESERVED.has(name)))
