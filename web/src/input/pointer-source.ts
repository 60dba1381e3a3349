import type { Signal } from '@preact/signals'
import type { Editor } from '../editor/editor.ts'
import { finishTyping } from '../editor/typing.ts'
import { eraser } from '../tools/eraser.ts'
import { hand } from '../tools/hand.ts'
import type { Tool } from '../tools/tool.ts'
import { createEdgePan } from './edge-pan.ts'
import { createDoubleTap } from './double-tap.ts'
import { belongsToPage } from './keyboard.ts'
import { pinch, type Fingers } from './pinch.ts'
import { toPointer, type Pointer } from './pointer.ts'

/** What the pointers on the board are doing. */
type Gesture =
  | { readonly kind: 'none' }
  /** One pointer talks to the tool. */
  | { readonly kind: 'tool'; readonly pointerId: number; readonly borrowed: boolean }
  /** Two fingers move the camera. */
  | { readonly kind: 'pinch'; readonly ids: readonly [number, number]; fingers: Fingers }
  /** One finger zooms, up and down. */
  | { readonly kind: 'zoom'; readonly pointerId: number }
  /** A pinch has lost a finger: the other one does nothing until it is lifted. */
  | { readonly kind: 'spent' }

const NONE: Gesture = { kind: 'none' }
const MIDDLE_BUTTON = 1
const MODIFIERS: ReadonlySet<string> = new Set(['Alt', 'Control', 'Meta', 'Shift'])
/** The other end of a stylus. https://www.w3.org/TR/pointerevents3/#the-button-property */
const ERASER_BUTTON = 5
const BUTTONS: ReadonlySet<number> = new Set([0, MIDDLE_BUTTON, ERASER_BUTTON])
const PAGE_CONTROLS = 'a, button, input, textarea, select, [contenteditable]'

/** Was it done to something on the board that is the page's, as the text that is being typed? */
export const isOnControl = ({ target }: Event): boolean =>
  target instanceof Element && target.closest(PAGE_CONTROLS) !== null

export interface PointerOptions {
  /** Does a pen alone draw, and a finger move the board? While it is null, the first pen that comes makes it true. */
  readonly penDraws?: Signal<boolean | null>
}

/**
 * Turns the pointer events of `host` into gestures for the toolbox and the camera. Moves are told once a frame, with
 * every sample that the device took in between; the frame that tells them is the frame that paints them.
 * Answers how to stop.
 */
