import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Crop } from '#board/elements/element-kind.ts'
import { image, newImage, type ImageProps } from '#board/elements/image.ts'
import { multiply, rotate, scale, translate, type Matrix } from '#board/geometry/matrix.ts'
import '#board/testing/property-seed.ts'
import { runCommand } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import { CROP_HANDLES, cropMoved, cropTo } from '../editor/crop.ts'
import { croppedNow } from '../editor/cropping.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, testBoard } from '../editor/testing/test-editor.ts'

const IMAGE = { file: 'a'.repeat(64), natural: [400, 200] } as const

/** A selected picture of 400 × 200 whose top left corner is at 100, 100. */
function board(matrix?: Matrix) {
  const test = testBoard()
  const [id = ''] = test.document.add([{ ...newImage(IMAGE, { x: 300, y: 200 }, 400), ...(matrix && { matrix }) }])
  test.editor.selection.value = new Set([id])
  const props = () => test.document.get(id)?.props as ImageProps
  return { ...test, id, props, crop: () => props().crop }
}

const run = (editor: ReturnType<typeof board>['editor'], id: string) =>
  runCommand(
    COMMANDS.find((command) => command.id === id)!,
    editor,
  )

const near = (crop: Crop) => crop.map((share) => expect.closeTo(share, 9))

test('[CROP1] a double click crops: a corner is dragged over the whole picture, which stays where it is, live and in one step', () => {
  const { editor, crop, props } = board()
  const before = props().matrix
  const alice = person(editor).doubleClick(300, 200).expectPath('crop.idle')
  alice.down(100, 100).move([200, 150]).expectPath('crop.cropping')
  expect(editor.live.own()?.as).toMatchObject({ kind: 'image', crop: near([0.25, 0.25, 0.75, 0.75]) })
  expect(croppedNow(editor)?.window).toEqual(near([0.25, 0.25, 0.75, 0.75]))
  expect(crop()).toEqual([0, 0, 1, 1])
  alice.up().expectPath('crop.idle')
  expect([crop(), props().matrix]).toEqual([near([0.25, 0.25, 0.75, 0.75]), before])
  // What was cropped away is there again.
  alice.down(200, 150).move([100, 100]).up()
  expect(crop()).toEqual(near([0, 0, 1, 1]))
  editor.history.undo()
  editor.history.undo()
  expect(crop()).toEqual([0, 0, 1, 1])
  expect(editor.history.canUndo).toBe(true)
})

test('[CROP2] a side moves alone, with Shift in proportion, with Alt with the opposite one; all of the window moves over the picture', () => {
  const { editor, crop } = board()
  const alice = person(editor).choose('crop').down(500, 200).move([400, 220]).up()
  expect(crop()).toEqual(near([0, 0, 0.75, 1]))
  alice.hold({ alt: true }).down(250, 100).move([250, 120]).up()
  expect(crop()).toEqual(near([0, 0.1, 0.75, 0.8]))
  alice.hold({ shift: true }).down(400, 280).move([200, 200]).up()
  const [, , w, h] = crop()
  expect(w / h).toBeCloseTo(0.75 / 0.8)
  alice.hold({}).down(150, 150).move([1000, 150]).up()
  expect(crop()[0] + crop()[2]).toBeCloseTo(1)
})

test('[CROP3] Escape takes a drag back, then leaves the window; Enter and a click beside the picture leave it; another tool does, too', () => {
  const { editor, crop, id } = board()
  const alice = person(editor).choose('crop').down(100, 100).move([200, 150])
  run(editor, 'escape')
  alice.expectPath('crop.idle')
  expect(crop()).toEqual([0, 0, 1, 1])
  run(editor, 'escape')
  alice.expectPath('select.idle').expectSelected(id)
  expect(croppedNow(editor)).toBeUndefined()
  run(editor, 'edit-text')
  alice.expectPath('crop.idle')
  run(editor, 'edit-text')
  alice.expectPath('select.idle')
  run(editor, 'crop')
  alice.expectPath('crop.idle').click(700, 500).expectPath('select.idle').expectSelected(id)
  run(editor, 'crop')
  alice.choose('pen').expectPath('pen.idle')
  expect(editor.marks.value).toEqual([])
})

