import type * as Y from 'yjs'

/** The format that this version writes. A board that says nothing has format 1. */
const FORMAT_VERSION = 1

/** Where the format stands in `meta`. */
const FORMAT_KEY = 'format'

/** The shared types of a board by root name. Their names are stored: never change one. The roots `comments` and `chat` are reserved. */
export interface Roots {
  /** Birth records; one run of ContentAny per writer. */
  readonly elements: Y.Array<unknown>
  /** What was changed since: `<element id>/<field>` → value. */
  readonly edits: Y.Map<unknown>
  /** The text of elements that have one, by element id, and those of parts: see {@link textKey}. */
  readonly texts: Y.Map<unknown>
  readonly meta: Y.Map<unknown>
  /** `<page id>/<field>` → value. */
  readonly pages: Y.Map<unknown>
  /** `<layer id>/<field>` → value. */
  readonly layers: Y.Map<unknown>
}

export const rootsOf = (doc: Y.Doc): Roots => ({
  elements: doc.getArray('elements'),
  edits: doc.getMap('edits'),
  texts: doc.getMap('texts'),
  meta: doc.getMap('meta'),
  pages: doc.getMap('pages'),
  layers: doc.getMap('layers'),
})

export const editKey = (id: string, field: string): string => `${id}/${field}`

/** Splits `<id>/<field>`; `undefined` for a key of another form. */
export function parseEditKey(key: string): { readonly id: string; readonly field: string } | undefined {
  const slash = key.indexOf('/')
  return slash > 0 ? { id: key.slice(0, slash), field: key.slice(slash + 1) } : undefined
}

/**
 * Where the text of an element stands: under its id; that of a part under `<id>/<part>` where it came with the element, and
 * under `<id>/<part>/<maker>` where somebody began to type in it. Two who begin at once make two texts, and what is read is
 * one behind the other: a map would keep only one of two that are put under the same key.
 */
export const textKey = (id: string, part?: string, maker?: string): string =>
  [id, part, maker].filter((name) => name !== undefined).join('/')

export function parseTextKey(key: string): { readonly id: string; readonly part?: string; readonly maker?: string } {
  const [id = '', part, ...makers] = key.split('/')
  if (part === undefined) return { id }
  return makers.length === 0 ? { id, part } : { id, part, maker: makers.join('/') }
}

/** Was the board written by a version whose format this one does not know? */
export function isNewerFormat(meta: { get(key: string): unknown }): boolean {
  const format = meta.get(FORMAT_KEY)
  return typeof format === 'number' && format > FORMAT_VERSION
}

/** A write to a board that a newer version made: reading it does no harm, writing could. */
export class NewerFormatError extends Error {
  readonly code = 'newer-format'
  constructor() {
    super('this board was made by a newer version of Drawbridge; it can be seen here, and changed after an update')
    this.name = 'NewerFormatError'
  }
}
