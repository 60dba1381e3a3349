import { onTestFinished } from 'vitest'
import { testBoard, type TestBoard } from '../../editor/testing/test-editor.ts'
import { attachInput, type InputOptions } from '../attach-input.ts'

/** Where the board is on the page, CSS pixels. */
interface Place {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
const PLACE: Place = { left: 50, top: 40, width: 400, height: 300 }

type PointerAt = PointerEventInit & { readonly x: number; readonly y: number }

/** A board on a page, and what the browser would tell of somebody who works there. */
export interface InputPage extends TestBoard {
  readonly host: HTMLElement
  /** The tool that is on and its state, `pen.drawing`. */
  readonly path: () => string
  /** A pointer event at a point of the board, of a mouse unless it says otherwise. */
  readonly pointer: (type: 'down' | 'move' | 'up' | 'cancel', at: PointerAt) => void
  /** A key, pressed or let go where nothing has the focus, or at `target`. */
  readonly key: (type: 'keydown' | 'keyup', init: KeyboardEventInit, target?: EventTarget) => KeyboardEvent
}

/** With pointers, wheel and keys attached, as on any machine but a Mac; gone when the test is over. */
export function inputPage(options: InputOptions = {}, { left, top, width, height }: Place = PLACE): InputPage {
  const board = testBoard()
  const host = document.body.appendChild(document.createElement('div'))
  host.style.cssText = `position:absolute;left:${left}px;top:${top}px;width:${width}px;height:${height}px`
  const stop = attachInput(host, board.editor, { mac: false, ...options })
  onTestFinished(() => {
    stop()
    host.remove()
  })
  const plain = { bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse' }
  return {
    ...board,
    host,
    path: () => board.editor.toolbox.path.value,
    pointer(type, { x, y, ...init }) {
      const at = { clientX: x + left, clientY: y + top }
      host.dispatchEvent(new PointerEvent(`pointer${type}`, { ...plain, ...at, ...init }))
    },
    key(type, init, target = document.body) {
      const event = new KeyboardEvent(type, { bubbles: true, cancelable: true, ...init })
      target.dispatchEvent(event)
      return event
    },
  }
}