test('[CROP4] keys move the window over the picture, or the handle that Tab or a click has chosen; Escape lets go of it first', () => {
  const { editor, crop } = board()
  const alice = person(editor).choose('crop').down(500, 300).move([300, 200]).up()
  run(editor, 'nudge-right')
  expect(crop()).toEqual(near([0.0025, 0, 0.5, 0.5]))
  alice.click(301, 100)
  run(editor, 'push-left')
  expect(crop()).toEqual(near([0.0025, 0, 0.475, 0.5]))
  run(editor, 'escape')
  alice.expectPath('crop.idle')
  run(editor, 'push-down')
  expect(crop()).toEqual(near([0.0025, 0.05, 0.475, 0.5]))
  editor.history.undo()
  expect(crop()).toEqual(near([0.0025, 0, 0.475, 0.5]))
})

test('[CROP5] a picture that is turned, mirrored and scaled is cropped where it is held', () => {
  const matrix = multiply(translate(300, 300), multiply(rotate(Math.PI / 2), scale(-400, 200)))
  const { editor, crop, props } = board(matrix)
  // Its own left side is at the bottom now.
  person(editor).choose('crop').down(200, 300).move([200, 200]).up()
  expect(crop()).toEqual(near([0.25, 0, 0.75, 1]))
  expect(props().matrix).toEqual(matrix)
})

test('[CROP6] a click on another picture crops that one; what is locked or no picture is not cropped; the whole is shown again in one step', () => {
  const { editor, document, id, crop } = board()
  const [other = ''] = document.add([newImage(IMAGE, { x: 300, y: 500 }, 400)])
  const alice = person(editor).choose('crop').click(300, 500).expectPath('crop.idle').expectSelected(other)
  alice.down(100, 400).move([200, 400]).up()
  editor.selection.value = new Set([id, other])
  run(editor, 'uncrop')
  expect([crop(), document.get(other)?.props]).toMatchObject([[0, 0, 1, 1], { crop: [0, 0, 1, 1] }])
  expect(run(editor, 'uncrop')).toBe(false)
  editor.selection.value = new Set([addRectangle(document, 0, 0, 10, 10)])
  expect(run(editor, 'crop')).toBe(false)
  editor.selection.value = new Set([id])
  run(editor, 'lock')
  editor.selection.value = new Set([id])
  expect(run(editor, 'crop')).toBe(false)
})

test('[CROP7] whatever is dragged where, the window stays within the picture and is one that is kept', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const anywhere = fc.double({ min: -3, max: 3, noNaN: true })
  const windows = fc
    .tuple(share, share, share, share)
    .map(([x, y, w, h]): Crop => [x * 0.99, y * 0.99, 0.005 + w * (0.995 - x * 0.99), 0.005 + h * (0.995 - y * 0.99)])
  const point = fc.record({ x: anywhere, y: anywhere })
  const least = fc.record({
    x: fc.double({ min: 0, max: 2, noNaN: true }),
    y: fc.double({ min: 0, max: 2, noNaN: true }),
  })
  const parse = image.fields.crop.parse
  fc.assert(
    fc.property(
      windows,
      fc.constantFrom(...CROP_HANDLES),
      point,
      fc.boolean(),
      fc.boolean(),
      least,
      (window, handle, to, proportional, centred, least) => {
        const next = cropTo(window, handle, to, { proportional, centred, least })
        expect(parse(next)).toEqual(next)
        expect(parse(cropMoved(window, to))).toBeDefined()
        if (proportional) expect(next[2] / next[3] / (window[2] / window[3])).toBeCloseTo(1, 6)
      },
    ),
  )
})
