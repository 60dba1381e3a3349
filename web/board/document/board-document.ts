import type * as Y from 'yjs'
import type { Placed } from '../elements/element-kind.ts'
import type { Matrix } from '../geometry/matrix.ts'
import { type BoardReader, readBoard } from './board-reader.ts'
import type { Element, NewElement } from './element.ts'
import { createElementWriter, type ElementWriter, type HowToCopy } from './element-writer.ts'
import { writeMeta, type BoardMeta } from './meta.ts'
import { LOAD_ORIGIN, type Origin } from './origin.ts'
import { isNewerFormat, NewerFormatError } from './schema.ts'
import { writeSection } from './section-writer.ts'
import type { SectionFields, SectionReader } from './sections.ts'
import type { TextEdit } from './text.ts'
import { createHistory, type DisposableHistory, type SelectionMemory, type UndoHistory } from './undo.ts'

/**
 * Read, write and observe a board. The only door to the shared types: nobody else knows their shape.
 * Every write is one transaction with origin `local`, and one undo step.
 */
export interface BoardDocument extends BoardReader, ElementWriter {
  readonly pages: SectionList
  readonly layers: SectionList

  /** Writes what follows from the rest of an element: like {@link edit}, but no step of anybody's undo. */
  derive(id: string, field: string, value: unknown): void
  setMeta(meta: Partial<BoardMeta>): void
  /** Everything that `action` writes is one transaction. Until it is over, reading answers what was there before. */
  batch<Result>(action: () => Result): Result

  /** Own history. `selection` hooks keep the selection in the step. */
  history(selection?: SelectionMemory): UndoHistory
}

/** The pages or the layers of a board, to be changed. */
export interface SectionList extends SectionReader {
  /** Writes what is valid and differs. */
  edit(id: string, fields: SectionFields): void
}

/** The board in `doc`, which may be empty, full, or still loading. */
export function createBoardDocument(doc: Y.Doc): BoardDocument {
  // An object of its own for each document: transactions of this person are known by identity.
  const local = Object.freeze({ origin: 'local' })
  /** Of what follows from what this person did. */
  const derived = Object.freeze({ origin: 'derived' })
  const managers = new Set<unknown>()
  const histories: DisposableHistory[] = []

  const originOf = (origin: unknown): Origin => {
    if (origin === local || origin === derived) return 'local'
    if (origin === LOAD_ORIGIN) return 'load'
    return managers.has(origin) ? 'undo' : 'remote'
  }
  const { reader, roots, index, elements } = readBoard(doc, originOf)
  const writer = createElementWriter(roots, index, elements)
  const stopReading = reader.destroy

  const write = <Result>(action: () => Result, origin: object = local): Result => {
    if (isNewerFormat(roots.meta)) throw new NewerFormatError()
    return doc.transact(action, origin)
  }

  const editable = (list: SectionReader, map: Y.Map<unknown>): SectionList => ({
    ...list,
    edit: (id, fields) => write(() => writeSection(map, id, fields)),
  })

  const board: BoardDocument = Object.assign(reader, {
    pages: editable(reader.pages, roots.pages),
    layers: editable(reader.layers, roots.layers),
    add: (elements: readonly NewElement[]) => write(() => writer.add(elements)),
    remove: (ids: Iterable<string>) => write(() => writer.remove(ids)),
    transform: (ids: Iterable<string>, by: Matrix | ((id: string) => Matrix)) => write(() => writer.transform(ids, by)),
    edit: (ids: Iterable<string>, field: string, value: unknown) => write(() => writer.edit(ids, field, value)),
    editText: (id: string, edits: readonly TextEdit[], part?: string) => write(() => writer.editText(id, edits, part)),
    copy: (ids: Iterable<string>, shown?: (element: Element) => Placed) => writer.copy(ids, shown),
    duplicate: (ids: Iterable<string>, dx: number, dy: number, how?: HowToCopy) =>
      write(() => writer.duplicate(ids, dx, dy, how)),
    derive: (id: string, field: string, value: unknown) => write(() => writer.edit([id], field, value), derived),
    setMeta: (meta: Partial<BoardMeta>) => write(() => writeMeta(roots.meta, meta)),
    batch: <Result>(action: () => Result) => write(action),
    history: (memory?: SelectionMemory) => {
      const register = (manager: Y.UndoManager): (() => void) => {
        managers.add(manager)
        return () => managers.delete(manager)
      }
      const history = createHistory({ doc, roots, board, local, register }, memory)
      histories.push(history)
      return history
    },
    destroy() {
      for (const history of histories) history.destroy()
      stopReading()
    },
  })
  return board
}
