import type * as Y from 'yjs'
import type { Belonging } from '../elements/belonging.ts'
import { followTransaction, type Change } from './change.ts'
import type { Element } from './element.ts'
import { createElementIndex, type ElementIndex } from './element-index.ts'
import { createElementReader, type ElementReader } from './element-reader.ts'
import { readMeta, type BoardMeta } from './meta.ts'
import { LOAD_ORIGIN, type Origin } from './origin.ts'
import { isNewerFormat, rootsOf, type Roots } from './schema.ts'
import { readSection, readSections, type SectionReader } from './sections.ts'
import { keysChanged } from './structs.ts'

/** Read and observe a board. Whoever only shows one needs no more than this. */
export interface BoardReader {
  readonly size: number
  /** True when a newer version made the board: everything can be read as far as it is known, every write throws a NewerFormatError. */
  readonly newerFormat: boolean
  get(id: string): Element | undefined
  has(id: string): boolean
  /** Of every element, unordered, without reading any. */
  ids(): IterableIterator<string>
  /** The kind of an element, without reading the rest of it. */
  kindOf(id: string): string | undefined
  /** Where an element belongs, without reading the rest of it. */
  belonging(id: string): Belonging | undefined
  /** Every element in document order (not z-order). */
  elements(): IterableIterator<Element>
  readonly meta: BoardMeta
  readonly pages: SectionReader
  readonly layers: SectionReader

  onChange(listener: (change: Change) => void): () => void
  onMeta(listener: (meta: BoardMeta) => void): () => void
  readonly destroy: () => void
}

/** A reader and what it is made of: for whoever writes. */
export interface ReaderParts {
  readonly reader: BoardReader
  readonly roots: Roots
  readonly index: ElementIndex
  readonly elements: ElementReader
}

/** Who caused a transaction, for somebody who writes nothing. */
const originElsewhere = (origin: unknown): Origin => (origin === LOAD_ORIGIN ? 'load' : 'remote')

/** Reads the board in `doc`, which may be empty, full, or still loading. */
export function readBoard(doc: Y.Doc, originOf: (origin: unknown) => Origin = originElsewhere): ReaderParts {
  const roots = rootsOf(doc)
  const index = createElementIndex(roots)
  const elements = createElementReader(roots, index)
  const changeListeners = new Set<(change: Change) => void>()
  const metaListeners = new Set<(meta: BoardMeta) => void>()

  const [pages, layers] = [followSections(roots.pages), followSections(roots.layers)]

  const follow = (transaction: Y.Transaction): void => {
    const change = followTransaction(transaction, index, roots, originOf(transaction.origin))
    if (change) for (const listener of changeListeners) listener(change)
    pages.follow(transaction)
    layers.follow(transaction)
    if (keysChanged(transaction, roots.meta)) for (const listener of metaListeners) listener(readMeta(roots.meta))
  }
  doc.on('afterTransaction', follow)

  const reader: BoardReader = {
    get size() {
      return index.size
    },
    get newerFormat() {
      return isNewerFormat(roots.meta)
    },
    get: (id) => elements.get(id),
    ids: () => index.ids(),
    has: (id) => index.born(id) !== undefined,
    kindOf: (id) => index.born(id)?.kind,
    belonging: (id) => elements.belonging(id),
    elements: () => elements.elements(),
    get meta() {
      return readMeta(roots.meta)
    },
    pages: pages.reader,
    layers: layers.reader,
    onChange: (listener) => subscribe(changeListeners, listener),
    onMeta: (listener) => subscribe(metaListeners, listener),
    destroy() {
      doc.off('afterTransaction', follow)
      changeListeners.clear()
      metaListeners.clear()
    },
  }
  return { reader, roots, index, elements }
}

function followSections(map: Y.Map<unknown>): {
  readonly reader: SectionReader
  readonly follow: (transaction: Y.Transaction) => void
} {
  const listeners = new Set<() => void>()
  return {
    reader: {
      all: () => readSections(map),
      get: (id) => readSection(map, id),
      onChange: (listener) => subscribe(listeners, listener),
    },
    follow(transaction) {
      if (keysChanged(transaction, map)) for (const listener of listeners) listener()
    },
  }
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
