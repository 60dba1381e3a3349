import * as Y from 'yjs'
import { nameOwnChange, ownChangeOf, type Change } from './change.ts'
import { spareOthers } from './spare-others.ts'
import type { Roots } from './schema.ts'

/** A person's undo and redo: local origin only, one gesture is one step. */
export interface UndoHistory {
  undo(): void
  redo(): void
  readonly canUndo: boolean
  readonly canRedo: boolean
  /**
   * Undo and redo part by part: one transaction each time the next part is asked for. Nothing may be written before the
   * end is reached. A step that was not made in parts has one.
   */
  undoInParts(): Iterator<void>
  redoInParts(): Iterator<void>
  /**
   * Everything done between `begin` and `end` is one step (a typing session, say). A single transaction needs neither.
   * `inParts`: each transaction is kept as a part of its own, so that a large step need not be undone at once. Within
   * another `begin` it belongs to that one's step.
   */
  begin(inParts?: boolean): void
  end(): void
  /** Called after every change of `canUndo` or `canRedo`. */
  onChange(listener: () => void): () => void
}

/** How an undo step remembers what was selected when it was made. */
export interface SelectionMemory {
  /** A set that nobody changes afterwards. */
  read(): ReadonlySet<string>
  restore(ids: ReadonlySet<string>): void
}

/** Never merge a transaction into the step before it, not even when the clock is set back. */
const ALWAYS_A_NEW_STEP = -Infinity
/** Until `end`, everything is one step. */
const SAME_STEP = Infinity

/** Keys of a part's meta. */
const SELECTION = 'selection'
const SELECTED_AFTER = 'selectedAfter'
const MADE_AT = 'madeAt'
const STEP = 'step'
/** The id of the change that a part was, if it was one. */
const CHANGE = 'change'

/** What Yjs keeps on its stacks; consecutive ones with the same `STEP` are one step. */
type Part = Y.UndoManager['undoStack'][number]
type Stack = 'undoStack' | 'redoStack'

const stepOf = (stack: readonly Part[]): unknown => stack.at(-1)?.meta.get(STEP)

/** What the history needs of a board. */
interface UndoableBoard {
  has(id: string): boolean
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
  // Of the transaction that is under way, of which the manager makes a part next.
  let changed: symbol | undefined
  const noteChange = (transaction: Y.Transaction): void => {
    changed = ownChangeOf(transaction)?.id
  }
  doc.on('afterTransaction', noteChange)
  const manager = new Y.UndoManager([roots.elements, roots.edits, roots.texts, roots.meta, roots.pages, roots.layers], {
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

  // Of a step: its number, and what was selected before it; afterwards a deletion has already emptied the selection.
  let step = 0
  let selection: ReadonlySet<string> = new Set()
  let inParts = false
  /** How many `begin` wait for their `end`. */
  let depth = 0
  const nextStep = (): void => {
    step++
    if (memory) selection = memory.read()
  }
  /** The change that is being taken back, if that is all that happens. */
  let reverts: symbol | undefined
  const remember = (transaction: Y.Transaction): void => {
    if (transaction.origin !== local && transaction.origin !== manager) return
    if (!inParts) nextStep()
    nameOwnChange(transaction, {
      id: Symbol('own change'),
      reverts: transaction.origin === manager ? reverts : undefined,
    })
  }
  /** Whoever makes something selects it afterwards, in the same breath: that is selected again when the step is redone. */
  const rememberAfter = (part: Part | undefined): void => {
    if (memory && part) void Promise.resolve().then(() => part.meta.set(SELECTED_AFTER, memory.read()))
  }
  doc.on('beforeTransaction', remember)
  manager.on('stack-item-added', ({ stackItem, type }) => {
    stackItem.meta.set(SELECTION, selection).set(MADE_AT, changes).set(STEP, step).set(CHANGE, changed)
    if (type === 'undo') rememberAfter(stackItem)
    notify()
  })
  // More than one change.
  manager.on('stack-item-updated', ({ stackItem }) => void stackItem.meta.delete(CHANGE))
  manager.on('stack-cleared', notify)

  /** Undoes or redoes the topmost part, and no other: the manager would go on to the next by itself, unguarded. Answers whether it changed anything. */
  const popPart = (stack: Stack): boolean => {
    const older = manager[stack].slice(0, -1)
    const part = manager[stack][older.length] as Part
    const madeAt = Number(part.meta.get(MADE_AT))
    const isLess = spareOthers(doc, roots, part, (id) => (touchedAt.get(id) ?? -1) > madeAt)
    reverts = isLess ? undefined : (part.meta.get(CHANGE) as symbol | undefined)
    manager[stack] = [part]
    const popped = stack === 'undoStack' ? manager.undo() : manager.redo()
    manager[stack] = older
    reverts = undefined
    return popped !== null
  }

  /** Pops steps until one changed something; what is undone becomes one step to redo. */
  function* pop(stack: Stack): Generator<void, void> {
    nextStep()
    const after: unknown = manager[stack].at(-1)?.meta.get(SELECTED_AFTER)
    if (after instanceof Set) selection = after as ReadonlySet<string>
    inParts = true
    let popped = false
    let selected: unknown
    try {
      while (manager[stack].length > 0 && !popped) {
        const popping = stepOf(manager[stack])
        while (manager[stack].length > 0 && stepOf(manager[stack]) === popping) {
          selected = manager[stack].at(-1)?.meta.get(SELECTION)
          if (popPart(stack)) popped = true
          yield
        }
      }
    } finally {
      inParts = false
    }
    if (memory && popped && selected instanceof Set) memory.restore(present(selected))
    notify()
  }

  const present = (ids: ReadonlySet<string>): ReadonlySet<string> => new Set([...ids].filter((id) => board.has(id)))

  const exhaust = (parts: Iterator<void>): void => {
    while (!parts.next().done);
  }

  return {
    undo: () => exhaust(pop('undoStack')),
    redo: () => exhaust(pop('redoStack')),
    undoInParts: () => pop('undoStack'),
    redoInParts: () => pop('redoStack'),
    get canUndo() {
      return manager.canUndo()
    },
    get canRedo() {
      return manager.canRedo()
    },
    begin(parts = false) {
      if (depth++ > 0) return
      manager.stopCapturing()
      inParts = parts
      if (parts) nextStep()
      else manager.captureTimeout = SAME_STEP
    },
    end() {
      depth = Math.max(0, depth - 1)
      if (depth > 0) return
      rememberAfter(manager.undoStack.at(-1))
      manager.stopCapturing()
      inParts = false
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
      doc.off('afterTransaction', noteChange)
      manager.destroy()
      listeners.clear()
    },
  }
}
