import { expect, test } from 'vitest'
import { person } from '../editor/testing/person.ts'
import { addStroke, testBoard } from '../editor/testing/test-editor.ts'

test('[TOOL7] the eraser fades what it touches and deletes it in one step when the pointer is lifted', () => {
  const { editor, document } = testBoard()
  const ids = [0, 40, 80].map((x) => addStroke(document, [x, 0], [x, 50]))
  addStroke(document, [200, 0], [200, 50])
  const alice = person(editor).choose('eraser').down(-10, 25).move([30, 25], [90, 25]).expectPath('eraser.erasing')
  expect([...editor.fading.value].sort()).toEqual([...ids].sort())
  expect(document.size).toBe(4)
  alice.up().expectPath('eraser.idle')
  expect(document.size).toBe(1)
  expect(editor.fading.value.size).toBe(0)
  editor.history.undo()
  expect(document.size).toBe(4)
})

test('[TOOL8] a cancelled erasing takes nothing', () => {
  const { editor, document } = testBoard()
  addStroke(document, [0, 0], [0, 50])
  person(editor).choose('eraser').down(-10, 25).move([30, 25]).cancel()
  expect(document.size).toBe(1)
  expect(editor.fading.value.size).toBe(0)
})

test('[TOOL7] a fast eraser also takes what lies between two samples', () => {
  const { editor, document } = testBoard()
  addStroke(document, [50, 0], [50, 50])
  person(editor).choose('eraser').down(0, 25).move([100, 25]).up()
  expect(document.size).toBe(0)
})
