import { expect, test } from 'vitest'
import { finishTyping, textOf } from '../editor/typing.ts'
import { person } from '../editor/testing/person.ts'
import { addText, testBoard } from '../editor/testing/test-editor.ts'

test('[TOOL11] a click places a text and starts typing; all of it is one undo step', () => {
  const { editor, document } = testBoard()
  const alice = person(editor).choose('text').click(100, 100).expectPath('select.idle')
  const id = editor.editing.value ?? ''
  expect(textOf(editor, id)).toBe('')
  document.editText(id, [{ index: 0, remove: 0, insert: 'he' }])
  document.editText(id, [{ index: 2, remove: 0, insert: 'llo' }])
  finishTyping(editor)
  alice.expectSelected(id)
  expect(textOf(editor, id)).toBe('hello')
  editor.history.undo()
  expect(document.size).toBe(0)
  editor.history.redo()
  expect(textOf(editor, id)).toBe('hello')
})

test('[TOOL12] a text that is left empty goes again', () => {
  const { editor, document } = testBoard()
  person(editor).choose('text').click(100, 100)
  expect(document.size).toBe(1)
  finishTyping(editor)
  expect(document.size).toBe(0)
  expect(editor.editing.value).toBe(null)
})

test('[TOOL13] a click with the text tool, or a double click with select, on a text edits that text', () => {
  const { editor, document } = testBoard()
  const id = addText(document, 50, 50, 'hello')
  person(editor).choose('text').click(70, 60)
  expect(editor.editing.value).toBe(id)
  finishTyping(editor)
  person(editor).choose('select').doubleClick(70, 60)
  expect(editor.editing.value).toBe(id)
  expect(document.size).toBe(1)
})

test('[TOOL14] choosing a tool ends the typing, also one that is on already; a text that somebody else deletes ends it too', () => {
  const { editor, document } = testBoard()
  const id = addText(document, 50, 50, 'hello')
  person(editor).choose('text').click(70, 60).choose('pen')
  expect(editor.editing.value).toBe(null)
  person(editor).choose('text').click(70, 60).expectPath('select.idle').choose('select').expectSelected(id)
  expect(editor.editing.value).toBe(null)
  person(editor).choose('text').click(70, 60)
  document.remove([id])
  expect(editor.editing.value).toBe(null)
})
