import { expect, test } from 'vitest'
import { kindOf } from '#board/elements/index.ts'
import { runCommand } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import { clipSelection, paste } from '../editor/clipboard.ts'
import { gridOf, typeBeside } from '../editor/grids.ts'
import { finishTyping, startTyping, textOf } from '../editor/typing.ts'
import { person } from '../editor/testing/person.ts'
import { testBoard } from '../editor/testing/test-editor.ts'

function withTable() {
  const board = testBoard()
  const { editor, document } = board
  const alice = person(editor).choose('table').click(200, 100).expectPath('select.idle')
  const id = editor.editing.value ?? ''
  const part = () => editor.part.value ?? ''
  const type = (words: string) => document.editText(id, [{ index: 0, remove: 0, insert: words }], part())
  const says = () => {
    const element = document.get(id)
    return (element && kindOf(element.kind).says?.(element.props)) ?? ''
  }
  const run = (command: string) => {
    const found = COMMANDS.find((one) => one.id === command)
    return found !== undefined && runCommand(found, editor)
  }
  /** The middle of a cell in the scene; rows and columns from 0. */
  const middle = (row: number, column: number): [number, number] => {
    const { rows, columns } = gridOf(editor, id) ?? { rows: [], columns: [] }
    const [, , , , x, y] = document.get(id)?.props.matrix ?? [0, 0, 0, 0, 0, 0]
    const [down, along] = [rows[row] ?? { from: 0, size: 0 }, columns[column] ?? { from: 0, size: 0 }]
    return [x + along.from + along.size / 2, y + down.from + down.size / 2]
  }
  return { ...board, alice, id, part, type, says, run, middle }
}

test('[TABLE10] a click places a table of three by three and starts typing in its first cell; left empty, it stays', () => {
  const { editor, document, id, says } = withTable()
  expect(says()).toBe('\t\t\n\t\t\n\t\t')
  finishTyping(editor)
  expect([document.size, [...editor.selection.value]]).toEqual([1, [id]])
  editor.history.undo()
  expect(document.size).toBe(0)
})

test('[TABLE11] Tab goes along the cells and Enter down, with Shift back; behind the last one there is a new row', () => {
  const { editor, type, says } = withTable()
  type('a')
  typeBeside(editor, 'next')
  type('b')
  typeBeside(editor, 'below')
  type('c')
  typeBeside(editor, 'previous')
  type('d')
  typeBeside(editor, 'above')
  expect(textOf(editor, editor.editing.value ?? '', editor.part.value)).toBe('a')
  expect(says()).toBe('a\tb\t\nd\tc\t\n\t\t')
  for (let i = 0; i < 9; i++) typeBeside(editor, 'next')
  type('z')
  expect(says()).toBe('a\tb\t\nd\tc\t\n\t\t\nz\t\t')
  typeBeside(editor, 'below')
  type('y')
  expect(says()).toBe('a\tb\t\nd\tc\t\n\t\t\nz\t\t\ny\t\t')
  typeBeside(editor, 'previous')
  typeBeside(editor, 'previous')
  typeBeside(editor, 'previous')
  expect(textOf(editor, editor.editing.value ?? '', editor.part.value)).toBe('z')
})

test('[TABLE12] each cell that is typed in is a step of its own to undo', () => {
  const { editor, type, says } = withTable()
  type('a')
  typeBeside(editor, 'next')
  type('b')
  finishTyping(editor)
  editor.history.undo()
  expect(says()).toBe('a\t\t\n\t\t\n\t\t')
})

test('[TABLE13] a double click types in the cell that is there; where the table is selected, a click does', () => {
  const { editor, alice, middle, type, says } = withTable()
  finishTyping(editor)
  editor.selection.value = new Set()
  alice.doubleClick(...middle(1, 2))
  type('here')
  finishTyping(editor)
  alice.click(...middle(2, 0))
  type('there')
  expect(says()).toBe('\t\t\n\t\there\nthere\t\t')
})

