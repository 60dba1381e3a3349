import { fieldOf } from '../elements/field-of.ts'
import { isKnownKind, kindOf } from '../elements/index.ts'
import type { BoardDocument } from './board-document.ts'
import type { NewElement } from './element.ts'
import type { BoardMeta } from './meta.ts'
import { newId } from './new-id.ts'
import type { SectionFields, SectionReader } from './sections.ts'
import { editToward } from './text.ts'

/** An element with its place in the order, as plain values. */
type Whole = NewElement & { readonly id: string; readonly z: string }

/** What of an element is other. */
export interface ElementDifference {
  readonly id: string
  /** Their new values by name; `z` may be one of them. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly text?: string
  /** Of its parts, by name; empty where one says nothing any more. */
  readonly texts?: Readonly<Record<string, string>>
}

/** What makes one board into another. Plain values: it travels between threads. */
export interface Difference {
  readonly added: readonly Whole[]
  readonly removed: readonly string[]
  readonly changed: readonly ElementDifference[]
  readonly settings: Partial<BoardMeta>
  readonly pages: readonly SectionDifference[]
  readonly layers: readonly SectionDifference[]
}

/** What of a page or layer is other; one that is not to be there is gone. */
interface SectionDifference {
  readonly id: string
  readonly fields: SectionFields
}

/** In time proportional to both boards; or, where only these elements are looked at, to them. */
export function differenceBetween(from: BoardDocument, to: BoardDocument, only?: ReadonlySet<string>): Difference {
  const idsIn = (board: BoardDocument): Iterable<string> =>
    only === undefined ? board.ids() : [...only].filter((id) => board.has(id))
  const added: Whole[] = []
  const removed: string[] = []
  const changed: ElementDifference[] = []
  for (const id of idsIn(from)) if (to.kindOf(id) !== from.kindOf(id)) removed.push(id)
  for (const id of idsIn(to)) {
    const after = wholeOf(to, id)
    // What can't be changed into it is replaced by it.
    if (from.kindOf(id) === to.kindOf(id)) {
      const difference = fieldsThatDiffer(wholeOf(from, id), after)
      if (difference === undefined) continue
      if (isKnownKind(after.kind)) changed.push(difference)
      else {
        removed.push(id)
        added.push({ ...after, id: newId() })
      }
    } else added.push(from.has(id) ? { ...after, id: newId() } : after)
  }
  return {
    added,
    removed,
    changed,
    settings: settingsThatDiffer(from.meta, to.meta),
    pages: sectionsThatDiffer(from.pages, to.pages),
    layers: sectionsThatDiffer(from.layers, to.layers),
  }
}

export const isNoDifference = ({ settings, ...lists }: Difference): boolean =>
  Object.keys(settings).length === 0 && Object.values(lists).every((list) => list.length === 0)

/**
 * Makes the difference on a board on which others may have worked since it was found, in one transaction: what is gone by now stays gone, and
 * what has come since stays.
 */
export function applyDifference(board: BoardDocument, difference: Difference): void {
  const { added, removed, changed, settings, pages, layers } = difference
  board.batch(() => {
    board.remove(removed.filter((id) => board.has(id)))
    for (const { id, fields, text, texts = {} } of changed) {
      for (const [name, value] of Object.entries(fields)) board.edit([id], name, value)
      const edit = text === undefined ? undefined : editToward(textOf(board, id), text)
      if (edit !== undefined && board.has(id)) board.editText(id, [edit])
      for (const [part, words] of Object.entries(texts)) {
        const change = editToward(textsOf(board, id)?.get(part) ?? '', words)
        if (change !== undefined && board.has(id)) board.editText(id, [change], part)
      }
    }
    board.add(added.filter(({ id }) => !board.has(id)))
    board.setMeta(settings)
    for (const { id, fields } of pages) board.pages.edit(id, fields)
    for (const { id, fields } of layers) board.layers.edit(id, fields)
  })
}

const textOf = (board: BoardDocument, id: string): string =>
  (board.get(id)?.props as { readonly text?: string } | undefined)?.text ?? ''

const textsOf = (board: BoardDocument, id: string): ReadonlyMap<string, string> | undefined =>
  (board.get(id)?.props as { readonly texts?: ReadonlyMap<string, string> } | undefined)?.texts

/** With the words of parts that are gone, which no copy has: they are there again with a row that comes back. */
function wholeOf(board: BoardDocument, id: string): Whole {
  const [copy] = board.copy([id])
  const element = board.get(id)
  const { texts } = (element?.props ?? {}) as { readonly texts?: ReadonlyMap<string, string> }
  const words = texts === undefined ? {} : { texts: Object.fromEntries(texts) }
  return { ...(copy as NewElement), ...words, id, z: element?.z ?? '' }
}

/** A field that only one of them has is as its kind says where it is not said. */
function fieldsThatDiffer(from: Whole, to: Whole): ElementDifference | undefined {
  const { text, texts = {}, ...after } = to
  const fields: Record<string, unknown> = {}
  const kind = kindOf(to.kind)
  for (const name of new Set([...Object.keys(from), ...Object.keys(after)])) {
    if (name === 'id' || name === 'kind' || name === 'text' || name === 'texts') continue
    const value = Object.hasOwn(after, name) ? after[name] : fieldOf(kind, name)?.fallback
    if (value !== undefined && !isSame(from[name], value)) fields[name] = value
  }
  const isOtherText = text !== undefined && text !== from.text
  const otherTexts = textsThatDiffer(from.texts ?? {}, texts)
  const hasOtherTexts = Object.keys(otherTexts).length > 0
  if (Object.keys(fields).length === 0 && !isOtherText && !hasOtherTexts) return undefined
  return { id: to.id, fields, ...(isOtherText ? { text } : {}), ...(hasOtherTexts ? { texts: otherTexts } : {}) }
}

function textsThatDiffer(
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const parts = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  const other = parts.filter((part) => (from[part] ?? '') !== (to[part] ?? ''))
  return Object.fromEntries(other.map((part) => [part, to[part] ?? '']))
}

function settingsThatDiffer(from: BoardMeta, to: BoardMeta): Partial<BoardMeta> {
  const names = (Object.keys(to) as (keyof BoardMeta)[]).filter((name) => from[name] !== to[name])
  return Object.fromEntries(names.map((name) => [name, to[name]]))
}

function sectionsThatDiffer(from: SectionReader, to: SectionReader): readonly SectionDifference[] {
  const then = new Map(to.all().map((section) => [section.id, section]))
  const ids = new Set([...then.keys(), ...from.all().map(({ id }) => id)])
  return Array.from(ids, (id): SectionDifference => {
    const now = from.get(id)
    const section = then.get(id) ?? { ...now, gone: true }
    const names = (Object.keys(section) as (keyof SectionFields)[]).filter((name) => section[name] !== now[name])
    return { id, fields: Object.fromEntries(names.map((name) => [name, section[name]])) }
  }).filter(({ fields }) => Object.keys(fields).length > 0)
}

/** Of plain values: what JSON can say, and bytes. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Uint8Array || b instanceof Uint8Array)
    return (
      a instanceof Uint8Array &&
      b instanceof Uint8Array &&
      a.length === b.length &&
      a.every((byte, at) => byte === b[at])
    )
  const [own, other] = [Object.entries(a), b as Readonly<Record<string, unknown>>]
  return own.length === Object.keys(b).length && own.every(([name, value]) => isSame(value, other[name]))
}
