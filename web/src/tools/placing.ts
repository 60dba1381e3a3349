import type { Editor } from '../editor/editor.ts'
import type { Pointer } from '../input/pointer.ts'
import type { ToolState } from './tool.ts'

/** A tool that puts something down with a click: only when the pointer is lifted, so that a second finger can still turn it into a pinch. */
export function placing(place: (editor: Editor, at: Pointer) => void): ToolState {
  const idle: ToolState = {
    name: 'idle',
    enter(editor) {
      editor.selection.value = new Set()
    },
    pointerDown: () => pressing,
  }
  const pressing: ToolState = {
    name: 'pressing',
    pointerUp(editor, at) {
      editor.toolbox.made()
      place(editor, at)
    },
    cancel: () => idle,
  }
  return idle
}
