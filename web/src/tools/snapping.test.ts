import { expect, test, vi } from 'vitest'
import type { LineProps } from '#board/elements/line.ts'
import { applyTo, rotate, translate } from '#board/geometry/matrix.ts'
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

test('[SNAP12] what somebody else adds or moves during a drag attracts where it is then', () => {
  const board = testBoard()
  const { editor, document } = board
  const box = addRectangle(document, 300, 300, 50, 50, 'red')
  const other = addRectangle(document, 0, 0, 40, 40, 'red')
  const alice = person(editor).down(320, 320).move([322, 500], [323, 600])
  addRectangle(document, 303, 0, 40, 40, 'red')
  document.transform([other], translate(100, 0))
  alice.move([325, 610])
  expect(editor.marks.value.length).toBeGreaterThan(0)
  alice.up()
  expect(placeOf(board, box)).toEqual([50, 0, 0, 50, 303, 590])
  person(editor).down(325, 610).move([124, 610]).up()
  expect(placeOf(board, box)).toEqual([50, 0, 0, 50, 100, 590])
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

const endsOf = ({ document }: TestBoard, id: string) => {
  const { points, matrix } = document.get(id)!.props as LineProps
  return [points.slice(0, 2), points.slice(-2)].map(([x = 0, y = 0]) => {
    const at = applyTo(matrix, { x, y })
    return [Math.round(at.x), Math.round(at.y)]
  })
}

test('[SNAP10] a line that is drawn begins, turns and ends in line with edges and middles, with guides; with Ctrl where the pointer is', () => {
  const board = testBoard()
  const { editor, document } = board
  addRectangle(document, 0, 0, 100, 100)
  const drawn = () => endsOf(board, [...document.ids()].at(-1)!)
  const alice = person(editor).choose('line').down(203, 2).move([300, 53])
  expect(editor.marks.value).toEqual([{ type: 'guide', from: { x: 0, y: 50 }, to: { x: 300, y: 50 } }])
  alice.up()
  expect(drawn()).toEqual([
    [203, 0],
    [300, 50],
  ])
  expect(editor.marks.value).toEqual([])
  alice.choose('line').hold({ ctrl: true }).down(203, 202).move([300, 53]).up()
  expect(drawn()).toEqual([
    [203, 202],
    [300, 53],
  ])
  alice.hold({}).choose('arrow').click(203, 203).click(103, 300).click(54, 400).click(54, 400)
  expect(drawn()).toEqual([
    [203, 203],
    [50, 400],
  ])
})

test('[SNAP11] a point of a line that is dragged falls into line, also with the grid; an end that is bound goes where it is bound', () => {
  const board = testBoard()
  const { editor, document } = board
  addRectangle(document, 0, 0, 100, 100)
  const [id = ''] = document.add([{ kind: 'line', matrix: [1, 0, 0, 1, 200, 200], points: [0, 0, 100, 150] }])
  editor.selection.value = new Set([id])
  const alice = person(editor).down(300, 350).move([302, 340], [304, 103])
  expect(editor.marks.value).toEqual([{ type: 'guide', from: { x: 0, y: 100 }, to: { x: 304, y: 100 } }])
  alice.up()
  expect(endsOf(board, id)[1]).toEqual([304, 100])
  alice.down(304, 100).move([150, 96], [97, 30])
  expect(editor.marks.value).toMatchObject([{ type: 'target' }])
  alice.move([140, 143]).up()
  expect(endsOf(board, id)[1]).toEqual([140, 143])
  document.setMeta({ grid: true })
  alice.down(140, 143).move([150, 150], [163, 197]).up()
  expect(endsOf(board, id)[1]).toEqual([160, 192])
})

test.each(['select', 'rectangle', 'arrow', 'bending'])(
  '[SNAP13] whatever a gesture moves or makes (%s), it asks once what attracts, and not for every move',
  (what) => {
    const { editor, document } = testBoard()
    addRectangle(document, 300, 300, 50, 50, 'red')
    const [line = ''] = document.add([{ kind: 'line', matrix: [1, 0, 0, 1, 0, 400], points: [0, 0, 103, 30] }])
    const sieve = vi.spyOn(editor.scene, 'sieve')
    const moves = Array.from({ length: 10 }, (_, i) => [400 + 5 * i, 350 + 3 * i] as const)
    const alice = person(editor)
    if (what === 'bending') editor.selection.value = new Set([line])
    else alice.choose(what)
    if (what === 'bending') alice.down(103, 430)
    else alice.down(320, 320)
    alice.move(...moves).up()
    expect(sieve).toHaveBeenCalledTimes(1)
  },
)
