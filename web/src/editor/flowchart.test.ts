import { expect, test } from 'vitest'
import { TOOLS } from '../tools/index.ts'
import { COMMANDS } from './commands.ts'
import { runCommand } from './command.ts'
import { person } from './testing/person.ts'
import { addRectangle, addStroke, testBoard } from './testing/test-editor.ts'

function board() {
  const test = testBoard()
  const run = (id: string) => {
    const command = COMMANDS.find((each) => each.id === id)
    return command !== undefined && runCommand(command, test.editor)
  }
  return { ...test, run }
}

test('[FLOW1] Ctrl and an arrow key make a bound neighbour of a shape, in its look and without words, in one step', () => {
  const { editor, document, run } = board()
  const box = addRectangle(document, 100, 100, 120, 80, 'yellow')
  document.editText(box, [{ index: 0, remove: 0, insert: 'start' }])
  editor.selection.value = new Set([box])
  expect(run('neighbour-right')).toBe(true)
  const [made = ''] = editor.selection.value
  expect(document.get(made)?.props).toMatchObject({ fill: 'yellow', text: '', matrix: [120, 0, 0, 80, 316, 100] })
  const arrow = [...document.elements()].find(({ kind }) => kind === 'line')
  expect(arrow?.props).toMatchObject({ start: { id: box }, end: { id: made }, endHead: 'arrow' })
  editor.history.undo()
  expect(document.size).toBe(1)
  person(editor).expectSelected(box)
})

test('[FLOW2] where the place is taken, the neighbour stands beside; and what is made comes into view', () => {
  const { editor, document, run } = board()
  const box = addRectangle(document, 100, 100, 120, 80, 'yellow')
  const tops = ['neighbour-right', 'neighbour-right', 'neighbour-right'].map((command) => {
    editor.selection.value = new Set([box])
    run(command)
    const [made = ''] = editor.selection.value
    return document.get(made)?.props.matrix[5]
  })
  expect(tops).toEqual([100, 212, -12])
  for (let i = 0; i < 6; i++) run('neighbour-right')
  const [last = ''] = editor.selection.value
  const { x, zoom } = editor.camera.value
  expect(((editor.scene.boundsOf(last)?.maxX ?? Infinity) - x) * zoom).toBeLessThanOrEqual(800)
  editor.selection.value = new Set([addStroke(document, [0, 0], [10, 10])])
  expect(run('neighbour-down')).toBe(false)
})

test('[FLOW5] what Enter makes where it has made something before stands beside that', () => {
  for (const tool of TOOLS.filter(({ placed }) => placed && placed.width > 0)) {
    const { editor, document, run } = board()
    editor.camera.value = { x: 1_000, y: 500, zoom: 0.5 }
    for (let i = 0; i < 3; i++) {
      editor.toolbox.choose(tool.id)
      run('edit-text')
      editor.editing.value = null
      editor.selection.value = new Set()
    }
    const boxes = [...document.ids()].map((id) => editor.scene.boundsOf(id))
    const lefts = boxes.map((box) => Math.round(box?.minX ?? 0)).sort((a, b) => a - b)
    expect([tool.id, lefts.map((left) => left - (lefts[0] ?? 0))]).toEqual([tool.id, [0, 48, 96]])
  }
})

test('[FLOW3] Enter makes what a tool makes in the middle of the view', () => {
  for (const tool of TOOLS.filter(({ placed }) => placed)) {
    const { editor, document, run } = board()
    editor.camera.value = { x: 1_000, y: 500, zoom: 0.5 }
    editor.toolbox.choose(tool.id)
    run('edit-text')
    expect([tool.id, document.size]).toEqual([tool.id, 1])
    const [id = ''] = document.ids()
    const box = editor.scene.boundsOf(id)
    expect(Math.abs(((box?.minX ?? 0) + (box?.maxX ?? 0)) / 2 - 1_800)).toBeLessThan(200)
    expect(editor.toolbox.busy).toBe(false)
  }
  const { editor, document, run } = board()
  person(editor).choose('pen')
  run('edit-text')
  expect(document.size).toBe(0)
})
