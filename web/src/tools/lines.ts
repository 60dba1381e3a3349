import type { NewElement } from '#board/document/element.ts'
import { newId } from '#board/document/new-id.ts'
import type { Binding } from '#board/elements/binding.ts'
import { translate } from '#board/geometry/matrix.ts'
import { distance, type Vector } from '#board/geometry/vector.ts'
import { LIMITS } from '#board/limits.ts'
import { bindingAt } from '../editor/binding-at.ts'
import type { Editor } from '../editor/editor.ts'
import { NO_MARKS, type Mark } from '../editor/marks.ts'
import { attractingBut, groundOf, isSnapping, NONE, snapEnd } from '../editor/snapping.ts'
import type { Style } from '../editor/style.ts'
import type { Pointer } from '../input/pointer.ts'
import type { Sieve } from '../scene/sieve.ts'
import { markBinding } from './bending.ts'
import { newSeed } from './new-seed.ts'
import { isDrag, reachOf } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'
import { atWholeAngle } from './whole-angle.ts'

/** What a line ends in, by the style that is set. */
type Heads = (style: Style) => Pick<Style, 'startHead' | 'endHead'>

/** A line on its way: its points so far, and what its ends are bound to. */
interface Draft {
  readonly id: string
  readonly seed: number
  readonly points: readonly Vector[]
  readonly start: Binding | null
  /** What its points fall into line with. */
  readonly attracting: Sieve
}

/** Waits for a line: a drag draws one from end to end; clicks go from corner to corner, and a click where the last one was ends it. */
function waiting(heads: Heads): ToolState {
  const idle: ToolState = {
    name: 'idle',
    enter(editor) {
      editor.selection.value = new Set()
    },
    exit: unmark,
    hover: (editor, at) => markBinding(editor, at.ctrl ? null : bindingAt(editor, at)),
    pointerDown(editor, at) {
      const attracting = attractingBut(editor, NONE)
      const { to, binding } = placeOf(editor, at, { attracting })
      return pressing(at, { id: newId(), seed: newSeed(), points: [to], start: binding, attracting }, false)
    },
  }

  /** `ends`: unless it becomes a drag, this click is the last. */
  const pressing = (from: Pointer, draft: Draft, ends: boolean): ToolState => ({
    name: 'pressing',
    unfinished: draft.points.length > 1,
    pointerMove(_, points) {
      const at = points.findLast((at) => isDrag(from, at))
      return at && pulling(draft, at)
    },
    pointerUp: (editor, at) => (ends ? finish(editor, draft) : chaining(draft, at)),
    cancel: (editor) => drop(editor, draft),
  })

  const pulling = (draft: Draft, first: Pointer): ToolState => ({
    name: 'pulling',
    pansAtEdge: true,
    enter: (editor) => show(editor, draft, first),
    exit: unmark,
    pointerMove(editor, points) {
      const at = points.at(-1)
      if (at) show(editor, draft, at)
    },
    pointerUp: (editor, at) => finish(editor, draft, at),
    cancel: (editor) => drop(editor, draft),
  })

  /** Between two clicks. */
  const chaining = (draft: Draft, last: Pointer): ToolState => ({
    name: 'chaining',
    unfinished: true,
    enter: (editor) => show(editor, draft, last),
    exit: unmark,
    hover: (editor, at) => show(editor, draft, at),
    pointerDown(editor, at) {
      const { to } = placeOf(editor, at, draft)
      const isLast = draft.points.length >= LIMITS.pointsPerLine - 1
      if (isLast || isRepeated(editor, draft, to, at)) return pressing(at, draft, true)
      return pressing(at, { ...draft, points: [...draft.points, to] }, false)
    },
    cancel: (editor) => finish(editor, draft),
  })

  /** A line of one point is none. With `at`, that is where it ends. */
  const finish = (editor: Editor, draft: Draft, at?: Pointer): ToolState | undefined => {
    const last = at && placeOf(editor, at, draft)
    const points = last ? [...draft.points, last.to] : draft.points
    if (points.length < 2) return drop(editor, draft)
    editor.live.end(draft.id, true)
    const end = last ? last.binding : bindingAt(editor, points.at(-1) as Vector, draft.start?.id)
    editor.document.add([elementOf(editor, draft, points, heads, end)])
    if (editor.toolbox.made()) editor.selection.value = new Set([draft.id])
    return undefined
  }

  const show = (editor: Editor, draft: Draft, at: Pointer): void => {
    const { to, binding, marks } = placeOf(editor, at, draft)
    editor.live.setDraft(draft.id, elementOf(editor, draft, [...draft.points, to], heads, binding))
    markBinding(editor, binding, marks)
  }

  const drop = (editor: Editor, draft: Draft): ToolState => {
    editor.live.end(draft.id, false)
    return idle
  }
  return idle
}

/** A line of which perhaps nothing but what attracts it is known yet. */
type Begun = Pick<Draft, 'attracting'> & Partial<Draft>

/** Where the next point of a line comes. */
interface Place {
  readonly to: Vector
  /** What it is bound to if the line begins or ends there. */
  readonly binding: Binding | null
  readonly marks: readonly Mark[]
}

/**
 * Onto what is there, else into line with it; exactly where the pointer is with Ctrl, at a whole step of the angle with Shift. A line
 * does not go from something to itself.
 */
function placeOf(editor: Editor, at: Pointer, { points, start, attracting }: Begun): Place {
  const last = points?.at(-1)
  const to = at.shift && last ? atWholeAngle(last, at) : { x: at.x, y: at.y }
  const binding = at.ctrl ? null : bindingAt(editor, to, start?.id)
  if (binding || at.shift || !isSnapping(editor, at)) return { to, binding, marks: NO_MARKS }
  return { ...snapEnd(groundOf(editor, attracting), to), binding }
}

const unmark = (editor: Editor): void => markBinding(editor, null)

/** Does a click mean the point of the last one again? */
function isRepeated(editor: Editor, { points }: Draft, to: Vector, at: Pointer): boolean {
  const last = points.at(-1)
  return last !== undefined && distance(to, last) <= 2 * reachOf(at, editor.camera.value.zoom)
}

function elementOf(
  { style }: Editor,
  { id, seed, start }: Draft,
  points: readonly Vector[],
  heads: Heads,
  end: Binding | null,
): NewElement {
  const { color, width, dash, look, opacity, route, font, bold, italic, size } = style.value
  const [origin = { x: 0, y: 0 }] = points
  const [x, y] = [Math.round(origin.x), Math.round(origin.y)]
  return {
    kind: 'line',
    id,
    matrix: translate(x, y),
    points: points.flatMap((point) => [point.x - x, point.y - y].map((value) => Math.round(value * 100) / 100)),
    ...heads(style.value),
    start,
    end,
    seed,
    color,
    width,
    dash,
    look,
    opacity,
    route,
    font,
    bold,
    italic,
    size,
  }
}

const common = { group: 'lines', prominent: true, cursor: 'crosshair', placed: { width: 160, height: 0 } } as const
const styles = ['color', 'width', 'dash', 'route', 'look', 'opacity'] as const

export const arrow: Tool = {
  ...common,
  id: 'arrow',
  label: 'Arrow',
  icon: 'arrow-up-right',
  shortcuts: ['a', '5'],
  styles: [...styles, 'startHead', 'endHead'],
  initial: waiting(({ startHead, endHead }) => ({ startHead, endHead })),
}

export const line: Tool = {
  ...common,
  id: 'line',
  label: 'Line',
  icon: 'slash',
  shortcuts: ['l', '6'],
  styles,
  initial: waiting(() => ({ startHead: 'none', endHead: 'none' })),
}
