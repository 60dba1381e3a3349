import { expect, test } from 'vitest'
import { applyTo, rotate } from '#board/geometry/matrix.ts'
import { COMMANDS } from '../editor/commands.ts'
import { runCommand } from '../editor/command.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, addStroke, testBoard, type TestBoard } from '../editor/testing/test-editor.ts'

const placeOf = ({ document }: TestBoard, id: string) => document.get(id)?.props.matrix.map(Math.round)

test('[SNAP5] what is moved falls into line, with guides until it is let go; Ctrl and the setting switch that', () => {
  const board = testBoard()
  const { editor, document } = board
  addRectangle(document, 0, 0, 100, 100)
  const box = addRectangle(document, 300, 300, 50, 50, 'red')
  const alice = person(editor).down(320, 320).move([123, 323])
  expect(editor.marks.value).toEqual([{ type: 'guide', from: { x: 100, y: 0 }, to: { x: 100, y: 353 } }])
  alice.hold({ ctrl: true }).move([124, 324])
  expect(editor.marks.value).toEqual([])
  alice.hold({}).move([124, 324]).up()
  expect(editor.marks.value).toEqual([])
  expect(placeOf(board, box)).toEqual([50, 0, 0, 50, 100, 304])
  alice.hold({ shift: true }).down(120, 320).move([123, 120]).up()
  expect(placeOf(board, box)).toEqual([50, 0, 0, 50, 100, 100])
  const setting = COMMANDS.find(({ id }) => id === 'snapping')
  expect(setting && runCommand(setting, editor)).toBe(true)
  alice.hold({}).down(120, 120).move([123, 124]).up()
  expect(placeOf(board, box)).toEqual([50, 0, 0, 50, 103, 104])
  alice.hold({ ctrl: true }).down(123, 124).move([119, 119]).up()
  expect(placeOf(board, box)).toEqual([50, 0, 0, 50, 100, 100])
})

test('[SNAP6] ink and lines attract nothing, and nor does what moves along', () => {
  const board = testBoard()
  const { editor, document } = board
  addStroke(document, [0, 0], [100, 300])
  document.add([{ kind: 'line', matrix: [1, 0, 0, 1, 0, 400], points: [0, 0, 103, 30] }])
  const box = addRectangle(document, 300, 300, 50, 50, 'red')
  const beside = addRectangle(document, 360, 300, 50, 50, 'red')
  editor.selection.value = new Set([box, beside])
  person(editor).down(320, 320).move([123, 323]).up()
  expect(placeOf(board, box)).toEqual([50, 0, 0, 50, 103, 303])
})

test('[SNAP7] a shape that is drawn falls into line with what is there', () => {
  const board = testBoard()
  const { editor, document } = board
  addRectangle(document, 0, 0, 100, 100)
  const alice = person(editor).choose('rectangle').down(203, 2).move([300, 97])
  expect(editor.marks.value).toMatchObject([
    { type: 'guide', from: { y: 0 }, to: { y: 0 } },
    { type: 'guide', from: { y: 100 }, to: { y: 100 } },
  ])
  alice.up()
  const [id = ''] = editor.selection.value
  expect(placeOf(board, id)).toEqual([97, 0, 0, 100, 203, 0])
  expect(editor.marks.value).toEqual([])
})

test('[SNAP9] the sides that are pulled fall into line, in proportion where that is kept; what is turned does not', () => {
  const by = (keys: { readonly shift?: boolean; readonly alt?: boolean }, angle = 0) => {
    const { editor, document } = testBoard()
    addRectangle(document, 200, 400, 50, 50)
    const box = addRectangle(document, 0, 0, 100, 100)
    document.transform([box], rotate(angle))
    editor.selection.value = new Set([box])
    editor.attachHandles(() => 'se')
    const { x, y } = applyTo(rotate(angle), { x: 100, y: 100 })
    const alice = person(editor).hold(keys).down(x, y).move([203, 150])
    const guides = editor.marks.value.length
    alice.up()
    return [...(document.get(box)?.props.matrix ?? []).map(Math.round), guides]
  }
  expect(by({})).toEqual([200, 0, 0, 150, 0, 0, 1])
  expect(by({ shift: true })).toEqual([200, 0, 0, 200, 0, 0, 1])
  expect(by({ alt: true })).toEqual([300, 0, 0, 200, -100, -50, 1])
  expect(by({}, 0.2).at(-1)).toBe(0)
})
