import type { ReadonlySignal } from '@preact/signals'
import type { OwnedEditor } from '../editor/create-editor.ts'
import { attachDoubleClick } from './double-click.ts'
import { keepFromPage } from './keep-from-page.ts'
import { attachKeyboard, type KeyboardOptions } from './keyboard.ts'
import { attachPointers, type PointerOptions } from './pointer-source.ts'
import { attachTraverse } from './traverse.ts'
import { attachWheel } from './wheel.ts'

export interface InputOptions extends KeyboardOptions, PointerOptions {
  /** Does the wheel alone zoom? Missing: it pans. */
  readonly wheelZooms?: ReadonlySignal<boolean>
}

/** Pointers, wheel and keys of a board, all at once. Answers how to stop. */
export function attachInput(host: HTMLElement, editor: OwnedEditor, options: InputOptions = {}): () => void {
  const stops = [
    keepFromPage(host),
    attachPointers(host, editor, options),
    attachDoubleClick(host, editor),
    attachWheel(host, editor, options.wheelZooms),
    attachTraverse(host, editor),
    attachKeyboard(editor, options),
  ]
  return () => stops.forEach((stop) => stop())
}
