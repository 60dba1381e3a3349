import type { ReadonlySignal } from '@preact/signals'
import { pan, zoomAt } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'

/** CSS pixels of one line, for wheels that count in lines. */
const LINE = 16
/** How strongly a step of the wheel zooms, and the most that one event may. */
const ZOOM_PER_PIXEL = 0.01
const LARGEST_ZOOM_STEP = 0.25

/** What a wheel moves. */
type WheelView = Pick<Editor, 'camera' | 'viewport'>

/**
 * Wheel over the board: pans; with Shift sideways; with Ctrl or Command (and so for a pinch on a trackpad) zooms at the pointer.
 * Who prefers it zooms with the wheel alone, and still pans sideways with Shift.
 * The page itself neither scrolls nor zooms while the pointer is over the board. Answers how to stop.
 */
export function attachWheel(host: HTMLElement, editor: WheelView, wheelZooms?: ReadonlySignal<boolean>): () => void {
  const zooms = ({ ctrlKey, metaKey, shiftKey }: WheelEvent) =>
    ctrlKey || metaKey || (wheelZooms?.value === true && !shiftKey)
  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    const { left, top } = host.getBoundingClientRect()
    editor.camera.value = zooms(event)
      ? zoomed(editor, event.clientX - left, event.clientY - top, pixels(event, editor).y)
      : panned(editor, event)
  }
  host.addEventListener('wheel', wheel, { passive: false })
  return () => host.removeEventListener('wheel', wheel)
}

function zoomed({ camera }: WheelView, viewX: number, viewY: number, amount: number) {
  const step = Math.min(LARGEST_ZOOM_STEP, Math.max(-LARGEST_ZOOM_STEP, -amount * ZOOM_PER_PIXEL))
  return zoomAt(camera.value, viewX, viewY, camera.value.zoom * Math.exp(step))
}

function panned(editor: WheelView, event: WheelEvent) {
  const { x, y } = pixels(event, editor)
  // Some systems turn a wheel with Shift sideways themselves.
  const sideways = event.shiftKey && x === 0
  return pan(editor.camera.value, sideways ? -y : -x, sideways ? 0 : -y)
}

function pixels({ deltaX, deltaY, deltaMode }: WheelEvent, { viewport }: WheelView) {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return { x: deltaX * LINE, y: deltaY * LINE }
  if (deltaMode !== WheelEvent.DOM_DELTA_PAGE) return { x: deltaX, y: deltaY }
  return { x: deltaX * viewport.value.width, y: deltaY * viewport.value.height }
}
