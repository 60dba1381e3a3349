import type { ElementKind } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { boxAt } from '#board/geometry/box.ts'
import type { Editor } from '../editor/editor.ts'
import { free } from '../editor/groups.ts'
import type { Pointer } from '../input/pointer.ts'
import type { Tool, ToolState } from './tool.ts'

/** A click fills what is around it; where it has that colour already, the colour goes again if it can. */
const idle: ToolState = {
  name: 'idle',
  enter(editor) {
    editor.selection.value = new Set()
  },
  pointerUp(editor, at) {
    const id = surrounding(editor, at)
    const element = id === undefined ? undefined : editor.document.get(id)
    const field = element && kindOf(element.kind).fills?.field
    if (id === undefined || field === undefined) return
    const { color } = editor.style.value
    const before = Object.entries(element?.props ?? {}).find(([name]) => name === field)?.[1]
    // A kind that is nothing without a colour refuses to have none.
    editor.document.edit([id], field, before === color ? 'none' : color)
  },
}

/** The topmost element that a point is inside of. */
function surrounding(editor: Editor, at: Pointer): string | undefined {
  const { scene, measure } = editor
  return scene.inOrder(free(editor, scene.query(boxAt(at.x, at.y, 0, 0)))).findLast((id) => {
    const element = scene.get(id)
    const kind: ElementKind | undefined = element && kindOf(element.kind)
    return element !== undefined && kind?.fills?.surrounds(element.props, at, measure) === true
  })
}

export const bucket: Tool = {
  id: 'bucket',
  label: 'Fill',
  icon: 'paint-bucket',
  group: 'select',
  shortcuts: ['b'],
  cursor: 'crosshair',
  styles: ['color'],
  initial: idle,
}
