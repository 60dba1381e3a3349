import { translate } from '#board/geometry/matrix.ts'
import { LINE_HEIGHT } from '#board/render/text-layout.ts'
import type { Editor } from '../editor/editor.ts'
import { partAt, startTyping, textAt } from '../editor/typing.ts'
import type { Pointer } from '../input/pointer.ts'
import { placing } from './placing.ts'
import { reachOf } from './reach.ts'
import type { Tool } from './tool.ts'

/** The first line's middle comes to the pointer's height. */
function newTextAt({ style }: Editor, { x, y }: Pointer) {
  const { color, opacity, font, bold, italic, size } = style.value
  const matrix = translate(x, y - (size * LINE_HEIGHT) / 2)
  return { kind: 'text', matrix, color, opacity, font, bold, italic, size, align: 'left', text: '' }
}

export const text: Tool = {
  id: 'text',
  label: 'Text',
  icon: 'type',
  shortcuts: ['t', '8'],
  cursor: 'text',
  styles: ['color', 'size', 'font', 'bold', 'italic'],
  placed: { width: 0, height: 0 },
  initial: placing((editor, at) => {
    const id = textAt(editor, at.x, at.y, reachOf(at, editor.camera.value.zoom))
    startTyping(editor, id ?? newTextAt(editor, at), id && partAt(editor, id, at))
  }),
}
