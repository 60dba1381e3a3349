import { afterEach, expect, test } from 'vitest'
import { person } from '../editor/testing/person.ts'
import { addRectangle, addText, testBoard } from '../editor/testing/test-editor.ts'
import { createEasel } from './testing/easel.ts'
import { differing, inked } from './testing/pixels.ts'

const disposals: (() => void)[] = []
afterEach(() => disposals.splice(0).forEach((dispose) => dispose()))

function easel() {
  const board = testBoard()
  const made = createEasel(board, { width: 400, height: 300 })
  disposals.push(made.dispose)
  return { ...board, ...made }
}

/** Is there anything drawn within so many CSS pixels of a point? */
function isDrawn(picture: ImageData, x: number, y: number, reach: number): boolean {
  const ratio = devicePixelRatio
  const [left, top, size] = [x - reach, y - reach, 2 * reach].map((value) => Math.round(value * ratio)) as [
    number,
    number,
    number,
  ]
  const ctx = new OffscreenCanvas(picture.width, picture.height).getContext('2d')
  ctx?.putImageData(picture, 0, 0)
  return ctx !== null && inked(ctx.getImageData(left, top, size, size)) > 0
}

test('[BEND9] the handles are drawn where they are held, instead of a box that is scaled', async () => {
  const { editor, document, settle, picture } = easel()
  const [id = ''] = document.add([{ kind: 'line', matrix: [1, 0, 0, 1, 60, 60], points: [0, 0, 200, 120], width: 2 }])
  await settle()
  const plain = picture()
  editor.selection.value = new Set([id])
  await settle()
  const held = picture()
  expect(differing(held, plain, 20)).toBeLessThan(800 * devicePixelRatio ** 2)
  // Beside the line, within the handle at its end.
  expect([isDrawn(plain, 56, 63, 1), isDrawn(held, 56, 63, 1)]).toEqual([false, true])
  // Where a box would have its other corners.
  expect([isDrawn(held, 255, 60, 8), isDrawn(held, 60, 185, 8)]).toEqual([false, false])
  expect(editor.handleAt(55, 55)).toBe(null)
  person(editor).down(260, 180).expectPath('select.gripping').cancel()
})

test('[TOOL41] a single line of words has handles at its sides, and none above and below', async () => {
  const { editor, document, settle } = easel()
  const id = addText(document, 60, 60, 'one line of words')
  editor.selection.value = new Set([id])
  await settle()
  const { width = 0, height = 0 } = editor.selectionFrame() ?? {}
  expect(editor.handleAt(60 + width + 5, 60 + height / 2)).toBe('e')
  expect(editor.handleAt(55, 60 + height / 2)).toBe('w')
  expect(editor.handleAt(60 + width / 2, 60 + height + 5)).toBe(null)
  expect(editor.handleAt(60 + width + 5, 60 + height + 5)).toBe('se')
  expect(height).toBeLessThan(30)
})

test('[BEND5] what an end would be bound to is outlined until it is let go', async () => {
  const { editor, document, settle, picture } = easel()
  addRectangle(document, 220, 60, 100, 100)
  await settle()
  const before = picture()
  const alice = person(editor).choose('arrow').hover(270, 110)
  await settle()
  expect(differing(picture(), before, 8)).toBeGreaterThan(5_000)
  alice.hover(10, 10)
  await settle()
  expect(differing(picture(), before, 8)).toBe(0)
})
