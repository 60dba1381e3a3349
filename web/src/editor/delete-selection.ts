import type { Editor } from './editor.ts'
import { withContents } from './framing.ts'

/** Deletes what is selected, in one step. The selection is empty at once: it need not be told of each slice. Undo brings it back. */
export function deleteSelection({ bulk, document, selection }: Editor): void {
  bulk.edit(selection.value, (ids) => document.remove(ids))
  selection.value = new Set()
}

/** Deletes what is selected and what is in the frames among it. */
export function deleteWithContents(editor: Editor): void {
  editor.selection.value = withContents(editor.scene, editor.selection.value)
  deleteSelection(editor)
}
