import { firstCellMiddle, newTable } from '../editor/new-table.ts'
import { startTyping } from '../editor/typing.ts'
import { placing } from './placing.ts'
import type { Tool } from './tool.ts'

const NEW = Array.from({ length: 3 }, () => ['', '', ''])

export const table: Tool = {
  id: 'table',
  label: 'Table',
  icon: 'table',
  group: 'insert',
  shortcuts: ['Shift+t'],
  cursor: 'crosshair',
  styles: ['color', 'size', 'font', 'bold', 'italic'],
  placed: { width: 0, height: 0 },
  // Its first cell comes to the pointer.
  initial: placing((editor, at) => {
    const { x, y } = firstCellMiddle(editor.style.peek().size)
    startTyping(editor, newTable(editor, NEW, { x: at.x - x, y: at.y - y }))
  }),
}
