import { expect, test } from 'vitest'
import { strokePoints, type StrokeProps } from '#board/elements/stroke.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, addStroke, testBoard } from '../editor/testing/test-editor.ts'

test('[TOOL35] the highlighter marks broadly and translucently, under the ink and over the sheet that both are on', () => {
  const { editor, document } = testBoard()
  const sheet = addRectangle(document, 0, 0, 400, 300, 'white')
  const ink = addStroke(document, [100, 100], [200, 105])
  const other = addStroke(document, [600, 600], [610, 610])
  person(editor).choose('highlighter').down(90, 100).move([150, 101], [220, 102]).up()
  const mark = [...document.elements()].at(-1)
  expect(mark?.props).toMatchObject({ color: 'yellow', opacity: 0.4, width: 20 })
  expect(editor.scene.inOrder([ink, sheet, other, mark?.id ?? ''])).toEqual([sheet, mark?.id, ink, other])
  person(editor).choose('highlighter').down(700, 0).move([780, 0]).up()
  expect(editor.scene.inOrder([...document.ids()]).at(-1)).toBe([...document.elements()].at(-1)?.id)
})

test('[TOOL36] ink is as wide everywhere with an even nib, whatever the pressure', () => {
  const { editor, document } = testBoard()
  editor.style.value = { ...editor.style.value, nib: 'even' }
  person(editor).choose('pen').hold({ type: 'pen', pressure: 0.9 }).down(0, 0).move([50, 80], [100, 0]).up()
  const points = strokePoints([...document.elements()][0]?.props as StrokeProps) ?? []
  expect([...points].filter((_, i) => i % 3 === 2).every((pressure) => Math.abs(pressure - 0.5) < 0.01)).toBe(true)
})
