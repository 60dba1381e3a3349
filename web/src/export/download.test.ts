import { describe, expect, it } from 'vitest'
import { Doc } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { fileNameOf } from './download.ts'
import { pngSnapshot, svgSnapshot } from './snapshot.ts'

describe('a snapshot’s file name', () => {
  it.each([
    ['Garden party', 'Garden party.png'],
    ['a/b\\c: d*?', 'a b c d.png'],
    ['..hidden', 'hidden.png'],
    ['计划', '计划.png'],
    ['   ', 'board.png'],
    ['x'.repeat(300), `${'x'.repeat(80)}.png`],
  ])('[FILE1] of %s is %s', (title, name) => {
    expect(fileNameOf(title, 'png')).toBe(name)
  })
})

describe('a snapshot', () => {
  const board = () => createBoardDocument(new Doc())
  const measure = (text: string, _face: unknown, size: number) => text.length * size
  const RECTANGLE = { kind: 'rectangle', matrix: [1, 0, 0, 1, 0, 0], width: 100, height: 50, color: 'red' }

  it('[FILE2] is twice the size of what is drawn and its margin, on the board’s background', async () => {
    const document = board()
    document.add([RECTANGLE])
    const picture = await createImageBitmap(
      await pngSnapshot({ elements: () => document.elements(), measure }, { theme: 'dark' }),
    )
    expect(picture.width).toBeGreaterThan(2 * 100)
    expect(picture.height).toBeGreaterThan(2 * 50)
    const canvas = new OffscreenCanvas(1, 1)
    const context = canvas.getContext('2d')!
    context.drawImage(picture, 0, 0)
    expect([...context.getImageData(0, 0, 1, 1).data]).toEqual([0x16, 0x18, 0x1d, 255])
  })

  it('[FILE3] of a huge board is as large as browsers can hold', async () => {
    const document = board()
    document.add([{ ...RECTANGLE, matrix: [100_000, 0, 0, 1, 0, 0] }])
    const picture = await createImageBitmap(
      await pngSnapshot({ elements: () => document.elements(), measure }, { theme: 'light' }),
    )
    expect(picture.width).toBeLessThanOrEqual(8_192)
  })

  it('[FILE4] as SVG is a document of its own', async () => {
    const document = board()
    document.add([RECTANGLE])
    const svg = await svgSnapshot({ elements: () => document.elements(), measure }, { theme: 'light' })
    expect(svg.type).toBe('image/svg+xml')
    const parsed = new DOMParser().parseFromString(await svg.text(), 'image/svg+xml')
    expect(parsed.documentElement.localName).toBe('svg')
  })
})
