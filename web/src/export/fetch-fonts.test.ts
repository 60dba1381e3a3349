import { afterEach, expect, it } from 'vitest'
import { Doc } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { cssFont, plain } from '#board/render/fonts.ts'
import { createMeasure } from '../canvas/measure.ts'
import { pngSnapshot } from './snapshot.ts'
import '../ui/fonts.ts'

const stops: (() => void)[] = []
afterEach(() => stops.splice(0).forEach((stop) => stop()))

it('[OUT9] a picture is drawn and laid out with the fonts of its words, also with those that nobody has needed until then', async () => {
  const words = 'Съешь ещё этих 漢字'
  const isThere = () => document.fonts.check(cssFont(plain('serif'), 16), words)
  const board = createBoardDocument(new Doc())
  board.add([{ kind: 'text', text: words, font: 'serif', size: 40 }])
  const { measure, onFonts } = createMeasure()
  stops.push(onFonts(() => undefined))
  const drawn = async () => {
    const blob = await pngSnapshot({ elements: () => board.elements(), measure }, { theme: 'light' })
    return new Uint8Array(await blob.arrayBuffer())
  }
  const before = measure(words, plain('serif'), 40)
  const first = await drawn()
  expect(isThere()).toBe(true)
  expect(measure(words, plain('serif'), 40)).not.toBe(before)
  expect(await drawn()).toEqual(first)
})
