import type { Vector } from '#board/geometry/vector.ts'
import type { Editor } from '../editor/editor.ts'
import type { Pointer } from '../input/pointer.ts'
import { reachOf } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'

const idle: ToolState = {
  name: 'idle',
  enter(editor) {
    editor.selection.value = new Set()
  },
  pointerDown: (_, at) => erasing(at),
}

/** What it touches is faded until the pointer is lifted; only then it goes, all of it in one step. */
function erasing(from: Pointer): ToolState {
  const touched = new Set<string>()
  let last: Vector = from
  const touch = (editor: Editor, points: readonly Pointer[]) => {
    const before = touched.size
    for (const at of points) {
      const reach = reachOf(at, editor.camera.value.zoom)
      for (const id of editor.scene.hitSegment({ from: last, to: at }, reach)) touched.add(id)
      last = at
    }
    if (touched.size > before) editor.fading.value = new Set(touched)
  }
  return {
    name: 'erasing',
    enter: (editor) => touch(editor, [from]),
    pointerMove: touch,
    pointerUp(editor) {
      editor.bulk.edit(
        touched,
        (ids) => editor.document.remove(ids),
        () => {
          editor.fading.value = new Set()
        },
      )
      return idle
    },
    cancel(editor) {
      editor.fading.value = new Set()
      return idle
    },
  }
}

export const eraser: Tool = {
  id: 'eraser',
  label: 'Eraser',
  icon: 'eraser',
  shortcuts: ['e', '0'],
  cursor: 'crosshair',
  group: 'eraser',
  prominent: true,
  styles: [],
  initial: idle,
}
