import type { Signal } from '@preact/signals'
import type { Vector } from '#board/geometry/vector.ts'
import type { Camera } from '../editor/camera.ts'
import type { DoubleTap } from './double-tap.ts'
import { pinch, type Fingers } from './pinch.ts'
import type { PointerReader } from './pointer-reader.ts'

/** Fingers that move the camera. A value: its data lives in its closure and dies with it. */
export interface CameraGesture {
  /** Hot path. A pointer has moved, whichever. */
  moved(event: PointerEvent): void
  /** A finger has gone. Answers whether that is the end of it. */
  gone(pointerId: number): boolean
}

/** Two of these fingers. When one of them is lifted, the other does nothing until all are gone. */
export function pinching(
  [first, second]: readonly [number, number],
  fingers: ReadonlyMap<number, PointerEvent>,
  host: HTMLElement,
  camera: Signal<Camera>,
): CameraGesture {
  const places = (): Fingers => {
    const { left, top } = host.getBoundingClientRect()
    const at = (id: number): Vector => {
      const event = fingers.get(id)
      return { x: (event?.clientX ?? 0) - left, y: (event?.clientY ?? 0) - top }
    }
    return { first: at(first), second: at(second) }
  }
  let from: Fingers | null = places()
  return {
    moved() {
      if (!from) return
      const to = places()
      camera.value = pinch(camera.value, from, to)
      from = to
    },
    gone(pointerId) {
      if (pointerId === first || pointerId === second) from = null
      return from === null && fingers.size === 0
    },
  }
}

/** One finger zooms, up and down, after a tap. */
export function zooming(
  pointerId: number,
  taps: DoubleTap,
  reader: PointerReader,
  camera: Signal<Camera>,
): CameraGesture {
  return {
    moved(event) {
      if (event.pointerId === pointerId) camera.value = taps.moved(reader.one(event))
    },
    gone: (id) => id === pointerId,
  }
}
