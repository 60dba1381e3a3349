import type { NewElement } from '#board/document/element.ts'
import { newId } from '#board/document/new-id.ts'
import type { Binding } from '#board/elements/binding.ts'
import { translate } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { LIMITS } from '#board/limits.ts'
import { bindingAt } from '../editor/binding-at.ts'
import type { Editor } from '../editor/editor.ts'
import type { Style } from '../editor/style.ts'
import type { Pointer } from '../input/pointer.ts'
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
}

/** Waits for a line: a drag draws one from end to end; clicks go from corner to corner, and a click where the last one was ends it. */
function waiting(heads: Heads): ToolState {
  const idle: ToolState = {
    name: 'idle',
    enter(editor) {
      editor.selection.value = new Set()
    },
    exit: unmark,
    hover: (editor, at) => markBinding(editor, boundAt(editor, at, at)),
    pointerDown: (editor, at) =>
      pressing(at, { id: newId(), seed: newSeed(), points: [at], start: boundAt(editor, at, at) }, false),
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
      if (isRepeated(editor, draft, at) || draft.points.length >= LIMITS.pointsPerLine - 1)
        return pressing(at, draft, true)
      return pressing(at, { ...draft, points: [...draft.points, corner(draft, at)] }, false)
    },
    cancel: (editor) => finish(editor, draft),
  })

  /** A line of one point is none. With `at`, that is where it ends. */
  const finish = (editor: Editor, draft: Draft, at?: Pointer): ToolState | undefined => {
    const points = at ? [...draft.points, corner(draft, at)] : draft.points
    if (points.length < 2) return drop(editor, draft)
    editor.live.end(draft.id, true)
    const end = boundAt(editor, points.at(-1) as Vector, at, draft.start)
    editor.document.add([elementOf(editor, draft, points, heads, end)])
    editor.toolbox.done()
    editor.selection.value = new Set([draft.id])
    return undefined
  }

  const show = (editor: Editor, draft: Draft, at: Pointer): void => {
    const end = corner(draft, at)
    const binding = boundAt(editor, end, at, draft.start)
    editor.live.setDraft(draft.id, elementOf(editor, draft, [...draft.points, end], heads, binding))
    markBinding(editor, binding)
  }

  const drop = (editor: Editor, draft: Draft): ToolState => {
    editor.live.end(draft.id, false)
    return idle
  }
  return idle
}

/** What an end at a place is bound to; to nothing with Ctrl. A line does not go from something to itself. */
const boundAt = (editor: Editor, place: Vector, at: Pointer | undefined, start: Binding | null = null) =>
  at?.ctrl ? null : bindingAt(editor, place, start?.id)

const unmark = (editor: Editor): void => markBinding(editor, null)

/** Does a click mean the point of the last one again? */
function isRepeated(editor: Editor, { points }: Draft, at: Pointer): boolean {
  const last = points.at(-1)
  const reach = 2 * reachOf(at, editor.camera.value.zoom)
  return last !== undefined && Math.hypot(at.x - last.x, at.y - last.y) <= reach
}

/** Where the next point comes; with Shift at a whole step of the angle. */
function corner({ points }: Draft, at: Pointer): Vector {
  const last = points.at(-1)
  return at.shift && last ? atWholeAngle(last, at) : at
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
