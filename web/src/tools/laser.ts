import { newId } from '#board/document/new-id.ts'
import { LIVE_WIDTH } from '#board/live.ts'
import type { Editor } from '../editor/editor.ts'
import type { Pointer } from '../input/pointer.ts'
import type { Tool, ToolState } from './tool.ts'

/** CSS pixels on the screen of the one who points. */
const WIDTH = 6

const idle: ToolState = {
  name: 'idle',
  pointerDown: (editor, at) => pointing(editor, at),
}

/** The trail is live and nothing else: it fades on every screen, and no document ever has it. */
function pointing({ live, style, camera }: Editor, from: Pointer): ToolState {
  const id = newId()
  // Ink would not look like light.
  const color = style.value.color === 'ink' ? 'red' : style.value.color
  return {
    name: 'pointing',
    enter() {
      live.beginLaser(id, { color, width: Math.min(LIVE_WIDTH, WIDTH / camera.value.zoom) })
      live.extendLaser(id, [from.x, from.y])
    },
    pointerMove(_, samples) {
      live.extendLaser(
        id,
        samples.flatMap(({ x, y }) => [x, y]),
      )
    },
    pointerUp() {
      live.end(id, true)
      return idle
    },
    cancel() {
      live.end(id, false)
      return idle
    },
  }
}

export const laser: Tool = {
  id: 'laser',
  label: 'Laser pointer',
  icon: 'laser',
  shortcuts: ['k'],
  cursor: 'crosshair',
  group: 'ink',
  styles: ['color'],
  initial: idle,
}
