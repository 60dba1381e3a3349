import type { NewElement } from '#board/document/element.ts'
import { newId } from '#board/document/new-id.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Editor } from '../editor/editor.ts'
import type { Pointer } from '../input/pointer.ts'
import { isDrag } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'

const idle: ToolState = {
  name: 'idle',
  enter(editor) {
    editor.selection.value = new Set()
  },
  pointerDown: (_, at) => pressing(at),
}

/** A click makes nothing. */
function pressing(from: Pointer): ToolState {
  return {
    name: 'pressing',
    pointerMove(_, points) {
      const at = points.findLast((at) => isDrag(from, at))
      return at && pulling(from, at)
    },
    pointerUp: () => idle,
    cancel: () => idle,
  }
}

function pulling(from: Pointer, first: Pointer): ToolState {
  const id = newId()
  let element: NewElement | null = null
  const pull = (editor: Editor, at: Pointer) => {
    element = rectangleBetween(editor, id, from, at.shift ? squareCorner(from, at) : at)
    editor.live.setDraft(id, element)
  }
  return {
    name: 'pulling',
    enter: (editor) => pull(editor, first),
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

function rectangleBetween(editor: Editor, id: string, from: Vector, to: Vector): NewElement {
  const { color, width, fill, opacity } = editor.style.value
  const matrix = [
    Math.max(Math.abs(to.x - from.x), LEAST),
    0,
    0,
    Math.max(Math.abs(to.y - from.y), LEAST),
    Math.min(from.x, to.x),
    Math.min(from.y, to.y),
  ]
  return { kind: 'rectangle', id, matrix, color, width, fill, radius: 2 * width, opacity }
}

/** Scene units: a side of nothing could not be scaled again. */
const LEAST = 0.5

function squareCorner(from: Vector, to: Vector): Vector {
  const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))
  return { x: from.x + Math.sign(to.x - from.x || 1) * side, y: from.y + Math.sign(to.y - from.y || 1) * side }
}

export const rectangle: Tool = {
  id: 'rectangle',
  label: 'Rectangle',
  icon: 'square',
  shortcuts: ['r', '2'],
  cursor: 'crosshair',
  styles: ['color', 'width', 'fill'],
  initial: idle,
}
