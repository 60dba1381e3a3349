import { translate } from '#board/geometry/matrix.ts'
import { LINE_HEIGHT } from '#board/render/text-layout.ts'
import type { Editor } from '../editor/editor.ts'
import { startTyping, textAt } from '../editor/typing.ts'
import type { Pointer } from '../input/pointer.ts'
import { reachOf } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'

const idle: ToolState = {
  name: 'idle',
  enter(editor) {
    editor.selection.value = new Set()
  },
  pointerDown: () => pressing,
}

/** The text is placed when the pointer is lifted, so that a second finger can still turn this into a pinch. */
const pressing: ToolState = {
  name: 'pressing',
  pointerUp(editor, at) {
    const id = textAt(editor, at.x, at.y, reachOf(at, editor.camera.value.zoom))
    editor.toolbox.done()
    startTyping(editor, id ?? newTextAt(editor, at))
  },
  cancel: () => idle,
}

/** The first line's middle comes to the pointer's height. */
function newTextAt({ style }: Editor, { x, y }: Pointer) {
  const { color, opacity, font, size } = style.value
  const matrix = translate(x, y - (size * LINE_HEIGHT) / 2)
  return { kind: 'text', matrix, color, opacity, font, size, align: 'left', text: '' }
}

export const text: Tool = {
  id: 'text',
  label: 'Text',
  icon: 'type',
  shortcuts: ['t', '8'],
  cursor: 'text',
  styles: ['color', 'size'],
  initial: idle,
}
