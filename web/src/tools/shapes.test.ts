import { expect, test } from 'vitest'
import { person } from '../editor/testing/person.ts'
import { finishTyping } from '../editor/typing.ts'
import { testBoard } from '../editor/testing/test-editor.ts'
import { SHAPES } from './shapes.ts'

test('[TOOL9] a rectangle is live while it is pulled open; then it is selected and the tool is select', () => {
  const { editor, document } = testBoard()
  const alice = person(editor).choose('rectangle').down(100, 80).move([40, 20]).expectPath('rectangle.pulling')
  expect([...editor.live.drafts.values()].map(({ element }) => element['matrix'])).toEqual([[60, 0, 0, 60, 40, 20]])
  expect(document.size).toBe(0)
  alice.move([20, 30]).up().expectPath('select.idle')
  const [element] = document.elements()
  expect(element?.props.matrix).toEqual([80, 0, 0, 50, 20, 30])
  expect(editor.live.drafts.size).toBe(0)
  alice.expectSelected(element?.id ?? '')
})

test('[TOOL9] with Shift it is a square', () => {
  const { editor, document } = testBoard()
  person(editor).choose('rectangle').hold({ shift: true }).down(0, 0).move([-30, 70]).up()
  const [element] = document.elements()
  expect(element?.props.matrix).toEqual([70, 0, 0, 70, -70, 0])
})

test('[TOOL9] with Alt it grows about the point where it was begun', () => {
  const { editor, document } = testBoard()
  person(editor).choose('ellipse').hold({ alt: true }).down(100, 100).move([130, 120]).up()
  const [element] = document.elements()
  expect(element?.props.matrix).toEqual([60, 0, 0, 40, 70, 80])
})

test.each(SHAPES.map(({ id }) => id))('[TOOL28] the tool %s makes its shape, in the style that is set', (id) => {
  const { editor, document } = testBoard()
  editor.style.value = {
    ...editor.style.value,
    color: 'red',
    fill: 'yellow',
    fillStyle: 'hachure',
    look: 'rough',
    dash: 'dashed',
  }
  person(editor).choose(id).down(0, 0).move([80, 60]).up()
  const [element] = document.elements()
  expect(element?.props).toMatchObject({
    shape: id,
    color: 'red',
    fill: 'yellow',
    fillStyle: 'hachure',
    look: 'rough',
    dash: 'dashed',
  })
})

test('[TOOL29] words are typed into a shape by a double click inside it, hollow or not; left empty, it stays', () => {
  const { editor, document } = testBoard()
  const alice = person(editor).choose('diamond').down(100, 100).move([300, 200]).up()
  const [id = ''] = Array.from(document.elements(), (element) => element.id)
  alice.doubleClick(200, 150)
  expect(editor.editing.value).toBe(id)
  finishTyping(editor)
  expect(document.size).toBe(1)
  alice.doubleClick(110, 110)
  expect(editor.editing.value).toBe(null)
})

test('[TOOL10] a click makes no rectangle, and a cancelled one leaves nothing', () => {
  const { editor, document } = testBoard()
  person(editor).choose('rectangle').click(10, 10).expectPath('rectangle.idle')
  person(editor).down(0, 0).move([50, 50]).cancel().expectPath('rectangle.idle')
  expect(document.size).toBe(0)
  expect(editor.live.drafts.size).toBe(0)
})
