import { isEmpty, type Box } from '#board/geometry/box.ts'
import { fitBox, zoomAt } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { NO_MARKS } from '../editor/marks.ts'
import type { Pointer } from '../input/pointer.ts'
import { LIMITS } from '#board/limits.ts'
import { isDrag } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'

/** A click makes all this many times as large, with Alt as small. */
const STEP = 2

/** A click zooms in where it is, with Alt out; a drag shows what it goes around. */
const idle = (cursor = 'zoom-in'): ToolState => ({
  name: 'idle',
  cursor,
  hover(_, { alt }) {
    const wanted = alt ? 'zoom-out' : 'zoom-in'
    return wanted === cursor ? undefined : idle(wanted)
  },
  pointerDown: (_, at) => pressing(at),
})

const pressing = (from: Pointer): ToolState => ({
  name: 'pressing',
  pointerMove(_, points) {
    const at = points.findLast((at) => isDrag(from, at))
    return at && framing(from, at)
  },
  pointerUp({ camera }, { alt }) {
    const { zoom } = camera.peek()
    camera.value = zoomAt(camera.peek(), from.viewX, from.viewY, alt ? zoom / STEP : zoom * STEP)
    return idle()
  },
  cancel: () => idle(),
})

function framing(from: Pointer, first: Pointer): ToolState {
  const mark = (editor: Editor, to: Pointer) => {
    editor.marks.value = [{ type: 'band', from, to }]
  }
  return {
    name: 'framing',
    enter: (editor) => mark(editor, first),
    exit(editor) {
      editor.marks.value = NO_MARKS
    },
    pointerMove(editor, points) {
      const at = points.at(-1)
      if (at) mark(editor, at)
    },
    pointerUp({ camera, viewport }, to) {
      const box: Box = {
        minX: Math.min(from.x, to.x),
        minY: Math.min(from.y, to.y),
        maxX: Math.max(from.x, to.x),
        maxY: Math.max(from.y, to.y),
      }
      if (!isEmpty(box)) camera.value = fitBox(box, viewport.peek(), undefined, LIMITS.maxZoom)
      return idle()
    },
    cancel: () => idle(),
  }
}

export const zoom: Tool = {
  id: 'zoom',
  label: 'Zoom',
  icon: 'search',
  group: 'select',
  shortcuts: [],
  lentBy: 'z',
  cursor: 'zoom-in',
  styles: [],
  looks: true,
  initial: idle(),
}
