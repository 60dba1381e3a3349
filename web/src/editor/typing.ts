import type { NewElement } from '#board/document/element.ts'
import { kindOf } from '#board/elements/index.ts'
import type { Editor } from './editor.ts'

/** The topmost text within `tolerance` scene units of a point, if it is what a pointer there would hit. */
export function textAt(editor: Editor, x: number, y: number, tolerance: number): string | undefined {
  const id = editor.scene.hitTest(x, y, tolerance)
  return id !== undefined && isText(editor, id) ? id : undefined
}

export function isText({ scene }: Editor, id: string): boolean {
  const element = scene.get(id)
  return element !== undefined && kindOf(element.kind).textual
}

/** Begins a typing session in an element that is there, or in a new one. All of the session is one undo step. */
export function startTyping(editor: Editor, element: string | NewElement): void {
  if (editor.readonly) return
  finishTyping(editor)
  editor.history.begin()
  const [id] = typeof element === 'string' ? [element] : editor.document.add([element])
  editor.selection.value = new Set()
  editor.editing.value = id ?? null
}

/** Ends the session: a text that is still empty goes, any other is left selected. */
export function finishTyping(editor: Editor): void {
  const id = editor.editing.value
  if (id === null) return
  editor.editing.value = null
  const isEmpty = textOf(editor, id).trim() === ''
  if (isEmpty) editor.document.remove([id])
  editor.history.end()
  editor.selection.value = new Set(isEmpty ? [] : [id])
}

/** The text of an element; empty when it has none or is gone. */
export function textOf({ document }: Editor, id: string): string {
  const props = document.get(id)?.props
  return props && 'text' in props && typeof props.text === 'string' ? props.text : ''
}
