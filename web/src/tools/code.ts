import { LINE_HEIGHT } from '#board/render/text-layout.ts'
import { translate } from '#board/geometry/matrix.ts'
import { startTyping } from '../editor/typing.ts'
import { placing } from './placing.ts'
import type { Tool } from './tool.ts'

export const code: Tool = {
  id: 'code',
  label: 'Code',
  icon: 'square-code',
  group: 'insert',
  shortcuts: ['Shift+c'],
  cursor: 'crosshair',
  styles: ['size', 'language'],
  placed: { width: 0, height: 0 },
  initial: placing((editor, { x, y }) => {
    const { color, opacity, size, language } = editor.style.value
    const matrix = translate(x - size, y - size * LINE_HEIGHT)
    startTyping(editor, { kind: 'code', matrix, color, opacity, size, language, text: '' })
  }),
}