export function attachPointers(host: HTMLElement, editor: Editor, { penDraws }: PointerOptions = {}): () => void {
  const { toolbox, frames, camera } = editor
  const fingers = new Map<number, PointerEvent>()
  let gesture: Gesture = NONE
  let samples: Pointer[] = []
  let predicted: Pointer[] = []
  let last: Pointer | null = null
  let lastEvent: PointerEvent | null = null
  const taps = createDoubleTap(editor)
  const edges = createEdgePan(editor, tell, () => {
    if (gesture.kind !== 'tool' || !lastEvent) return
    last = read(lastEvent)
    toolbox.pointerMove([last], [])
  })

  const read = (event: PointerEvent): Pointer => {
    const { left, top } = host.getBoundingClientRect()
    return toPointer(event, left, top, camera.value)
  }
  const readAll = (events: readonly PointerEvent[]): Pointer[] => {
    const { left, top } = host.getBoundingClientRect()
    return events.map((event) => toPointer(event, left, top, camera.value))
  }

  function tell(): void {
    frames.cancel(tell)
    if (samples.length === 0) return
    const told = samples
    const ahead = predicted
    samples = []
    predicted = []
    if (gesture.kind === 'tool') {
      toolbox.pointerMove(told, ahead)
      edges.moved(told.at(-1) as Pointer)
    }
    if (gesture.kind === 'none') toolbox.hover(told.at(-1) as Pointer)
  }

  /** The tool that this pointer has whatever is chosen. */
  function toolOf({ button, pointerType }: PointerEvent): Tool | undefined {
    if (button === MIDDLE_BUTTON) return hand
    if (button === ERASER_BUTTON) return editor.readonly ? hand : eraser
    const draws = toolbox.current.peek().menuOnHold !== true
    return pointerType === 'touch' && draws && penDraws?.peek() ? hand : undefined
  }

  function begin(event: PointerEvent): void {
    // Palms rest on the screen while a pen writes.
    if (gesture.kind !== 'none') return
    finishTyping(editor)
    const own = toolOf(event)
    if (own) toolbox.borrow(own.id)
    capture(host, event.pointerId)
    gesture = { kind: 'tool', pointerId: event.pointerId, borrowed: own !== undefined }
    last = read(event)
    edges.begin(last)
    toolbox.pointerDown(last)
  }

  /** A palm is often there before the pen is: what fingers have begun is taken back. */
  function beginPen(): void {
    if (penDraws?.peek() === null) penDraws.value = true
    if (gesture.kind === 'tool' && !fingers.has(gesture.pointerId)) return
    end('cancel')
    gesture = NONE
  }

  function beginPinch(): void {
    const [first, second] = [...fingers.keys()]
    if (first === undefined || second === undefined) return
    end('cancel')
    gesture = { kind: 'pinch', ids: [first, second], fingers: fingersAt(first, second) }
  }

  function fingersAt(first: number, second: number): Fingers {
    const { left, top } = host.getBoundingClientRect()
    const at = (id: number) => {
      const event = fingers.get(id)
      return { x: (event?.clientX ?? 0) - left, y: (event?.clientY ?? 0) - top }
    }
    return { first: at(first), second: at(second) }
  }

  /** Ends the tool's gesture: `finish` keeps what was done, `cancel` takes it back. */
  function end(how: 'finish' | 'cancel'): void {
    if (gesture.kind !== 'tool') return
    if (how === 'finish') tell()
    samples = []
    edges.end()
    const { borrowed } = gesture
    gesture = NONE
    if (how === 'finish' && last) toolbox.pointerUp(last)
    else toolbox.cancel()
    if (borrowed) toolbox.release()
  }

  const down = (event: PointerEvent) => {
    if (isOnControl(event) || !BUTTONS.has(event.button)) return
    tell()
    if (event.pointerType === 'pen') beginPen()
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, event)
      const isDrawnByTouch = gesture.kind === 'tool' && fingers.has(gesture.pointerId)
      if (fingers.size === 1 && gesture.kind === 'none' && taps.down(read(event))) {
        capture(host, event.pointerId)
        gesture = { kind: 'zoom', pointerId: event.pointerId }
        return
      }
      if (fingers.size === 2 && (gesture.kind === 'none' || isDrawnByTouch)) return beginPinch()
    }
    begin(event)
  }

  const move = (event: PointerEvent) => {
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, event)
    if (gesture.kind === 'pinch') {
      const to = fingersAt(...gesture.ids)
      camera.value = pinch(camera.value, gesture.fingers, to)
      gesture.fingers = to
      return
    }
    if (gesture.kind === 'zoom') {
      if (gesture.pointerId === event.pointerId) camera.value = taps.moved(read(event))
      return
    }
    if (gesture.kind === 'spent' || (gesture.kind === 'tool' && gesture.pointerId !== event.pointerId)) return
    const coalesced = event.getCoalescedEvents()
    samples.push(...readAll(coalesced.length > 0 ? coalesced : [event]))
    predicted = readAll(event.getPredictedEvents())
    last = samples.at(-1) ?? last
    lastEvent = event
    frames.request('input', tell)
  }

  const up = (event: PointerEvent) => {
    if (fingers.has(event.pointerId)) taps.up(read(event))
    lift(event)
    if (gesture.kind !== 'tool' || gesture.pointerId !== event.pointerId) return
    tell()
    last = read(event)
    end('finish')
  }

  const cancelled = (event: PointerEvent) => {
    lift(event)
    if (gesture.kind === 'tool' && gesture.pointerId === event.pointerId) end('cancel')
  }

  function lift(event: PointerEvent): void {
    fingers.delete(event.pointerId)
    if (gesture.kind === 'pinch' && gesture.ids.includes(event.pointerId)) gesture = { kind: 'spent' }
    const isZoomed = gesture.kind === 'zoom' && gesture.pointerId === event.pointerId
    if (isZoomed || (gesture.kind === 'spent' && fingers.size === 0)) gesture = NONE
  }

  const lost = (event: PointerEvent) => {
    if (gesture.kind === 'tool' && gesture.pointerId === event.pointerId) end('finish')
  }
  const doubleClick = (event: MouseEvent) => {
    if (isOnControl(event)) return
    const { left, top } = host.getBoundingClientRect()
    const { clientX, clientY, timeStamp, shiftKey, altKey, ctrlKey, metaKey } = event
    // A double click comes from whatever pointer, and has no pressure.
    const sample = {
      clientX,
      clientY,
      timeStamp,
      shiftKey,
      altKey,
      ctrlKey,
      metaKey,
      pointerType: 'mouse',
      pressure: 0,
    }
    toolbox.doubleClick(toPointer(sample, left, top, camera.value))
  }
  /** The tab is left in the middle of a gesture: what was drawn until now counts. */
  const leave = () => {
    end('finish')
    fingers.clear()
    gesture = NONE
  }
  const hidden = () => {
    if (!document.hidden) return
    leave()
    // A hidden tab has no frames.
    editor.bulk.finish()
  }
  /** A modifier may change what a press would do, also under a pointer that rests. */
  const modify = (event: KeyboardEvent) => {
    if (gesture.kind !== 'none' || !MODIFIERS.has(event.key) || belongsToPage(event)) return
    if (!lastEvent || lastEvent.pointerType === 'touch') return
    const { clientX, clientY, pressure, timeStamp, pointerType } = lastEvent
    const { shiftKey, altKey, ctrlKey, metaKey } = event
    const { left, top } = host.getBoundingClientRect()
    const sample = { clientX, clientY, pressure, timeStamp, pointerType, shiftKey, altKey, ctrlKey, metaKey }
    toolbox.hover(toPointer(sample, left, top, camera.value))
  }
  /** A middle click would start the page's own scrolling. */
  const preventMiddle = (event: MouseEvent) => {
    if (event.button === MIDDLE_BUTTON) event.preventDefault()
  }

  const stops = [
    listen(host, 'pointerdown', down),
    listen(host, 'pointermove', move),
    listen(host, 'pointerup', up),
    listen(host, 'pointercancel', cancelled),
    listen(host, 'lostpointercapture', lost),
    listen(host, 'dblclick', doubleClick),
    listen(host, 'mousedown', preventMiddle),
  ]
  window.addEventListener('blur', leave)
  window.addEventListener('keydown', modify)
  window.addEventListener('keyup', modify)
  document.addEventListener('visibilitychange', hidden)
  return () => {
    stops.forEach((stop) => stop())
    window.removeEventListener('blur', leave)
    window.removeEventListener('keydown', modify)
    window.removeEventListener('keyup', modify)
    document.removeEventListener('visibilitychange', hidden)
    frames.cancel(tell)
    edges.end()
  }
}

function listen<Type extends keyof HTMLElementEventMap>(
  host: HTMLElement,
  type: Type,
  listener: (event: HTMLElementEventMap[Type]) => void,
): () => void {
  host.addEventListener(type, listener)
  return () => host.removeEventListener(type, listener)
}

/** A pointer that a script made can't be captured; its events reach the host all the same. */
export function capture(host: HTMLElement, pointerId: number): void {
  try {
    host.setPointerCapture(pointerId)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}
