import type { NewElement } from '#board/document/element.ts'
import { newId } from '#board/document/new-id.ts'
import { boxAt } from '#board/geometry/box.ts'
import type { Matrix } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Editor } from '../editor/editor.ts'
import { NO_MARKS } from '../editor/marks.ts'
import { alignmentOf, attractingBut, groundOf, isSnapping, NONE, snapPoint } from '../editor/snapping.ts'
import type { Pointer } from '../input/pointer.ts'
import type { Sieve } from '../scene/sieve.ts'
import { isDrag } from './reach.ts'
import type { ToolState } from './tool.ts'

/** An element as it is while it is pulled open; `matrix` takes the unit square to the box. */
export type Draft = (editor: Editor, matrix: Matrix) => NewElement

type Added = NewElement & { readonly id: string }

/** Waits for something to be pulled open: live while it is pulled, added when it is let go, and selected. `begin` is asked once for each. */
export function pullingOpen(
  begin: (editor: Editor) => Draft,
  add: (editor: Editor, element: Added) => void,
): ToolState {
  const idle: ToolState = {
    name: 'idle',
    enter(editor) {
      editor.selection.value = new Set()
    },
    pointerDown: (_, at) => pressing(at),
  }

  /** A click makes nothing. */
  const pressing = (from: Pointer): ToolState => ({
    name: 'pressing',
    pointerMove(editor, points) {
      const at = points.findLast((at) => isDrag(from, at))
      return at && pulling(begin(editor), from, at)
    },
    pointerUp: () => idle,
    cancel: () => idle,
  })

  const pulling = (draft: Draft, from: Pointer, first: Pointer): ToolState => {
    const id = newId()
    let element: Added | null = null
    let attracting: Sieve | undefined
    const pull = (editor: Editor, at: Pointer) => {
      attracting ??= attractingBut(editor, NONE)
      element = { ...draft(editor, pulledBox(editor, attracting, from, at)), id }
      editor.live.setDraft(id, element)
    }
    return {
      name: 'pulling',
      pansAtEdge: true,
      enter: (editor) => pull(editor, first),
      exit(editor) {
        editor.marks.value = NO_MARKS
      },
      pointerMove(editor, points) {
        const at = points.at(-1)
        if (at) pull(editor, at)
      },
      pointerUp(editor, at) {
        pull(editor, at)
        editor.live.end(id, true)
        if (element) add(editor, element)
        if (editor.toolbox.made()) editor.selection.value = new Set([id])
      },
      cancel(editor) {
        editor.live.end(id, false)
        return idle
      },
    }
  }
  return idle
}

/** Scene units: a side of nothing could not be scaled again. */
const LEAST = 0.5

/** The box between two points that fall into line with what is there, which is shown. */
function pulledBox(editor: Editor, attracting: Sieve, from: Pointer, at: Pointer): Matrix {
  if (!isSnapping(editor, at)) {
    editor.marks.value = NO_MARKS
    return boxBetween(from, at, at)
  }
  const ground = groundOf(editor, attracting)
  const matrix = boxBetween(snapPoint(ground, from), at.shift ? at : snapPoint(ground, at), at)
  const [width, , , height, x, y] = matrix
  editor.marks.value = alignmentOf(ground, boxAt(x, y, width, height))
  return matrix
}

/** From the unit square to the box between two points; with Shift it is a square, with Alt the first point is its middle. */
function boxBetween(from: Vector, at: Vector, to: Pick<Pointer, 'shift' | 'alt'>): Matrix {
  const corner = to.shift ? squareCorner(from, at) : at
  const [dx, dy] = [corner.x - from.x, corner.y - from.y]
  const start = to.alt ? { x: from.x - dx, y: from.y - dy } : from
  const [w, h] = [Math.abs(corner.x - start.x), Math.abs(corner.y - start.y)]
  return [Math.max(w, LEAST), 0, 0, Math.max(h, LEAST), Math.min(start.x, corner.x), Math.min(start.y, corner.y)]
}

function squareCorner(from: Vector, to: Vector): Vector {
  const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))
  return { x: from.x + Math.sign(to.x - from.x || 1) * side, y: from.y + Math.sign(to.y - from.y || 1) * side }
}
