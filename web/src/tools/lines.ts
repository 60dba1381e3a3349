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
import { newSeed } from './new-seed.ts'
import { isDrag, reachOf } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'

/** What a line ends in, by the style that is set. */
type Heads = (style: Style) => Pick<Style, 'startHead' | 'endHead'>

/** A line on its way: its points so far, and what its ends are bound to. */
interface Draft {
  readonly id: string
  readonly seed: number
  readonly points: readonly Vector[]
  readonly start: Binding | null
}

/** Steps of a line's angle with Shift held. */
const SNAP = Math.PI / 12

/** Waits for a line: a drag draws one from end to end; clicks go from corner to corner, and a click where the last one was ends it. */
function waiting(heads: Heads): ToolState {
  const idle: ToolState = {
    name: 'idle',
    enter(editor) {
      editor.selection.value = new Set()
    },
    pointerDown: (editor, at) =>
      pressing(at, { id: newId(), seed: newSeed(), points: [at], start: bindingAt(editor, at) }, false),
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
    const end = points.at(-1) as Vector
    editor.document.add([elementOf(editor, draft, points, heads, bindingAt(editor, end, draft.start?.id))])
    editor.toolbox.done()
    editor.selection.value = new Set([draft.id])
    return undefined
  }

  const show = (editor: Editor, draft: Draft, at: Pointer): void => {
    const end = corner(draft, at)
    const element = elementOf(editor, draft, [...draft.points, end], heads, bindingAt(editor, end, draft.start?.id))
    editor.live.setDraft(draft.id, element)
  }

  const drop = (editor: Editor, draft: Draft): ToolState => {
    editor.live.end(draft.id, false)
    return idle
  }
  return idle
}

/** Does a click mean the point of the last one again? */
function isRepeated(editor: Editor, { points }: Draft, at: Pointer): boolean {
  const last = points.at(-1)
  const reach = 2 * reachOf(at, editor.camera.value.zoom)
  return last !== undefined && Math.hypot(at.x - last.x, at.y - last.y) <= reach
}

/** Where the next point comes; with Shift at a whole step of the angle. */
function corner({ points }: Draft, at: Pointer): Vector {
  const last = points.at(-1)
  if (!at.shift || !last) return at
  const length = Math.hypot(at.x - last.x, at.y - last.y)
  const angle = Math.round(Math.atan2(at.y - last.y, at.x - last.x) / SNAP) * SNAP
  return { x: last.x + Math.cos(angle) * length, y: last.y + Math.sin(angle) * length }
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

const common = { group: 'lines', prominent: true, cursor: 'crosshair' } as const
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
