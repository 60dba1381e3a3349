import type { Editor } from '../editor/editor.ts'
import { pinching, zooming, type CameraGesture } from './camera-gestures.ts'
import { createDoubleTap } from './double-tap.ts'
import { capture } from './host.ts'
import type { PointerReader } from './pointer-reader.ts'

/** The fingers on the board, and the camera that they move: two of them, or one after a tap. */
export interface CameraFingers {
  /** Do they move the camera? */
  readonly busy: boolean
  has(pointerId: number): boolean
  /** A finger is put down while `pressed` is pressed for the tool. Answers whether fingers move the camera now. */
  down(event: PointerEvent, pressed: number | null): boolean
  /** Hot path. Some pointer has moved. Answers whether fingers move the camera, and nothing else is done. */
  move(event: PointerEvent): boolean
  /** Some pointer is lifted. */
  up(event: PointerEvent): void
  /** Some pointer has gone, and nobody lifted it. */
  gone(event: PointerEvent): void
  /** The camera stays where it is; the fingers are still there. */
  rest(): void
  /** No finger is there any more. */
  clear(): void
}

export function createCameraFingers(host: HTMLElement, editor: Editor, reader: PointerReader): CameraFingers {
  const { camera } = editor
  const fingers = new Map<number, PointerEvent>()
  const taps = createDoubleTap(editor)
  let gesture: CameraGesture | null = null

  function begun(event: PointerEvent, pressed: number | null): CameraGesture | null {
    if (fingers.size === 1 && pressed === null && taps.down(reader.one(event))) {
      capture(host, event.pointerId)
      return zooming(event.pointerId, taps, reader, camera)
    }
    const [first, second] = fingers.keys()
    if (fingers.size !== 2 || first === undefined || second === undefined) return null
    // Beside a pen fingers only rest. A second one beside a finger that draws says that it wasn't meant to.
    if (pressed !== null && !fingers.has(pressed)) return null
    return pinching([first, second], fingers, host, camera)
  }
  function gone({ pointerId }: PointerEvent): void {
    fingers.delete(pointerId)
    if (gesture?.gone(pointerId)) gesture = null
  }

  return {
    get busy() {
      return gesture !== null
    },
    has: (pointerId) => fingers.has(pointerId),
    down(event, pressed) {
      fingers.set(event.pointerId, event)
      gesture ??= begun(event, pressed)
      return gesture !== null
    },
    move(event) {
      if (fingers.has(event.pointerId)) fingers.set(event.pointerId, event)
      gesture?.moved(event)
      return gesture !== null
    },
    up(event) {
      if (fingers.has(event.pointerId)) taps.up(reader.one(event))
      gone(event)
    },
    gone,
    rest() {
      gesture = null
    },
    clear() {
      fingers.clear()
      gesture = null
    },
  }
}
