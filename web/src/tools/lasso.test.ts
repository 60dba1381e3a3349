import { expect, test } from 'vitest'
import { boxAt } from '#board/geometry/box.ts'
import { COMMANDS } from '../editor/commands.ts'
import { runCommand } from '../editor/command.ts'
import { distancesBetween } from '../editor/distances.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, addStroke, addText, testBoard } from '../editor/testing/test-editor.ts'

/** Around a slanting strip from 0, 0 to 300, 300. */
const STRIP = [
  [320, 280],
  [340, 320],
  [300, 340],
  [-30, 20],
] as const

test('[PICK1] a loop selects what is wholly inside it, whatever the boxes say; with Shift besides, cancelled not at all', () => {
  const { editor, document } = testBoard()
  const slanting = addStroke(document, [0, 0], [150, 150], [300, 300])
  const under = addRectangle(document, 140, 140, 20, 20)
  const beside = addRectangle(document, 250, 20, 30, 30)
  addRectangle(document, 100, 200, 400, 30)
  const alice = person(editor)
    .choose('lasso')
    .down(-20, -30)
    .move(...STRIP)
  expect(editor.marks.value).toMatchObject([{ type: 'lasso' }])
  alice.expectSelected(slanting, under).up().expectPath('select.idle').expectSelected(slanting, under)
  expect(editor.marks.value).toEqual([])
  alice.choose('lasso').hold({ shift: true }).down(240, 10).move([290, 10], [290, 60], [240, 60]).up()
  alice.expectSelected(slanting, under, beside)
  alice
    .hold({})
    .choose('lasso')
    .down(-20, -30)
    .move(...STRIP)
    .cancel()
    .expectSelected(slanting, under, beside)
})

test('[PICK2] with Alt the select tool pulls a loop from the empty board', () => {
  const { editor, document } = testBoard()
  const slanting = addStroke(document, [0, 0], [150, 150], [300, 300])
  person(editor)
    .hold({ alt: true })
    .down(-20, -30)
    .move([0, -12])
    .move(...STRIP)
    .expectPath('select.lassoing')
    .up()
    .expectPath('select.idle')
    .expectSelected(slanting)
})

test('[PICK3] all of the same kind, or of the same colour, are selected', () => {
  const { editor, document } = testBoard()
  const [red, blue] = [addRectangle(document, 0, 0, 10, 10), addRectangle(document, 50, 0, 10, 10)]
  const text = addText(document, 100, 0, 'words')
  document.edit([red, text], 'color', 'red')
  const run = (id: string) => {
    const command = COMMANDS.find((each) => each.id === id)
    return command !== undefined && runCommand(command, editor)
  }
  expect(run('select-same-kind')).toBe(false)
  editor.selection.value = new Set([red])
  run('select-same-kind')
  person(editor).expectSelected(red, blue)
  editor.selection.value = new Set([red])
  run('select-same-color')
  person(editor).expectSelected(red, text)
})

test('[PICK4] with Alt over another element, the distances from what is selected are shown', () => {
  const { editor, document } = testBoard()
  const box = addRectangle(document, 0, 0, 100, 100)
  addRectangle(document, 175, 20, 40, 40, 'red')
  editor.selection.value = new Set([box])
  const alice = person(editor).hold({ alt: true }).hover(190, 40)
  expect(editor.marks.value).toMatchObject([
    { type: 'gap', length: 75, from: { x: 100, y: 40 }, to: { x: 175, y: 40 } },
  ])
  alice.hover(500, 500)
  expect(editor.marks.value).toEqual([])
  alice.hover(190, 40).hold({}).hover(191, 40)
  expect(editor.marks.value).toEqual([])
  const lengths = (...boxes: Parameters<typeof distancesBetween>) =>
    distancesBetween(...boxes).map((mark) => (mark.type === 'gap' ? mark.length : NaN))
  expect(lengths(boxAt(0, 0, 10, 10), boxAt(30, 50, 10, 10))).toEqual([20, 40])
  expect(lengths(boxAt(30, 50, 10, 10), boxAt(0, 0, 10, 10))).toEqual([20, 40])
  expect(lengths(boxAt(10, 20, 10, 10), boxAt(0, 0, 100, 100))).toEqual([10, 80, 20, 70])
})
