import type { Camera } from '../editor/camera.ts'

/** One pointer sample. `x`, `y` are scene units; `viewX`, `viewY` are CSS pixels from the canvas' top left corner. */
export interface Pointer {
  readonly x: number
  readonly y: number
  readonly viewX: number
  readonly viewY: number
  /** 0 to 1; 0.5 where the device has none. */
  readonly pressure: number
  /** Milliseconds, `PointerEvent.timeStamp`. */
  readonly time: number
  readonly type: 'mouse' | 'pen' | 'touch'
  readonly shift: boolean
  readonly alt: boolean
  /** Ctrl, or Command on a Mac. */
  readonly ctrl: boolean
}

/** What is read of a DOM event. */
export type PointerLike = Pick<
  PointerEvent,
  'clientX' | 'clientY' | 'pressure' | 'timeStamp' | 'pointerType' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'
>

/** Hot path. A DOM event as a sample; `left`, `top` is the canvas' corner in client coordinates. */
export function toPointer(event: PointerLike, left: number, top: number, camera: Camera): Pointer {
  const viewX = event.clientX - left
  const viewY = event.clientY - top
  return {
    x: viewX / camera.zoom + camera.x,
    y: viewY / camera.zoom + camera.y,
    viewX,
    viewY,
    pressure: event.pointerType === 'pen' ? event.pressure : NO_PRESSURE,
    time: event.timeStamp,
    type: event.pointerType === 'pen' || event.pointerType === 'touch' ? event.pointerType : 'mouse',
    shift: event.shiftKey,
    alt: event.altKey,
    ctrl: event.ctrlKey || event.metaKey,
  }
}

const NO_PRESSURE = 0.5
