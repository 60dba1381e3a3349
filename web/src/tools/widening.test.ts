import { expect, test } from 'vitest'
import type { TextProps } from '#board/elements/text.ts'
import { multiply, rotate, scale, translate, type Matrix } from '#board/geometry/matrix.ts'
import { person } from '../editor/testing/person.ts'
import { testBoard } from '../editor/testing/test-editor.ts'
import { createLivePictures } from '../scene/live-pictures.ts'

/** A selected text; each character is 10.4 local units wide. `grab` is a scene point of one of its sides. */
function board(matrix: Matrix = translate(100, 100)) {
  const test = testBoard()
  const { editor, document } = test
  const [id = ''] = document.add([{ kind: 'text', matrix, text: 'seven words are in this one text', size: 20 }])
  editor.selection.value = new Set([id])
  const props = () => document.get(id)?.props as TextProps
  const held = (handle: 'e' | 'w') => editor.attachHandles(() => handle)
  return {
    ...test,
    id,
    props,
    held,
    lines: () => editor.scene.displayOf(id).flatMap((item) => ('lines' in item ? item.lines : [])),
  }
}

test('[TOOL41] a side of a text sets the width that its words wrap to, live, in one step; its letters stay as large', () => {
  const { editor, props, held, lines } = board()
  held('e')
  const right = 100 + 32 * 10.4
  const alice = person(editor)
    .down(right, 110)
    .move([right - 150, 140])
    .expectPath('select.widening')
  const [picture] = createLivePictures({ ...editor, editing: () => null, cut: () => new Map() }).list(true)
  expect(picture?.items[0]).toMatchObject({ lines: [{ text: 'seven words are' }, { text: 'in this one text' }] })
  expect(props().wrap).toBe(0)
  alice.up().expectPath('select.idle')
  expect(props()).toMatchObject({ wrap: expect.closeTo(32 * 10.4 - 150, 6), size: 20, matrix: translate(100, 100) })
  expect(lines()).toHaveLength(2)
  editor.history.undo()
  expect(props().wrap).toBe(0)
})

test('[TOOL41] the opposite side stays, also of one that is turned and scaled', () => {
  const place = multiply(translate(300, 200), multiply(rotate(Math.PI / 2), scale(2, 2)))
  const { editor, props, held } = board(place)
  held('w')
  const end = () => props().matrix[5] + 2 * (props().wrap || 32 * 10.4)
  const before = end()
  person(editor).down(290, 200).move([290, 400]).up()
  expect([props().wrap, end()]).toEqual([expect.closeTo(32 * 10.4 - 100, 6), expect.closeTo(before, 6)])
})

test('[TOOL41] a double click on a side makes it as wide as its words again; cancelled, nothing has changed', () => {
  const { editor, props, held } = board()
  const letGo = held('e')
  const alice = person(editor).down(430, 110).move([300, 110]).cancel().expectPath('select.idle')
  expect(props().wrap).toBe(0)
  alice.down(430, 110).move([300, 110]).up().doubleClick(300, 110)
  expect([props().wrap, editor.editing.value]).toEqual([0, null])
  letGo()
})
