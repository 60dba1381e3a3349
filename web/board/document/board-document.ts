import type * as Y from 'yjs'
import type { Belonging } from '../elements/belonging.ts'
import type { Placed } from '../elements/element-kind.ts'
import type { Matrix } from '../geometry/matrix.ts'
import { followTransaction, type Change } from './change.ts'
import type { Element, NewElement } from './element.ts'
import { createElementIndex } from './element-index.ts'
import { createElementReader } from './element-reader.ts'
import { createElementWriter, type HowToCopy } from './element-writer.ts'
import { readMeta, writeMeta, type BoardMeta } from './meta.ts'
import { LOAD_ORIGIN, type Origin } from './origin.ts'
import { isNewerFormat, NewerFormatError, rootsOf } from './schema.ts'
import { keysChanged } from './structs.ts'
import type { TextEdit } from './text.ts'
import { createHistory, type DisposableHistory, type SelectionMemory, type UndoHistory } from './undo.ts'

/**
 * Read, write and observe a board. The only door to the shared types: nobody else knows their shape.
 * Every write is one transaction with origin `local`, and one undo step.
 */
export interface BoardDocument {
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

  /** Adds elements on top (or at their `z`), in one transaction; answers their ids. */
  add(elements: readonly NewElement[]): string[]
  /** Deletes elements with their edits and texts, in one transaction. Unknown ids are ignored. */
  remove(ids: Iterable<string>): void
  /** Moves, scales or rotates, all by one map or each by its own: one `matrix` write per element, in one transaction. */
  transform(ids: Iterable<string>, by: Matrix | ((id: string) => Matrix)): void
  /** Writes one field of several elements, the same to all or to each its own, in one transaction; a value that the kind refuses is skipped. */
  edit(ids: Iterable<string>, field: string, value: unknown): void
  /** Types into an element, or into one of its parts. */
  editText(id: string, edits: readonly TextEdit[], part?: string): void
  /** The elements as plain values, bottom to top, without z: for the clipboard and for files. `renew` makes new elements of them. */
  copy(ids: Iterable<string>, shown?: (element: Element) => Placed): NewElement[]
  /** Copies of the elements, shifted; answers the new ids in the order given. */
  duplicate(ids: Iterable<string>, dx: number, dy: number, how?: HowToCopy): string[]
  setMeta(meta: Partial<BoardMeta>): void
  /** Everything that `action` writes is one transaction. Until it is over, reading answers what was there before. */
  batch<Result>(action: () => Result): Result

  onChange(listener: (change: Change) => void): () => void
  onMeta(listener: (meta: BoardMeta) => void): () => void
  /** Own history. `selection` hooks keep the selection in the step. */
  history(selection?: SelectionMemory): UndoHistory
  destroy(): void
}

/** The board in `doc`, which may be empty, full, or still loading. */
export function createBoardDocument(doc: Y.Doc): BoardDocument {
  const roots = rootsOf(doc)
  const index = createElementIndex(roots)
  const reader = createElementReader(roots, index)
  const writer = createElementWriter(roots, index, reader)
  // An object of its own for each document: transactions of this person are known by identity.
  const local = Object.freeze({ origin: 'local' })
  const managers = new Set<unknown>()
  const histories: DisposableHistory[] = []
  const changeListeners = new Set<(change: Change) => void>()
  const metaListeners = new Set<(meta: BoardMeta) => void>()

  const originOf = (origin: unknown): Origin => {
    if (origin === local) return 'local'
    if (origin === LOAD_ORIGIN) return 'load'
    return managers.has(origin) ? 'undo' : 'remote'
  }

  const follow = (transaction: Y.Transaction): void => {
    const change = followTransaction(transaction, index, roots, originOf(transaction.origin))
    if (change) for (const listener of changeListeners) listener(change)
    if (keysChanged(transaction, roots.meta)) for (const listener of metaListeners) listener(readMeta(roots.meta))
  }
  doc.on('afterTransaction', follow)

  const write = <Result>(action: () => Result): Result => {
    if (isNewerFormat(roots.meta)) throw new NewerFormatError()
    return doc.transact(action, local)
  }

  const board: BoardDocument = {
    get size() {
      return index.size
    },
    get newerFormat() {
      return isNewerFormat(roots.meta)
    },
    get: (id) => reader.get(id),
    ids: () => index.ids(),
    has: (id) => index.born(id) !== undefined,
    kindOf: (id) => index.born(id)?.kind,
    belonging: (id) => reader.belonging(id),
    elements: () => reader.elements(),
    get meta() {
      return readMeta(roots.meta)
    },
    add: (elements) => write(() => writer.add(elements)),
    remove: (ids) => write(() => writer.remove(ids)),
    transform: (ids, by) => write(() => writer.transform(ids, by)),
    edit: (ids, field, value) => write(() => writer.edit(ids, field, value)),
    editText: (id, edits, part) => write(() => writer.editText(id, edits, part)),
    copy: (ids, shown) => writer.copy(ids, shown),
    duplicate: (ids, dx, dy, how) => write(() => writer.duplicate(ids, dx, dy, how)),
    setMeta: (meta) => write(() => writeMeta(roots.meta, meta)),
    batch: write,
    onChange: (listener) => subscribe(changeListeners, listener),
    onMeta: (listener) => subscribe(metaListeners, listener),
    history: (memory) => {
      const register = (manager: Y.UndoManager): (() => void) => subscribe(managers, manager)
      const history = createHistory({ doc, roots, board, local, register }, memory)
      histories.push(history)
      return history
    },
    destroy() {
      doc.off('afterTransaction', follow)
      for (const history of histories) history.destroy()
      changeListeners.clear()
      metaListeners.clear()
    },
  }
  return board
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
