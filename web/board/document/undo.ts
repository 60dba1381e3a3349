import * as Y from 'yjs'
import type { Change } from './change.ts'
import { spareOthers } from './spare-others.ts'
import type { Roots } from './schema.ts'

/** A person's undo and redo: local origin only, one gesture is one step. */
export interface UndoHistory {
  undo(): void
  redo(): void
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Everything done between `begin` and `end` is one step (a typing session, say). A single transaction needs neither. */
  begin(): void
  end(): void
  /** Called after every change of `canUndo` or `canRedo`. */
  onChange(listener: () => void): () => void
}

/** How an undo step remembers what was selected when it was made. */
export interface SelectionMemory {
  read(): readonly string[]
  restore(ids: readonly string[]): void
}

/** Never merge a transaction into the step before it, not even when the clock is set back. */
const ALWAYS_A_NEW_STEP = -Infinity
/** Until `end`, everything is one step. */
const SAME_STEP = Infinity

/** Keys of a step's meta. */
const SELECTION = 'selection'
const MADE_AT = 'madeAt'

type Step = Y.UndoManager['undoStack'][number]

/** What the history needs of a board. */
interface UndoableBoard {
  get(id: string): unknown
  onChange(listener: (change: Change) => void): () => void
}

interface Parts {
  readonly doc: Y.Doc
  readonly roots: Roots
  readonly board: UndoableBoard
  /** The Yjs origin of this person's transactions. */
  readonly local: object
  /** Told which manager's transactions are undo, and when it is gone. */
  readonly register: (manager: Y.UndoManager) => () => void
}

export interface DisposableHistory extends UndoHistory {
  destroy(): void
}

/** One person's undo and redo on `Y.UndoManager`. */
export function createHistory(
  { doc, roots, board, local, register }: Parts,
  memory?: SelectionMemory,
): DisposableHistory {
  const manager = new Y.UndoManager([roots.elements, roots.edits, roots.texts, roots.meta], {
    trackedOrigins: new Set([local]),
    captureTimeout: ALWAYS_A_NEW_STEP,
  })
  const unregister = register(manager)
  const listeners = new Set<() => void>()
  const notify = (): void => listeners.forEach((listener) => listener())

  // What others did to elements, in the order of an own count of changes: a step must leave what was touched after it was made.
  let changes = 0
  const touchedAt = new Map<string, number>()
  const unobserve = board.onChange((change) => {
    changes++
    if (change.origin !== 'remote' && change.origin !== 'load') return
    for (const id of change.updated) touchedAt.set(id, changes)
  })

  // The selection before the step: afterwards a deletion has already emptied it.
  let selection: readonly string[] = []
  const remember = (transaction: Y.Transaction): void => {
    if (memory && (transaction.origin === local || transaction.origin === manager)) selection = memory.read()
  }
  doc.on('beforeTransaction', remember)
  manager.on('stack-item-added', ({ stackItem }) => {
    stackItem.meta.set(SELECTION, selection).set(MADE_AT, changes)
    notify()
  })
  manager.on('stack-cleared', notify)

  /** Pops steps until one changed something. One at a time: the manager would go on to the next by itself, unguarded. */
  const pop = (stackName: 'undoStack' | 'redoStack', run: () => Step | null): void => {
    let popped: Step | null = null
    while (popped === null && manager[stackName].length > 0) {
      const older = manager[stackName].slice(0, -1)
      const next = manager[stackName][older.length] as Step
      const madeAt = Number(next.meta.get(MADE_AT))
      spareOthers(doc, roots, next, (id) => (touchedAt.get(id) ?? -1) > madeAt)
      manager[stackName] = [next]
      popped = run()
      manager[stackName] = older
    }
    const selected: unknown = popped?.meta.get(SELECTION)
    if (memory && Array.isArray(selected)) memory.restore(selected.filter((id) => board.get(id) !== undefined))
    notify()
  }

  return {
    undo: () => pop('undoStack', () => manager.undo()),
    redo: () => pop('redoStack', () => manager.redo()),
    get canUndo() {
      return manager.canUndo()
    },
    get canRedo() {
      return manager.canRedo()
    },
    begin() {
      manager.stopCapturing()
      manager.captureTimeout = SAME_STEP
    },
    end() {
      manager.stopCapturing()
      manager.captureTimeout = ALWAYS_A_NEW_STEP
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    destroy() {
      unobserve()
      unregister()
      doc.off('beforeTransaction', remember)
      manager.destroy()
      listeners.clear()
    },
  }
}
