import { effect } from '@preact/signals'
import type { TextEdit } from '#board/document/text.ts'
import type { Editor } from '../editor/editor.ts'
import { diffText, mapIndex, rebase } from '../editor/text-edits.ts'
import { textOf } from '../editor/typing.ts'

/**
 * Keeps a `<textarea>` and the text of an element, or of one of its parts, the same. What is typed becomes the smallest edit; what others type
 * moves the caret along. While an input method composes, nothing is written and nothing is pulled from under it.
 * Answers how to stop.
 */
export function bindTextarea(
  textarea: HTMLTextAreaElement,
  editor: Editor,
  id: string,
  part: string | null = null,
): () => void {
  const current = () => textOf(editor, id, part)
  const write = (edits: readonly TextEdit[]) => editor.document.editText(id, edits, part ?? undefined)
  let composing = false
  /** What the textarea and the document agreed on last. */
  let agreed = current()
  /** What others did since, while something was being composed. */
  let theirs: readonly TextEdit[] = []
  let seen = agreed
  /** The text area itself is being written from. */
  let pushing = false
  textarea.value = agreed
  textarea.setSelectionRange(agreed.length, agreed.length)

  function push(): void {
    const caret = textarea.selectionEnd
    const mine = diffText(agreed, textarea.value, caret)
    pushing = true
    if (mine && theirs.length > 0) merge(mine, caret)
    else if (mine) write([mine])
    pushing = false
    pull()
  }

  /** Both have typed: the caret stays where it is in what was typed here. */
  function merge(mine: TextEdit, caret: number): void {
    const edits = rebase(mine, theirs)
    write(edits)
    pull()
    const place = (edits.at(-1)?.index ?? 0) + Math.min(mine.insert.length, Math.max(0, caret - mine.index))
    textarea.setSelectionRange(place, place)
  }

  function pull(): void {
    const text = current()
    agreed = seen = text
    theirs = []
    const change = diffText(textarea.value, text)
    if (!change) return
    const { selectionStart, selectionEnd, selectionDirection } = textarea
    textarea.value = text
    textarea.setSelectionRange(mapIndex(selectionStart, change), mapIndex(selectionEnd, change), selectionDirection)
  }

  function note(): void {
    const text = current()
    const edit = diffText(seen, text)
    if (edit) theirs = [...theirs, edit]
    seen = text
  }

  const input = () => {
    if (!composing) push()
  }
  const compositionStart = () => {
    composing = true
  }
  const compositionEnd = () => {
    if (!composing) return
    composing = false
    push()
  }

  textarea.addEventListener('input', input)
  textarea.addEventListener('compositionstart', compositionStart)
  textarea.addEventListener('compositionend', compositionEnd)
  const stopFollowing = editor.document.onChange(({ updated }) => {
    if (!updated.has(id) || pushing) return
    if (composing) note()
    else pull()
  })
  // The session ends while something is still being composed: it counts as typed, before anybody looks at the text.
  const stopWatching = effect(() => {
    if (editor.editing.value !== id || editor.part.value !== part) compositionEnd()
  })
  return () => {
    compositionEnd()
    stopWatching()
    stopFollowing()
    textarea.removeEventListener('input', input)
    textarea.removeEventListener('compositionstart', compositionStart)
    textarea.removeEventListener('compositionend', compositionEnd)
  }
}
