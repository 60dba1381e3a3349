import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Editor } from '../editor/editor.ts'
import { finishTyping } from '../editor/typing.ts'
import type { Pointer } from '../input/pointer.ts'
import type { Tool, ToolState } from './tool.ts'

/** The current tool, its current state, and the only place where states change. */
export interface Toolbox {
  /** Those that one can choose now: while nothing may be changed, only what changes nothing. */
  readonly tools: readonly Tool[]
  readonly current: ReadonlySignal<Tool>
  /** `pen.drawing`. */
  readonly path: ReadonlySignal<string>
  /** CSS cursor of the current state. */
  readonly cursor: ReadonlySignal<string>
  /** A gesture is under way: between `pointerDown` and `pointerUp` or `cancel`. */
  readonly busy: boolean
  /** Does the gesture that is under way take the view along at its edge? */
  readonly pansAtEdge: boolean
  /** Cancels what is under way and ends the typing, the same tool or another. Throws a RangeError for an id that is in no tool. */
  choose(id: string): void
  /** Does a tool that has made its one thing stay on, for the next one? */
  readonly keeps: Signal<boolean>
  /** On with the first tool of the list, or with the one before. */
  done(): void
  /** The tool has made its one thing. Answers whether it has given way: it begins anew where it is kept. */
  made(): boolean
  /** Space bar, middle button: another tool until `release`. Does nothing while busy. */
  borrow(id: string): void
  release(): void
  pointerDown(at: Pointer): void
  pointerMove(points: readonly Pointer[], predicted: readonly Pointer[]): void
  hover(at: Pointer): void
  pointerUp(at: Pointer): void
  doubleClick(at: Pointer): void
  /** Answers whether there was anything to cancel. */
  cancel(): boolean
}

/** `editor` is asked for when a tool needs it first: the editor holds the toolbox, so it is made after it. */
export function createToolbox(tools: readonly Tool[], editor: () => Editor): Toolbox {
  const first = tools[0]
  if (!first) throw new RangeError('a toolbox needs at least one tool')
  const current = signal<Tool>(first)
  const state = signal<ToolState>(first.initial)
  const keeps = signal(false)
  let lender: Tool | null = null
  let before = first
  let busy = false

  const toolOf = (id: string): Tool => {
    const tool = tools.find((tool) => tool.id === id)
    if (!tool) throw new RangeError(`no such tool: ${id}`)
    return tool
  }
  const go = (next: ToolState | void): void => {
    if (!next || next === state.value) return
    state.value.exit?.(editor())
    state.value = next
    next.enter?.(editor())
  }
  const cancel = (): boolean => {
    if (!busy && !state.value.unfinished) return false
    busy = false
    go(state.value.cancel?.(editor()))
    return true
  }
  const begin = (tool: Tool): void => {
    current.value = tool
    go(tool.initial)
  }
  const done = (): void => begin(current.value.returns ? before : first)
  const take = (tool: Tool): void => {
    cancel()
    begin(tool)
  }

  return {
    get tools() {
      return editor().readonly ? tools.filter(({ looks }) => looks) : tools
    },
    current,
    keeps,
    path: computed(() => `${current.value.id}.${state.value.name}`),
    cursor: computed(() => state.value.cursor ?? current.value.cursor),
    get busy() {
      return busy
    },
    get pansAtEdge() {
      return busy && state.value.pansAtEdge === true
    },
    choose(id) {
      const tool = toolOf(id)
      finishTyping(editor())
      lender = null
      if (tool.returns && !current.value.returns) before = current.value
      take(tool)
    },
    done,
    made() {
      if (keeps.value) begin(current.value)
      else done()
      return !keeps.value
    },
    borrow(id) {
      if (busy || lender) return
      lender = current.value
      take(toolOf(id))
    },
    release() {
      if (!lender) return
      const tool = lender
      lender = null
      take(tool)
    },
    pointerDown(at) {
      editor().bulk.finish()
      busy = true
      go(state.value.pointerDown?.(editor(), at))
    },
    pointerMove(points, predicted) {
      if (busy) go(state.value.pointerMove?.(editor(), points, predicted))
    },
    hover(at) {
      if (!busy) go(state.value.hover?.(editor(), at))
    },
    pointerUp(at) {
      if (!busy) return
      busy = false
      go(state.value.pointerUp?.(editor(), at))
    },
    doubleClick: (at) => go(state.value.doubleClick?.(editor(), at)),
    cancel,
  }
}
