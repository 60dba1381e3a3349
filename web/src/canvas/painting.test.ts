import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { KINDS } from '#board/elements/index.ts'
import { actAtRandom, regretAtRandom } from '#board/testing/person.ts'
import { createRandom, type Random } from '#board/testing/random.ts'
import { specimensOf } from '#board/testing/specimens.ts'
import { testBoard, type TestBoard } from '../editor/testing/test-editor.ts'
import { createMeasure } from './measure.ts'
import { createEasel, type Easel } from './testing/easel.ts'
import { differing, mostOff } from './testing/pixels.ts'

const { measure } = createMeasure()
const SIZE = { width: 360, height: 260 }

const easels: Easel[] = []
function rest(): void {
  easels.splice(0).forEach((easel) => easel.dispose())
  vi.restoreAllMocks()
}
afterEach(rest)

function easelOf(board: TestBoard, pixelRatio = 1): Easel {
  vi.spyOn(window, 'devicePixelRatio', 'get').mockReturnValue(pixelRatio)
  const easel = createEasel(board, SIZE)
  easels.push(easel)
  return easel
}

/**
 * At the edge of a repainted patch anti-aliasing leaves a few pixels off, and thin ink may be painted as a line of even width, which
 * changes how dark a place is by a fifth at most; what is missing or doubled does more.
 */
function expectAsDisplayed(easel: Easel): void {
  const [is, expected] = [easel.picture(), easel.expected()]
  expect(differing(is, expected, 96)).toBeLessThanOrEqual(20)
  expect(mostOff(is, expected)).toBeLessThan(48)
}

function zoomAtRandom({ editor }: TestBoard, random: Random): void {
  const zoom = random.pick([0.11, 0.25, 0.4, 1, 1, 1.37, 3])
  editor.camera.value = { x: random.between(-80, 120), y: random.between(-80, 120), zoom }
}

test('[CANVAS20] after any edits, zooms and undos the canvas shows what the display lists say, at any pixel ratio', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.constantFrom(1, 1.5, 2, 3), async (seed, pixelRatio) => {
      const random = createRandom(seed)
      const board = testBoard({ measure })
      const history = board.editor.history
      const easel = easelOf(board, pixelRatio)
      board.document.add(random.pick(KINDS.map(specimensOf)).slice(0, 6))
      for (let i = 0; i < 14; i++) {
        actAtRandom(board.document, random)
        if (random.int(3) === 0) regretAtRandom(history, random)
        if (random.int(4) === 0) zoomAtRandom(board, random)
        if (random.int(2) === 0) board.frames.flush(i * 200)
        if (random.int(5) === 0) {
          await easel.settle()
          expectAsDisplayed(easel)
        }
      }
      await easel.settle()
      expectAsDisplayed(easel)
      rest()
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('[CANVAS22] no seam shows where tiles meet: settled or not, at any zoom and place, at any pixel ratio', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.constantFrom(1, 1.5, 2, 3), async (seed, pixelRatio) => {
      const random = createRandom(seed)
      const board = testBoard({ measure })
      const easel = easelOf(board, pixelRatio)
      board.document.add([
        { kind: 'rectangle', matrix: [9e3, 0, 0, 9e3, -4e3, -4e3], color: 'blue', fill: 'blue', opacity: 0.5 },
      ])
      await easel.settle()
      for (let i = 0; i < 6; i++) {
        const zoom = random.pick([0.3, 0.71, 1, 1.37, 3]) * random.between(0.9, 1.1)
        board.editor.camera.value = { x: random.between(-500, 500), y: random.between(-500, 500), zoom }
        board.frames.flush(i * 20)
        expect(uneven(easel.picture())).toBe(0)
        if (random.int(2) === 0) await easel.settle()
        expect(uneven(easel.picture())).toBe(0)
      }
      rest()
    }),
    { numRuns: 12 },
  )
}, 120_000)

/** Pixels whose colour is not that of the middle one. */
function uneven({ data, width, height }: ImageData): number {
  const middle = 4 * (Math.floor(height / 2) * width + Math.floor(width / 2))
  let count = 0
  for (let i = 0; i < data.length; i++) if (Math.abs((data[i] ?? 0) - (data[middle + (i % 4)] ?? 0)) > 2) count++
  return count
}

describe.each(KINDS.map((kind) => [kind.kind, kind] as const))('the kind %s', (_, kind) => {
  test.each([0.25, 1, 3])('[CANVAS21] is as crisp in tiles as drawn directly, at zoom %d', async (zoom) => {
    const board = testBoard({ measure })
    board.document.add(specimensOf(kind))
    board.editor.camera.value = { x: 10.3, y: 4.7, zoom }
    for (const pixelRatio of [1, 2]) {
      const easel = easelOf(board, pixelRatio)
      await easel.settle()
      expectAsDisplayed(easel)
      rest()
    }
  })
})
