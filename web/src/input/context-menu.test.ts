import { expect, onTestFinished, test } from 'vitest'
import type { Vector } from '#board/geometry/vector.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, testBoard } from '../editor/testing/test-editor.ts'
import { attachContextMenu } from './context-menu.ts'

function page() {
  const board = testBoard()
  const host = document.body.appendChild(document.createElement('div'))
  const opened: Vector[] = []
  const stop = attachContextMenu(host, board.editor, (at) => opened.push(at))
  onTestFinished(() => {
    stop()
    host.remove()
  })
  const { left, top } = host.getBoundingClientRect()
  const ask = (x: number, y: number) =>
    !host.dispatchEvent(new MouseEvent('contextmenu', { clientX: x + left, clientY: y + top, cancelable: true }))
  return { ...board, opened, ask }
}

test('[INPUT12] the right button selects what is there, unless it is selected already, and opens the menu', () => {
  const { document: board, editor, opened, ask } = page()
  const [first, second] = [addRectangle(board, 0, 0, 100, 100, 'red'), addRectangle(board, 200, 0, 100, 100, 'red')]
  expect(ask(50, 50)).toBe(true)
  expect(opened).toHaveLength(1)
  person(editor).expectSelected(first)
  editor.selection.value = new Set([first, second])
  ask(250, 50)
  person(editor).expectSelected(first, second)
  ask(150, 300)
  person(editor).expectSelected()
})

test('[INPUT12] it takes nobody’s pen away, and opens nothing in the middle of a gesture', () => {
  const { document: board, editor, opened, ask } = page()
  editor.toolbox.choose('pen')
  ask(50, 50)
  expect(editor.toolbox.current.value.id).toBe('pen')
  person(editor).down(10, 10)
  ask(10, 10)
  expect(opened).toHaveLength(1)
  editor.toolbox.cancel()
  addRectangle(board, 0, 0, 100, 100, 'red')
  ask(50, 50)
  expect(editor.toolbox.current.value.id).toBe('select')
})
