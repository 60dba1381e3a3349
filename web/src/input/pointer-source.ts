import type { Signal } from '@preact/signals'
import type { Editor } from '../editor/editor.ts'
import { finishTyping } from '../editor/typing.ts'
import { eraser } from '../tools/eraser.ts'
import { hand } from '../tools/hand.ts'
import type { Tool } from '../tools/tool.ts'
import { ERASER_BUTTON, MAIN_BUTTON, MIDDLE_BUTTON } from './buttons.ts'
import { createCameraFingers } from './camera-fingers.ts'
import { capture, isOnControl } from './host.ts'
import { attachLeaving } from './leaving.ts'
import { attachModifiers } from './modifiers.ts'
import { createPointerReader } from './pointer-reader.ts'
import { createToolPointer } from './tool-pointer.ts'

const BUTTONS: ReadonlySet<number> = new Set([MAIN_BUTTON, MIDDLE_BUTTON, ERASER_BUTTON])

export interface PointerOptions {
  /** Does a pen alone draw, and a finger move the board? While it is null, the first pen that comes makes it true. */
  readonly penDraws?: Signal<boolean | null>
}

/**
 * Turns the pointer events of `host` into gestures for the toolbox and the camera: says who of the two is told, and never both.
 * Answers how to stop; what was drawn until then counts.
 */
export function attachPointers(host: HTMLElement, editor: Editor, { penDraws }: PointerOptions = {}): () => void {
  const reader = createPointerReader(host, editor.camera)
  const tool = createToolPointer(editor, reader)
  const fingers = createCameraFingers(host, editor, reader)
  const isFree = () => tool.pressed === null && !fingers.busy

  const down = (event: PointerEvent) => {
    if (isOnControl(event) || !BUTTONS.has(event.button)) return
    tool.tell()
    if (event.pointerType === 'pen') makeWay()
    if (event.pointerType === 'touch' && fingers.down(event, tool.pressed)) return tool.cancel()
    // Palms rest on the screen while a pen writes.
    if (!isFree()) return
    finishTyping(editor)
    capture(host, event.pointerId)
    tool.press(event, ownTool(event, editor, penDraws?.peek() === true))
  }
  /** A pen comes. A palm is often there before: what fingers have begun is taken back. */
  const makeWay = () => {
    if (penDraws?.peek() === null) penDraws.value = true
    if (tool.pressed !== null && !fingers.has(tool.pressed)) return
    tool.cancel()
    fingers.rest()
  }
  const move = (event: PointerEvent) => {
    if (fingers.move(event)) return
    if (tool.pressed === null || tool.pressed === event.pointerId) tool.move(event)
  }
  const up = (event: PointerEvent) => {
    fingers.up(event)
    if (tool.pressed === event.pointerId) tool.finish(event)
  }
  const cancelled = (event: PointerEvent) => {
    fingers.gone(event)
    if (tool.pressed === event.pointerId) tool.cancel()
  }
  const lost = (event: PointerEvent) => {
    if (tool.pressed === event.pointerId) tool.finish()
  }
  // What was drawn until somebody leaves in the middle of a gesture counts.
  const leave = () => {
    tool.finish()
    fingers.clear()
  }

  const listening = new AbortController()
  const { signal } = listening
  host.addEventListener('pointerdown', down, { signal })
  host.addEventListener('pointermove', move, { signal })
  host.addEventListener('pointerup', up, { signal })
  host.addEventListener('pointercancel', cancelled, { signal })
  host.addEventListener('lostpointercapture', lost, { signal })
  const stops = [
    leave,
    () => listening.abort(),
    attachLeaving(editor, leave),
    attachModifiers(editor, reader, () => (isFree() ? tool.latest : null)),
    tool.stop,
  ]
  return () => stops.forEach((stop) => stop())
}

/** The tool that this pointer has, whatever is chosen. */
function ownTool({ button, pointerType }: PointerEvent, editor: Editor, penDraws: boolean): Tool | undefined {
  if (button === MIDDLE_BUTTON) return hand
  if (button === ERASER_BUTTON) return editor.readonly ? hand : eraser
  const draws = editor.toolbox.current.peek().menuOnHold !== true
  return pointerType === 'touch' && draws && penDraws ? hand : undefined
}
