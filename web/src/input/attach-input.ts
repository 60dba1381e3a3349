import type { ReadonlySignal } from '@preact/signals'
import type { OwnedEditor } from '../editor/create-editor.ts'
import { attachKeyboard, type KeyboardOptions } from './keyboard.ts'
import { attachPointers, isOnControl, type PointerOptions } from './pointer-source.ts'
import { attachTraverse } from './traverse.ts'
import { attachWheel } from './wheel.ts'

export interface InputOptions extends KeyboardOptions, PointerOptions {
  /** Does the wheel alone zoom? Missing: it pans. */
  readonly wheelZooms?: ReadonlySignal<boolean>
}

/** Pointers, wheel and keys of a board, all at once. Answers how to stop. */
export function attachInput(host: HTMLElement, editor: OwnedEditor, options: InputOptions = {}): () => void {
  // The board answers every touch itself.
  host.style.touchAction = 'none'
  const stops = [
    keepFromPage(host),
    attachPointers(host, editor, options),
    attachWheel(host, editor, options.wheelZooms),
    attachTraverse(host, editor),
    attachKeyboard(editor, options),
  ]
  return () => stops.forEach((stop) => stop())
}

/**
 * A finger that is lifted in motion would leave the browser in a fling that nobody sees, and the next tap, wherever it is, would only
 * stop that: no click comes of it.
 */
function keepFromPage(host: HTMLElement): () => void {
  const onMove = (event: TouchEvent) => {
    if (!isOnControl(event)) event.preventDefault()
  }
  host.addEventListener('touchmove', onMove, { passive: false })
  return () => host.removeEventListener('touchmove', onMove)
}
