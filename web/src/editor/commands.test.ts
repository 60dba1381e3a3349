import { describe, expect, test } from 'vitest'
import { runCommand } from './command.ts'
import { COMMANDS } from './commands.ts'
import { applyStyle, currentStyle } from './style.ts'
import { person } from './testing/person.ts'
import { addRectangle, addStroke, addText, testBoard, type TestBoard } from './testing/test-editor.ts'

function run({ editor }: TestBoard, id: string): boolean {
  const command = COMMANDS.find((command) => command.id === id)
  if (!command) throw new Error(`no command ${id}`)
  return runCommand(command, editor)
}

test('[CMD1] commands have ids, labels and shortcuts of their own', () => {
  for (const values of [
    COMMANDS.map(({ id }) => id),
    COMMANDS.map(({ label }) => label),
    COMMANDS.flatMap(({ shortcuts }) => shortcuts),
  ]) {
    expect(new Set(values).size).toBe(values.length)
  }
})

test('[CMD12] Enter types into what is selected, if it carries words', () => {
  const board = testBoard()
  const { editor, document } = board
  const [shape, ink] = [addRectangle(document, 0, 0, 90, 90), addStroke(document, [0, 0], [9, 9])]
  editor.selection.value = new Set([ink])
  expect(run(board, 'edit-text')).toBe(false)
  editor.selection.value = new Set([shape])
  expect(run(board, 'edit-text')).toBe(true)
  expect(editor.editing.value).toBe(shape)
})

test('[CMD7] the grid is shown and hidden for everybody on the board', () => {
  const board = testBoard()
  run(board, 'grid')
  expect(board.document.meta.grid).toBe(true)
  run(board, 'grid')
  expect(board.document.meta.grid).toBe(false)
})

test('[CMD2] delete, undo, redo, duplicate and nudge do what they say, one step each', () => {
  const board = testBoard()
  const { document, editor } = board
  const id = addRectangle(document, 0, 0, 10, 10)
  expect(run(board, 'delete')).toBe(false)
  editor.selection.value = new Set([id])
  run(board, 'nudge-right')
  run(board, 'push-down')
  expect(document.get(id)?.props.matrix).toEqual([10, 0, 0, 10, 1, 10])
  run(board, 'duplicate')
  const [copy] = editor.selection.value
  expect(document.get(copy ?? '')?.props.matrix).toEqual([10, 0, 0, 10, 17, 26])
  run(board, 'delete')
  expect(document.size).toBe(1)
  expect(editor.selection.value.size).toBe(0)
  run(board, 'undo')
  expect(document.size).toBe(2)
  run(board, 'redo')
  expect(document.size).toBe(1)
})

test('[CMD3] Escape first cancels what is under way, then deselects', () => {
  const board = testBoard()
  const id = addRectangle(board.document, 0, 0, 100, 100, 'red')
  person(board.editor).down(50, 50).move([90, 90])
  run(board, 'escape')
  person(board.editor).expectPath('select.idle').expectSelected(id)
  run(board, 'escape')
  person(board.editor).expectSelected()
})

test('[CMD4] zoom to fit shows everything, zoom to selection what is selected; without either nothing happens', () => {
  const board = testBoard()
  const { editor, document } = board
  const before = editor.camera.value
  run(board, 'zoom-fit')
  expect(run(board, 'zoom-selection')).toBe(false)
  expect(editor.camera.value).toEqual(before)
  addRectangle(document, 0, 0, 10, 10)
  const far = addRectangle(document, 5_000, 5_000, 10, 10)
  run(board, 'zoom-fit')
  expect(editor.camera.value.zoom).toBeLessThan(0.2)
  editor.selection.value = new Set([far])
  run(board, 'zoom-selection')
  expect(editor.camera.value.zoom).toBe(1)
  expect(editor.camera.value.x + 400).toBeCloseTo(5_005)
})

describe('z-order', () => {
  function stack() {
    const board = testBoard()
    const ids = ['a', 'b', 'c', 'd'].map((_, i) => addRectangle(board.document, i, i, 100, 100))
    const apart = addRectangle(board.document, 1_000, 1_000, 10, 10)
    const order = () =>
      board.editor.scene
        .inOrder([...ids, apart])
        .map((id) => (id === apart ? '-' : 'abcd'[ids.indexOf(id)]))
        .join('')
    const select = (names: string) => {
      board.editor.selection.value = new Set(Array.from(names, (name) => ids['abcd'.indexOf(name)] ?? ''))
    }
    return { ...board, order, select }
  }

  test('[CMD5] front and back go all the way, together and in the order they had', () => {
    const board = stack()
    board.select('ca')
    run(board, 'bring-to-front')
    expect(board.order()).toBe('bd-ac')
    board.select('dc')
    run(board, 'send-to-back')
    expect(board.order()).toBe('dcb-a')
    run(board, 'undo')
    expect(board.order()).toBe('bd-ac')
  })

  test('[CMD6] forward and backward go past the next element that is overlapped', () => {
    const board = stack()
    board.select('a')
    run(board, 'bring-forward')
    expect(board.order()).toBe('bacd-')
    board.select('d')
    run(board, 'bring-forward')
    expect(board.order()).toBe('bacd-')
    run(board, 'send-backward')
    expect(board.order()).toBe('badc-')
  })
})

describe('style', () => {
  test('[STYLE1] a change of style is for what is drawn next and for what is selected, in one step', () => {
    const { editor, document } = testBoard()
    const ids = [addStroke(document, [0, 0], [9, 9]), addText(document, 0, 0, 'hi')]
    editor.selection.value = new Set(ids)
    applyStyle(editor, { color: 'red', width: 8 })
    expect(editor.style.value).toMatchObject({ color: 'red', width: 8 })
    expect(currentStyle(editor)).toMatchObject({ color: 'red' })
    expect(document.get(ids[0] ?? '')?.props).toMatchObject({ color: 'red', width: 8 })
    expect(document.get(ids[1] ?? '')?.props).not.toHaveProperty('width')
    editor.history.undo()
    expect(document.get(ids[0] ?? '')?.props).toMatchObject({ color: 'ink', width: 4 })
  })

  test('[STYLE2] what the selected elements do not agree on is left open', () => {
    const { editor, document } = testBoard()
    const ids = [addRectangle(document, 0, 0, 9, 9), addStroke(document, [0, 0], [9, 9])]
    editor.selection.value = new Set(ids)
    const shared = currentStyle(editor)
    expect(shared).toMatchObject({ color: 'ink', opacity: 1, fill: 'none' })
    expect(Object.keys(shared)).not.toContain('width')
  })
})

test('[CMD13] a style is copied from what is selected, given to other elements, and used for what is drawn next', () => {
  const board = testBoard()
  const { document, editor } = board
  const [from, to] = [addRectangle(document, 0, 0, 10, 10, 'blue'), addRectangle(document, 50, 0, 10, 10)]
  editor.selection.value = new Set([from])
  run(board, 'copy-style')
  expect(editor.style.value).toMatchObject({ fill: 'blue', width: 2 })
  editor.selection.value = new Set([to])
  run(board, 'paste-style')
  expect(document.get(to)?.props).toMatchObject({ fill: 'blue' })
  run(board, 'undo')
  expect(document.get(to)?.props).toMatchObject({ fill: 'none' })
})
