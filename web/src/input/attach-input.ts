import type { OwnedEditor } from '../editor/create-editor.ts'
import { attachKeyboard, type KeyboardOptions } from './keyboard.ts'
import { attachPointers } from './pointer-source.ts'
import { attachWheel } from './wheel.ts'

/** Pointers, wheel and keys of a board, all at once. Answers how to stop. */
export function attachInput(host: HTMLElement, editor: OwnedEditor, keyboard: KeyboardOptions = {}): () => void {
  // The board answers every touch itself.
  host.style.touchAction = 'none'
  const stops = [attachPointers(host, editor), attachWheel(host, editor), attachKeyboard(editor, keyboard)]
  return () => stops.forEach((stop) => stop())
}
