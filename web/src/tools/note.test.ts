import { expect, test } from 'vitest'
import { finishTyping, textOf, typeNext } from '../editor/typing.ts'
import { person } from '../editor/testing/person.ts'
import { testBoard } from '../editor/testing/test-editor.ts'

test('[TOOL33] a click places a sticky note and starts typing; left empty, it stays, and it says whose it is', () => {
  const { editor, document } = testBoard()
  person(editor).choose('note').click(300, 200).expectPath('select.idle')
  const id = editor.editing.value ?? ''
  expect(document.get(id)?.props).toMatchObject({ matrix: [200, 0, 0, 200, 200, 100], color: 'yellow', author: 'Ada' })
  finishTyping(editor)
  expect(document.size).toBe(1)
  editor.history.undo()
  expect(document.size).toBe(0)
})

test('[TOOL34] Tab goes on with another note beside it, in the same colours; in a shape it does nothing', () => {
  const { editor, document } = testBoard()
  editor.style.value = { ...editor.style.value, color: 'green' }
  person(editor).choose('note').click(300, 200)
  const first = editor.editing.value ?? ''
  document.editText(first, [{ index: 0, remove: 0, insert: 'one' }])
  expect(typeNext(editor)).toBe(true)
  const second = editor.editing.value ?? ''
  expect(document.get(second)?.props).toMatchObject({ matrix: [200, 0, 0, 200, 416, 100], color: 'green', text: '' })
  expect([textOf(editor, first), second !== first]).toEqual(['one', true])
  person(editor).choose('ellipse').down(0, 0).move([50, 50]).up().doubleClick(25, 25)
  expect(typeNext(editor)).toBe(false)
})
