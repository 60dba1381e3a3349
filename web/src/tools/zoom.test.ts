import { expect, test } from 'vitest'
import { toScene } from '../editor/camera.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, testBoard } from '../editor/testing/test-editor.ts'

test('[TOOL43] a click zooms in where it is, with Alt out, and a drag shows what it goes around', () => {
  const { editor, document } = testBoard()
  addRectangle(document, 0, 0, 100, 100, 'red')
  const ann = person(editor).choose('zoom').hover(200, 100).click(200, 100)
  expect(editor.camera.value).toEqual({ x: 100, y: 50, zoom: 2 })
  ann.hold({ alt: true }).hover(200, 100)
  expect(editor.toolbox.cursor.value).toBe('zoom-out')
  ann.click(200, 100)
  expect(editor.camera.value).toEqual({ x: 0, y: 0, zoom: 1 })
  ann.hold({}).down(100, 100).move([200, 150]).expectPath('zoom.framing')
  expect(editor.marks.value).toHaveLength(1)
  ann.up().expectPath('zoom.idle')
  const { width, height } = editor.viewport.value
  const middle = toScene(editor.camera.value, width / 2, height / 2)
  expect([Math.round(middle.x), Math.round(middle.y), editor.camera.value.zoom > 6]).toEqual([150, 125, true])
  expect([editor.marks.value, document.size]).toEqual([[], 1])
  ann.down(100, 100).move([140, 140]).cancel().expectPath('zoom.idle')
  expect(editor.marks.value).toEqual([])
})
