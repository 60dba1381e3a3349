import { belongingField, birthBelonging } from '../elements/belonging.ts'
import type { Field, Placed } from '../elements/element-kind.ts'
import { isKnownKind, kindOf } from '../elements/index.ts'
import { isBorn } from '../elements/read.ts'
import { compareZ, isZ } from '../elements/z-order.ts'
import { isValidMatrix, multiply, translate, type Matrix } from '../geometry/matrix.ts'
import type { Element, ElementRecord, NewElement } from './element.ts'
import type { TextEdit } from './text.ts'
import type { ElementIndex } from './element-index.ts'
import type { ElementReader } from './element-reader.ts'
import { newId } from './new-id.ts'
import { createRenew, type Renew } from './renew.ts'
import { keysAbove } from './order.ts'
import { removeAt } from './remove.ts'
import { editKey, type Roots } from './schema.ts'
import { applyTextEdits, newText } from './text.ts'

/** The writes of a board, to be called within a transaction. */
export interface ElementWriter {
  add(elements: readonly NewElement[]): string[]
  remove(ids: Iterable<string>): void
  transform(ids: Iterable<string>, by: Matrix | ((id: string) => Matrix)): void
  edit(ids: Iterable<string>, field: string, value: unknown): void
  editText(id: string, edits: readonly TextEdit[]): void
  copy(ids: Iterable<string>, shown?: (element: Element) => Placed): NewElement[]
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

export function createElementWriter(roots: Roots, index: ElementIndex, reader: ElementReader): ElementWriter {
  const live = (ids: Iterable<string>): Element[] =>
    [...new Set(ids)].map((id) => reader.get(id)).filter((element) => element !== undefined)

  const add = (elements: readonly NewElement[]): string[] => {
    const zs = keysAbove(index.top, elements.length)
    const records: ElementRecord[] = []
    const texts = new Map<string, string>()
    const ids = new Set<string>()
    // All is checked before anything is written: a transaction cannot be rolled back.
    for (const [i, { text, ...fields }] of elements.entries()) {
      const record = birthRecord(fields, fields.id ?? newId(), zs[i] as string)
      const { id, kind } = record
      if (!isBorn(record) || index.born(id) || ids.has(id))
        throw new TypeError(`no new element can be "${id}", a "${kind}"`)
      ids.add(id)
      records.push(record)
      // A kind that only a newer version knows has a text when it comes with one.
      if (kindOf(kind).text || (text !== undefined && !isKnownKind(kind))) texts.set(id, text ?? '')
    }
    if (records.length > 0) roots.elements.insert(roots.elements.length, records)
    for (const [id, text] of texts) roots.texts.set(id, newText(text))
    return [...ids]
  }

  const setField = (id: string, field: string, value: unknown): void => {
    roots.edits.set(editKey(id, field), value)
  }

  const copyOf = ({ id, kind, props: stored, belonging }: Element, props = stored): NewElement => {
    const text = reader.textOf(id)
    const fields = { ...index.born(id), ...Object.fromEntries(index.edits(id) ?? []) }
    const own = withoutReserved(isKnownKind(kind) ? { ...props, ...birthBelonging({ ...belonging }) } : fields)
    const copy = { ...own, id, kind, matrix: props.matrix }
    return text === undefined ? copy : { ...copy, text }
  }
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
        const parsed = field === 'z' ? (isZ(raw) ? raw : undefined) : fieldOf(kind, field)?.parse(raw)
        if (parsed !== undefined) setField(id, field, parsed)
      }
    },

    editText(id, edits) {
      const element = reader.get(id)
      if (!element || !kindOf(element.kind).text) return
      if (!reader.sharedText(id)) roots.texts.set(id, newText(''))
      const text = reader.sharedText(id)
      if (text) applyTextEdits(text, edits)
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

const fieldOf = (kind: string, name: string): Field<unknown> | undefined => {
  const fields: Readonly<Record<string, Field<unknown>>> = kindOf(kind).fields
  return Object.hasOwn(fields, name) ? fields[name] : belongingField(name)
}

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
    Object.assign(fields, birthBelonging(element))
  } else Object.assign(fields, withoutReserved(element))
  return { matrix: kindOf(kind).fields.matrix.fallback, ...fields, id, kind, z: isZ(element.z) ? element.z : z }
}

const moved = (element: NewElement, dx: number, dy: number): NewElement => ({
  ...element,
  matrix: multiply(translate(dx, dy), element['matrix'] as Matrix),
})

const withoutReserved = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !RESERVED.has(name)))
