import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument, type BoardDocument } from '../document/board-document.ts'
import { BadFile, boardFileOf, encodeBoardFile } from '../document/board-file.ts'
import { faultOfRecord, faultOfTexts } from '../document/legal.ts'
import { pictureOfNew } from '../document/picture-of-new.ts'
import { FIRST_Z } from '../elements/z-order.ts'
import { IMPORT_LIMITS } from '../import-limits.ts'
import { LIMITS } from '../limits.ts'
import { anyText } from '../testing/any-text.ts'
import { measureRoughly } from '../testing/measure.ts'
import { drawDemoBoard } from '../testing/demo-board.ts'
import { carriedBySvg } from './carried.ts'
import { writeExcalidraw } from './excalidraw/write.ts'
import { givenText } from './format.ts'
import { FORMATS, formatOf, readGiven } from './index.ts'
import house from './testing/files/house.svg?raw'
import kinds2024 from './testing/files/kinds-2024.tldr?raw'
import kinds2026 from './testing/files/kinds-2026.tldr?raw'
import orders from './testing/files/orders.mmd?raw'
import quarters from './testing/files/quarters.csv?raw'
import threePages from './testing/files/three-pages.tldr?raw'

/** One or more files of each format. */
const SAMPLES = [
  { format: 'tldraw', name: 'three-pages.tldr', text: threePages },
  { format: 'tldraw', name: 'kinds-2024.tldr', text: kinds2024 },
  { format: 'tldraw', name: 'kinds-2026.tldr', text: kinds2026 },
  { format: 'mermaid', name: 'orders.mmd', text: orders },
  { format: 'csv', name: 'quarters.csv', text: quarters },
  { format: 'svg', name: 'house.svg', text: house },
  { format: 'carried', name: 'house.svg', text: carriedBySvg(house, encodeBoardFile(boardFileOf(sampleBoard()))) },
  { format: 'excalidraw', name: 'box.excalidraw', text: excalidrawOfBoard() },
  { format: 'drawbridge', name: 'board.json', text: encodeBoardFile(boardFileOf(sampleBoard())) },
]

function sampleBoard(): BoardDocument {
  const board = createBoardDocument(new Y.Doc())
  drawDemoBoard(board)
  return board
}

function excalidrawOfBoard(): string {
  const board = sampleBoard()
  const elements = board.elements()
  return writeExcalidraw({ elements, settings: board.meta, measure: measureRoughly, files: new Map() })
}

const read = (name: string, text: string, way?: string) => readGiven(givenText(text, name), measureRoughly, way)

/** Everything that somebody may write where a number stands. */
const HOSTILE = ['1e300', '-1e300', '0', '-1', '1e-300', '99999999999999999999', '""', 'null', '{}', '[]', 'NaN']

/** A file with something in it broken. */
const broken = (text: string): fc.Arbitrary<string> => {
  const numbers = [...text.matchAll(/-?\d+(?:\.\d+)?/g)]
  return fc.oneof(
    fc.nat(text.length).map((end) => text.slice(0, end)),
    fc
      .tuple(fc.nat(text.length), fc.nat(40), anyText(6))
      .map(([at, length, rubbish]) => text.slice(0, at) + rubbish + text.slice(at + length)),
    fc.tuple(fc.nat(Math.max(0, numbers.length - 1)), fc.constantFrom(...HOSTILE)).map(([which, hostile]) => {
      const found = numbers[which]
      return found ? text.slice(0, found.index) + hostile + text.slice(found.index + found[0].length) : text
    }),
  )
}

describe('every format', () => {
  it('[FIN1] is found by what is in a file, or by its name where nothing in it tells', () => {
    for (const { format, name, text } of SAMPLES) expect(formatOf(givenText(text, name))?.id).toBe(format)
    const known = new Set(SAMPLES.map(({ format }) => format))
    expect(FORMATS.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([])
  })

  it.each(SAMPLES)(
    '[FIN2] $name, broken anywhere, is read or refused with a reason and a code; what comes is legal and can be drawn',
    { timeout: 60_000 },
    async ({ name, text, format }) => {
      const ways = FORMATS.find(({ id }) => id === format)?.ways?.map(({ id }) => id) ?? ['']
      await fc.assert(
        fc.asyncProperty(broken(text), fc.constantFrom(...ways), async (file, way) => {
          const result = await read(name, file, way).catch((error: unknown) => error)
          if (result instanceof Error) {
            expect(result).toBeInstanceOf(BadFile)
            expect((result as BadFile).code).toMatch(/^[a-z-]+$/)
            return
          }
          const { elements } = result as Awaited<ReturnType<typeof read>>
          for (const { text: words = '', texts, ...record } of elements) {
            expect(faultOfRecord({ z: FIRST_Z, ...record })).toBeUndefined()
            expect(faultOfTexts(texts)).toBeUndefined()
            expect(words.length).toBeLessThanOrEqual(LIMITS.textLength)
          }
          pictureOfNew(elements, measureRoughly)
        }),
        { numRuns: 30 },
      )
    },
  )

  it('[FIN3] one unit too many is refused', async () => {
    const text = 'a'.repeat(IMPORT_LIMITS.importBytes + 1)
    await expect(read('a.csv', text)).rejects.toMatchObject({ code: 'too-large' })
    await expect(read('a.bin', 'a')).rejects.toMatchObject({ code: 'other-format' })
  })
})
