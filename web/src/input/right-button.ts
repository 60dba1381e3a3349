import type { Editor } from '../editor/editor.ts'
import { hand } from '../tools/hand.ts'
import { isDrag } from '../tools/reach.ts'
import { RIGHT_BUTTON } from './buttons.ts'
import { capture, isOnControl } from './host.ts'
import type { Pointer } from './pointer.ts'
import { createPointerReader } from './pointer-reader.ts'

/** What the right button is pressed for isn't known before it is dragged or let go. */
interface Press {
  readonly id: number
  readonly from: Pointer
  isPanning: boolean
  /** The browser has asked for a menu. */
  asked: MouseEvent | null
}

/**
 * The right button moves the view when it is dragged, and opens a menu when it is not. Browsers ask for the menu when it goes down
 * (Linux, macOS) or up (Windows): `open` is told when it is let go, and at once where it was the menu key. Answers how to stop.
 */
export function attachRightButton(host: HTMLElement, editor: Editor, open: (at: MouseEvent) => void): () => void {
  const { toolbox } = editor
  const reader = createPointerReader(host, editor.camera)
  const listening = new AbortController()
  const { signal } = listening
  let press: Press | null = null
  let wasDrag = false

  const down = (event: PointerEvent) => {
    wasDrag = false
    if (event.button !== RIGHT_BUTTON || isOnControl(event) || toolbox.busy) return
    capture(host, event.pointerId)
    press = { id: event.pointerId, from: reader.one(event), isPanning: false, asked: null }
  }
  const move = (event: PointerEvent) => {
    if (press?.id !== event.pointerId) return
    const at = reader.one(event)
    if (!press.isPanning) {
      if (!isDrag(press.from, at)) return
      press.isPanning = true
      toolbox.borrow(hand.id)
      toolbox.pointerDown(press.from)
    }
    toolbox.pointerMove([at], [])
  }
  /** Answers whether nothing but a press was ended. */
  const end = (): MouseEvent | null => {
    const ended = press
    press = null
    if (!ended?.isPanning) return ended?.asked ?? null
    wasDrag = true
    toolbox.pointerUp(ended.from)
    toolbox.release()
    return null
  }
  const up = (event: PointerEvent) => {
    if (press?.id !== event.pointerId) return
    const asked = end()
    if (asked) open(asked)
  }
  const contextMenu = (event: MouseEvent) => {
    event.preventDefault()
    if (press) press.asked = event
    else if (wasDrag) wasDrag = false
    else open(event)
  }
  host.addEventListener('pointerdown', down, { signal })
  host.addEventListener('pointermove', move, { signal })
  host.addEventListener('pointerup', up, { signal })
  host.addEventListener('pointercancel', end, { signal })
  host.addEventListener('lostpointercapture', end, { signal })
  host.addEventListener('contextmenu', contextMenu, { signal })
  window.addEventListener('blur', end, { signal })
  return () => listening.abort()
}
