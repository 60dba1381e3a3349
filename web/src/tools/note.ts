import { NOTE_SIZE, noteAt } from '#board/elements/note.ts'
import { startTyping } from '../editor/typing.ts'
import { placing } from './placing.ts'
import type { Tool } from './tool.ts'

export const note: Tool = {
  id: 'note',
  label: 'Sticky note',
  icon: 'sticky-note',
  group: 'insert',
  prominent: true,
  shortcuts: ['n'],
  cursor: 'crosshair',
  styles: ['color', 'size', 'font', 'bold', 'italic'],
  placed: { width: 0, height: 0 },
  initial: placing((editor, at) => {
    const { color, font, bold, italic, size, opacity } = editor.style.value
    startTyping(editor, {
      kind: 'note',
      matrix: noteAt(at.x, at.y, NOTE_SIZE.width),
      text: '',
      author: editor.author(),
      color: color === 'ink' ? 'yellow' : color,
      font,
      bold,
      italic,
      size,
      opacity,
    })
  }),
}
