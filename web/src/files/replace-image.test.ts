import { expect, test } from 'vitest'
import { newImage, type ImageProps } from '#board/elements/image.ts'
import { multiply, rotate, scale, translate } from '#board/geometry/matrix.ts'
import { testBoard } from '../editor/testing/test-editor.ts'
import { placeOf, replaceImage } from './replace-image.ts'

const depicted = { file: 'a'.repeat(64), natural: [400, 200], crop: [0.5, 0, 0.5, 1], alt: '' } as const

async function red(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const ctx = canvas.getContext('2d')!
  ctx.fillStyle = '#ff0000'
  ctx.fillRect(0, 0, width, height)
  return canvas.convertToBlob({ type: 'image/png' })
}

test('[IMG32] a picture of the same proportions takes the place exactly, cropped as the old one was', () => {
  const matrix = multiply(rotate(1), scale(-400, 200))
  expect(placeOf(depicted, matrix, [800, 401])).toEqual({ matrix, crop: depicted.crop })
})

test('[IMG32] another one is shown whole, as large as fits into what was seen, about the same middle', () => {
  const matrix = multiply(translate(100, 100), scale(400, 200))
  // What is seen is 200 × 200 at 300, 100.
  expect(placeOf(depicted, matrix, [300, 100])).toEqual({
    matrix: [200, 0, 0, expect.closeTo(200 / 3), 300, expect.closeTo(200 - 100 / 3)],
    crop: [0, 0, 1, 1],
  })
  expect(placeOf(depicted, matrix, [50, 100]).matrix).toEqual([100, 0, 0, 200, 350, 100])
})

test('[IMG32] a picture is replaced in one step: what it shows is kept first, its words and its style stay', async () => {
  const { editor, document } = testBoard()
  const [id = ''] = document.add([
    { ...newImage({ ...depicted, natural: [400, 200], alt: 'A map' }, { x: 0, y: 0 }, 400), radius: 12 },
  ])
  const kept: string[] = []
  const keep = ({ hash }: { readonly hash: string }) => Promise.resolve(void kept.push(hash))
  await replaceImage(editor, { keep }, id, await red(30, 60))
  const props = () => document.get(id)?.props as ImageProps
  expect(props()).toMatchObject({ file: kept[0], natural: [30, 60], alt: 'A map', radius: 12 })
  editor.history.undo()
  expect(props()).toMatchObject({ file: depicted.file, natural: [400, 200] })
  expect(editor.history.canUndo).toBe(true)
})

test('[IMG32] what is no picture replaces none, and that is said', async () => {
  const { editor, document } = testBoard()
  const [id = ''] = document.add([newImage(depicted, { x: 0, y: 0 }, 400)])
  const file = new File(['no picture'], 'letter.png', { type: 'image/png' })
  const refused = await replaceImage(editor, { keep: () => Promise.resolve() }, id, file)
  expect(refused).toEqual(['letter.png: this browser can’t show it'])
  expect(document.get(id)?.props).toMatchObject({ file: depicted.file })
})

test('[IMG32] nothing happens to a picture that somebody else has deleted meanwhile', async () => {
  const { editor } = testBoard()
  expect(await replaceImage(editor, { keep: () => Promise.resolve() }, 'gone', await red(10, 10))).toEqual([])
  expect(editor.document.size).toBe(0)
})
