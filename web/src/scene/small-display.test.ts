import { expect, test } from 'vitest'
import { encodePoints } from '#board/geometry/points.ts'
import { paintItems } from '#board/render/canvas.ts'
import { fillSampleBoard } from '#board/testing/sample-board.ts'
import { testBoard } from '../editor/testing/test-editor.ts'
import { measure } from './testing/test-tiles.ts'

const SIDE = 600

/** A white sheet at so many pixels a scene unit. */
function sheetAt(scale: number): OffscreenCanvasRenderingContext2D {
  const ctx = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true })!
  ctx.fillStyle = 'white'
  ctx.fillRect(0, 0, SIDE, SIDE)
  ctx.scale(scale, scale)
  return ctx
}

/** A dense board, once as it is drawn at any size and once as it is drawn at this one. */
function painted(scale: number, isSmall: boolean): Uint8ClampedArray {
  const { editor, document } = testBoard({ measure })
  fillSampleBoard(document, 600, 3)
  const { scene } = editor
  const ctx = sheetAt(scale)
  for (const id of scene.inOrder(scene.query(scene.bounds!))) {
    paintItems(ctx, isSmall ? scene.displayAt(id, scale) : scene.displayOf(id), 'light')
  }
  return ctx.getImageData(0, 0, SIDE, SIDE).data
}

test.each([0.05, 0.13, 0.25, 0.37])(
  '[TILE19] at %d, ink that is painted as a hairline looks as its outline does',
  (scale) => {
    const [exact, small] = [painted(scale, false), painted(scale, true)]
    let ink = 0
    let off = 0
    let far = 0
    let [exactSum, smallSum] = [0, 0]
    for (let i = 0; i < exact.length; i += 4) {
      const [a, b] = [exact[i + 1]!, small[i + 1]!]
      if (a < 250 || b < 250) ink++
      if (Math.abs(a - b) > 64) off++
      if (Math.abs(a - b) > 90) far++
      exactSum += 255 - a
      smallSum += 255 - b
    }
    expect(off / ink).toBeLessThan(0.01)
    expect(far / ink).toBeLessThan(0.001)
    expect(Math.abs(smallSum / exactSum - 1)).toBeLessThan(0.03)
  },
)

test.each([1, 2])('[TILE23] a tap is as heavy as a hairline as it is in full: %d points in one place', (count) => {
  const { editor, document } = testBoard({ measure })
  const points = encodePoints(Array.from({ length: count }, () => [200, 200, 0.5]).flat(), 1)
  const [id = ''] = document.add([{ kind: 'stroke', points, width: 5, matrix: [1, 0, 0, 1, 0, 0] }])
  const weigh = (isSmall: boolean): number => {
    const ctx = sheetAt(0.25)
    paintItems(ctx, isSmall ? editor.scene.displayAt(id, 0.25) : editor.scene.displayOf(id), 'light')
    const { data } = ctx.getImageData(0, 0, SIDE, SIDE)
    return data.reduce((sum, value, i) => sum + (i % 4 === 1 ? 255 - value : 0), 0)
  }
  expect(weigh(false)).toBeGreaterThan(100)
  expect(weigh(true) / weigh(false)).toBeGreaterThan(0.7)
  expect(weigh(true) / weigh(false)).toBeLessThan(1.7)
})
