import { expect, onTestFinished, test } from 'vitest'
import { person } from '../editor/testing/person.ts'
import { addRectangle, testBoard } from '../editor/testing/test-editor.ts'
import { attachTraverse } from './traverse.ts'

function page(options: { readonly readonly?: boolean } = {}) {
  const board = testBoard(options)
  const host = document.body.appendChild(document.createElement('div'))
  const stop = attachTraverse(host, board.editor)
  onTestFinished(() => {
    stop()
    host.remove()
  })
  const tab = (shiftKey = false) =>
    !host.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', shiftKey, cancelable: true }))
  return { ...board, tab }
}

test('[KEY8] Tab selects what is in view, one after the other in reading order, and then leaves the board', () => {
  const { document: board, editor, tab } = page()
  const below = addRectangle(board, 0, 200, 50, 50)
  const right = addRectangle(board, 200, 10, 50, 50)
  const left = addRectangle(board, 0, 0, 50, 50)
  addRectangle(board, 5_000, 0, 50, 50)
  for (const id of [left, right, below]) {
    expect(tab()).toBe(true)
    person(editor).expectSelected(id)
  }
  expect(tab()).toBe(false)
  expect(tab(true)).toBe(true)
  person(editor).expectSelected(right)
  tab(true)
  expect(tab(true)).toBe(false)
  person(editor).expectSelected(left)
})

test('[KEY8] what is half out of view is brought into it, and no closer', () => {
  const { document: board, editor, tab } = page()
  addRectangle(board, 780, 100, 200, 100)
  tab()
  const { x, zoom } = editor.camera.value
  expect(x).toBeGreaterThan(180)
  expect(zoom).toBe(1)
})

test('[KEY8] who may only look keeps Tab for the page', () => {
  const { document: board, tab } = page({ readonly: true })
  addRectangle(board, 0, 0, 50, 50)
  expect(tab()).toBe(false)
})
