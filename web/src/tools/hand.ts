import { pan } from '../editor/camera.ts'
import type { Pointer } from '../input/pointer.ts'
import type { Tool, ToolState } from './tool.ts'

const idle: ToolState = {
  name: 'idle',
  pointerDown: (_, at) => panning(at),
}

function panning(from: Pointer): ToolState {
  let last = from
  return {
    name: 'panning',
    cursor: 'grabbing',
    pointerMove(editor, points) {
      const at = points.at(-1) ?? last
      editor.camera.value = pan(editor.camera.value, at.viewX - last.viewX, at.viewY - last.viewY)
      last = at
    },
    pointerUp: () => idle,
    cancel: () => idle,
  }
}

export const hand: Tool = {
  id: 'hand',
  label: 'Hand',
  icon: 'hand',
  shortcuts: ['h'],
  lentBy: ' ',
  cursor: 'grab',
  styles: [],
  menuOnHold: true,
  looks: true,
  initial: idle,
}
