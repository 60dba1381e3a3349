import type { ReadonlySignal, Signal } from '@preact/signals-core'
import { type Camera, pan, zoomAt } from '../editor/camera.ts'
import type { Viewport } from '../editor/editor.ts'
import { type Fingers, pinch } from '../input/pinch.ts'
import { attachWheel } from '../input/wheel.ts'

export interface GestureView {
  readonly camera: Signal<Camera>
  readonly viewport: ReadonlySignal<Viewport>
}

interface GestureOptions {
  /** Does somebody work in the frame? Fingers of those who don't scroll the page around it. */
  readonly active: ReadonlySignal<boolean>
  /** Shows everything. */
  readonly fit: () => void
}

/** A press of an arrow moves by so many CSS pixels; plus and minus zoom by this factor. */
const STEP = 64
export const ZOOM_STEP = 1.25

/** Moving around a board with mouse, fingers, wheel and keys, and nothing else. Answers how to stop. */
export function attachGestures(host: HTMLElement, view: GestureView, { active, fit }: GestureOptions): () => void {
  const { camera } = view
  const pointers = new Map<number, PointerEvent>()
  const fingersNow = (): Fingers | undefined => {
    const { left, top } = host.getBoundingClientRect()
    const [first, second] = [...pointers.values()].map(({ clientX, clientY }) => ({
      x: clientX - left,
      y: clientY - top,
    }))
    return first && second && { first, second }
  }
  const down = (event: PointerEvent) => {
    if (event.button > 1 || pointers.size === 2 || (event.pointerType === 'touch' && !active.peek())) return
    pointers.set(event.pointerId, event)
    if (event.isTrusted) host.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId)
    if (!before) return
    const from = fingersNow()
    pointers.set(event.pointerId, event)
    const to = fingersNow()
    camera.value =
      from && to
        ? pinch(camera.peek(), from, to)
        : pan(camera.peek(), event.clientX - before.clientX, event.clientY - before.clientY)
  }
  const up = ({ pointerId }: PointerEvent) => pointers.delete(pointerId)
  const key = (event: KeyboardEvent) => {
    if (event.target !== host || event.ctrlKey || event.metaKey || event.altKey || !press(event.key, view, fit)) return
    event.preventDefault()
  }
  const stopWheel = attachWheel(host, view)
  const stopTouch = active.subscribe((isActive) => (host.style.touchAction = isActive ? 'none' : 'pan-x pan-y'))
  host.addEventListener('pointerdown', down)
  host.addEventListener('pointermove', move)
  host.addEventListener('keydown', key)
  for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) host.addEventListener(type, up)
  return () => {
    stopWheel()
    stopTouch()
    host.removeEventListener('pointerdown', down)
    host.removeEventListener('pointermove', move)
    host.removeEventListener('keydown', key)
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) host.removeEventListener(type, up)
  }
}

const ARROWS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ArrowLeft', [STEP, 0]],
  ['ArrowRight', [-STEP, 0]],
  ['ArrowUp', [0, STEP]],
  ['ArrowDown', [0, -STEP]],
])

/** Answers whether the key means anything. */
function press(key: string, view: GestureView, fit: () => void): boolean {
  const { camera } = view
  const arrow = ARROWS.get(key)
  if (arrow) camera.value = pan(camera.peek(), ...arrow)
  else if (key === '+' || key === '=') zoomBy(view, ZOOM_STEP)
  else if (key === '-') zoomBy(view, 1 / ZOOM_STEP)
  else if (key === '0') fit()
  else return false
  return true
}

/** About the middle of what is seen. */
export function zoomBy({ camera, viewport }: GestureView, factor: number): void {
  const { width, height } = viewport.peek()
  camera.value = zoomAt(camera.peek(), width / 2, height / 2, camera.peek().zoom * factor)
}
