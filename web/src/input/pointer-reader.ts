import type { ReadonlySignal } from '@preact/signals'
import type { Camera } from '../editor/camera.ts'
import { toPointer, type Pointer, type PointerLike } from './pointer.ts'

/** Reads DOM events on a canvas as samples, by where the canvas is and where one looks from now. */
export interface PointerReader {
  one(event: PointerLike): Pointer
  /** Hot path. */
  all(events: readonly PointerLike[]): Pointer[]
}

export function createPointerReader(host: HTMLElement, camera: ReadonlySignal<Camera>): PointerReader {
  return {
    one(event) {
      const { left, top } = host.getBoundingClientRect()
      return toPointer(event, left, top, camera.peek())
    },
    all(events) {
      const { left, top } = host.getBoundingClientRect()
      return events.map((event) => toPointer(event, left, top, camera.peek()))
    },
  }
}
