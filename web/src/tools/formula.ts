import { translate } from '#board/geometry/matrix.ts'
import { startTyping } from '../editor/typing.ts'
import { placing } from './placing.ts'
import type { Tool } from './tool.ts'

export const formula: Tool = {
  id: 'formula',
  label: 'Formula',
  icon: 'sigma',
  group: 'insert',
  shortcuts: ['Shift+m'],
  cursor: 'crosshair',
  styles: ['color', 'size'],
  placed: { width: 0, height: 0 },
  initial: placing((editor, { x, y }) => {
    const { color, opacity, size } = editor.style.value
    startTyping(editor, { kind: 'formula', matrix: translate(x, y - size / 2), color, opacity, size, text: '' })
  }),
}
