import type { Element } from '#board/document/element.ts'
import { kindOf } from '#board/elements/index.ts'
import type { Editor } from '../editor/editor.ts'
import { applyStyle } from '../editor/style.ts'
import type { Pointer } from '../input/pointer.ts'
import { reachOf } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'

/** A click takes the colour that is there, for what is drawn next and for what is selected; with Shift for the inside of shapes. */
const idle: ToolState = {
  name: 'idle',
  pointerUp(editor, at) {
    const color = colorAt(editor, at)
    if (color === undefined) return
    applyStyle(editor, at.shift ? { fill: color } : { color })
    editor.toolbox.done()
  },
}

function colorAt(editor: Editor, at: Pointer): string | undefined {
  const { scene, camera } = editor
  const reach = reachOf(at, camera.value.zoom)
  const id = scene.hitTest(at.x, at.y, reach)
  const element = id === undefined ? undefined : scene.get(id)
  return element && (insideColor(editor, element, at, reach) ?? textField(element, 'color'))
}

/** The colour of the inside, where the pointer is on that and not on the line around it. */
function insideColor({ measure }: Editor, { kind, props }: Element, at: Pointer, reach: number): string | undefined {
  const is = kindOf(kind)
  const { fills } = is
  const color = fills && textField({ props }, fills.field)
  if (!fills || color === undefined || color === 'none' || !fills.surrounds(props, at, measure)) return undefined
  const hollow = { ...props, [fills.field]: 'none', text: '' }
  return is.hit(hollow, { from: at, to: at }, reach, measure) ? undefined : color
}

const textField = ({ props }: Pick<Element, 'props'>, field: string): string | undefined => {
  const value: unknown = Object.entries(props).find(([name]) => name === field)?.[1]
  return typeof value === 'string' ? value : undefined
}

export const eyedropper: Tool = {
  id: 'eyedropper',
  label: 'Pick a colour',
  icon: 'pipette',
  group: 'select',
  shortcuts: ['i'],
  cursor: 'crosshair',
  styles: ['color', 'fill'],
  returns: true,
  initial: idle,
}
