import type { NewElement } from '#board/document/element.ts'
import { newId } from '#board/document/new-id.ts'
import { boxAt } from '#board/geometry/box.ts'
import type { Matrix } from '#board/geometry/matrix.ts'
import type { ShapeName } from '#board/geometry/shapes.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Editor } from '../editor/editor.ts'
import { NO_MARKS } from '../editor/marks.ts'
import { alignmentOf, groundOf, isSnapping, snapPoint } from '../editor/snapping.ts'
import type { Pointer } from '../input/pointer.ts'
import { newSeed } from './new-seed.ts'
import { isDrag } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'

/** Waits for a shape to be pulled open. */
function waitingFor(shape: ShapeName): ToolState {
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
    pointerMove(_, points) {
      const at = points.findLast((at) => isDrag(from, at))
      return at && pulling(from, at)
    },
    pointerUp: () => idle,
    cancel: () => idle,
  })

  const pulling = (from: Pointer, first: Pointer): ToolState => {
    const id = newId()
    const seed = newSeed()
    let element: NewElement | null = null
    const pull = (editor: Editor, at: Pointer) => {
      const matrix = pulledBox(editor, from, at)
      const { color, width, fill, fillStyle, dash, radius, look, opacity, font, bold, italic, size } =
        editor.style.value
      const words = { font, bold, italic, size }
      const style = { color, width, fill, fillStyle, dash, radius, look, opacity, ...words }
      element = { kind: 'shape', id, shape, matrix, seed, ...style }
      editor.live.setDraft(id, element)
    }
    return {
      name: 'pulling',
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
        if (element) editor.document.add([element])
        editor.toolbox.done()
        editor.selection.value = new Set([id])
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
function pulledBox(editor: Editor, from: Pointer, at: Pointer): Matrix {
  if (!isSnapping(editor, at)) {
    editor.marks.value = NO_MARKS
    return boxBetween(from, at, at)
  }
  const ground = groundOf(editor, () => false)
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

const shapeTool = (shape: ShapeName, face: Pick<Tool, 'label' | 'icon' | 'shortcuts' | 'prominent'>): Tool => ({
  ...face,
  id: shape,
  group: 'shapes',
  cursor: 'crosshair',
  styles: ['color', 'width', 'fill', 'fillStyle', 'dash', 'radius', 'look', 'opacity'],
  placed: { width: 160, height: 100 },
  initial: waitingFor(shape),
})

/** One tool a shape. To add one, add its line here and its form in `board/geometry/shapes.ts`. */
export const SHAPES: readonly Tool[] = [
  shapeTool('rectangle', { label: 'Rectangle', icon: 'square', shortcuts: ['r', '2'], prominent: true }),
  shapeTool('ellipse', { label: 'Ellipse', icon: 'circle', shortcuts: ['o', '4'], prominent: true }),
  shapeTool('diamond', { label: 'Diamond', icon: 'diamond', shortcuts: ['d', '3'], prominent: true }),
  shapeTool('triangle', { label: 'Triangle', icon: 'triangle', shortcuts: [] }),
  shapeTool('hexagon', { label: 'Hexagon', icon: 'hexagon', shortcuts: [] }),
  shapeTool('star', { label: 'Star', icon: 'star', shortcuts: [] }),
  shapeTool('cloud', { label: 'Cloud', icon: 'cloud', shortcuts: [] }),
  shapeTool('bubble', { label: 'Speech bubble', icon: 'message-square', shortcuts: [] }),
]