test('[TABLE14] rows and columns are added, moved and deleted beside the cell that is meant; the last one stays', () => {
  const { editor, alice, middle, type, says, run } = withTable()
  type('a')
  expect([run('add-row-below'), run('add-column-left')]).toEqual([true, true])
  expect(says()).toBe('\ta\t\t\n\t\t\t\n\t\t\t\n\t\t\t')
  expect([run('move-row-down'), run('move-column-left'), run('move-column-left')]).toEqual([true, true, false])
  expect(says()).toBe('\t\t\t\na\t\t\t\n\t\t\t\n\t\t\t')
  finishTyping(editor)
  alice.click(...middle(0, 3))
  type('b')
  expect([run('delete-column'), says()]).toEqual([true, '\t\t\na\t\t\n\t\t\n\t\t'])
  expect(editor.editing.value).toBe(null)
  for (let i = 0; i < 3; i++) expect(run('delete-row')).toBe(true)
  expect(run('delete-row')).toBe(false)
  editor.history.undo()
  expect(says().split('\n')).toHaveLength(2)
})

test('[TABLE15] is copied as lines with tabs, and pasted from a spreadsheet as a table', () => {
  const { editor, document } = testBoard()
  const html =
    '<table><tr><th colspan="2">Wide</th><th>C</th></tr><tr><td>1</td><td>two<br>lines</td><td></td></tr></table>'
  expect(paste(editor, { html, text: 'not this' }, { x: 0, y: 0 })).toEqual({ count: 1 })
  expect(clipSelection(editor)?.text).toBe('Wide\t\tC\n1\ttwo lines\t')
  expect(paste(editor, { html: '', text: 'a\tb\r\nc\td\r\n' }, { x: 0, y: 0 })).toEqual({ count: 1 })
  expect(clipSelection(editor)?.text).toBe('a\tb\nc\td')
  paste(editor, { html: '', text: 'a\tb\nno table' }, { x: 0, y: 0 })
  expect(Array.from(document.elements(), ({ kind }) => kind)).toEqual(['table', 'table', 'text'])
  const many = Array.from({ length: 201 }, () => 'a\tb').join('\n')
  expect(paste(editor, { html: '', text: many }, { x: 0, y: 0 })).toEqual({ refused: 'too-large' })
})

test('[TABLE16] whoever types in a row that somebody else deletes is told, and types no more', () => {
  const { editor, document, id, part } = withTable()
  const row = part().split('-')[0] ?? ''
  startTyping(editor, id, part())
  document.edit([id], `row-${row}`, null)
  expect([editor.editing.value, [...editor.selection.value]]).toEqual([null, [id]])
})

test('[TABLE18] a border that is pulled sets the width of a column or the height of a row, live for everybody; words need their room', () => {
  const { editor, document, alice, id, middle, run } = withTable()
  finishTyping(editor)
  const grid = () => gridOf(editor, id) ?? { rows: [], columns: [], width: 0, height: 0 }
  const sizes = () => [grid().columns[0]?.size, grid().rows[0]?.size]
  const [width = 0, height = 0] = sizes()
  const [x, y] = middle(0, 0)
  alice
    .down(x + width / 2, y)
    .expectPath('select.gripping')
    .move([x + width / 2 + 30, y])
    .expectPath('select.sizing')
  expect(editor.live.drags.size).toBe(1)
  alice.up().expectSelected(id)
  expect(sizes()).toEqual([width + 30, height])
  alice
    .down(x, y + height / 2)
    .move([x, y + height / 2 + 25])
    .up()
  expect(sizes()).toEqual([width + 30, height + 25])
  alice
    .down(x, y + height / 2 + 25)
    .move([x, y - 500])
    .up()
  expect(sizes()).toEqual([width + 30, height])
  editor.history.undo()
  expect(sizes()).toEqual([width + 30, height + 25])
  alice.down(x + width / 2 + 30, y).up()
  expect([document.size, run('add-row-above')]).toEqual([1, true])
})
