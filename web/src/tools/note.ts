import { noteAt } from '#board/elements/note.ts'
import { startTyping } from '../editor/typing.ts'
import type { Tool, ToolState } from './tool.ts'

/** Scene units. */
const SIDE = 200

const idle: ToolState = {
  name: 'idle',
  enter(editor) {
    editor.selection.value = new Set()
  },
  pointerDown: () => pressing,
}

/** The note is placed when the pointer is lifted, so that a second finger can still turn this into a pinch. */
const pressing: ToolState = {
  name: 'pressing',
  pointerUp(editor, at) {
    const { color, font, size, opacity } = editor.style.value
    const sheet = color === 'ink' ? 'yellow' : color
    editor.toolbox.done()
    startTyping(editor, {
      kind: 'note',
      matrix: noteAt(at.x, at.y, SIDE),
      text: '',
      author: editor.author(),
      color: sheet,
      font,
      size,
      opacity,
    })
  },
  cancel: () => idle,
}

export const note: Tool = {
  id: 'note',
  label: 'Sticky note',
  icon: 'sticky-note',
  shortcuts: ['n'],
  cursor: 'crosshair',
  styles: ['color', 'size', 'font'],
  initial: idle,
}
