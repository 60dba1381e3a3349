import { expect, test } from 'vitest'
import { person } from '../editor/testing/person.ts'
import { addRectangle, testBoard } from '../editor/testing/test-editor.ts'

test('[TOOL24] a borrowed tool is given back, with the selection as it was', () => {
  const { editor, document } = testBoard()
  const id = addRectangle(document, 0, 0, 100, 100)
  editor.selection.value = new Set([id])
  editor.toolbox.borrow('hand')
  person(editor).expectPath('hand.idle').down(10, 10).expectPath('hand.panning').move([30, 5]).up()
  expect(editor.camera.value).toEqual({ x: -20, y: 5, zoom: 1 })
  editor.toolbox.release()
  person(editor).expectPath('select.idle').expectSelected(id)
})

test('[TOOL25] nothing is borrowed in the middle of a gesture', () => {
  const { editor, document } = testBoard()
  const alice = person(editor).choose('pen').down(0, 0).move([10, 10])
  editor.toolbox.borrow('hand')
  editor.toolbox.release()
  alice.expectPath('pen.drawing').move([20, 20]).up()
  expect(document.size).toBe(1)
})

test('[TOOL26] choosing a tool cancels what is under way; there is no such thing as an unknown tool', () => {
  const { editor, document } = testBoard()
  person(editor).choose('pen').down(0, 0).move([10, 10]).choose('eraser').expectPath('eraser.idle').up()
  expect(document.size).toBe(0)
  expect(editor.live.inks.size).toBe(0)
  expect(() => editor.toolbox.choose('chisel')).toThrow(RangeError)
})

test('[TOOL27] the tools have ids, labels and shortcuts of their own', () => {
  const { tools } = testBoard().editor.toolbox
  for (const values of [
    tools.map(({ id }) => id),
    tools.map(({ label }) => label),
    tools.flatMap(({ shortcuts }) => shortcuts),
  ]) {
    expect(new Set(values).size).toBe(values.length)
  }
})
