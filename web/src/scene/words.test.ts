import '../ui/fonts.ts'
import '../ui/wide-fonts.ts'
import { expect, onTestFinished, test, vi } from 'vitest'
import { cssFont, FONT_STACKS, type FontFamily } from '#board/render/fonts.ts'
import { createMeasure } from '../canvas/measure.ts'
import { testBoard } from '../editor/testing/test-editor.ts'
import { byTiles, differing, PAINTERS, SIZE, tilesOf } from './testing/test-tiles.ts'
import { viewOf } from './tile-grid.ts'

const FONTS = Object.keys(FONT_STACKS) as FontFamily[]
const FACES = FONTS.flatMap((font) => [false, true].map((bold) => ({ font, bold, italic: false })))

test.each([0.6, 1, 2.5])(
  '[TILE22] at %d a worker paints words in the page’s own fonts, pixel by pixel as the page does',
  async (zoom) => {
    await Promise.all(FACES.map((face) => document.fonts.load(cssFont(face, 20), 'Words')))
    const board = testBoard({ measure: createMeasure().measure })
    board.document.add(
      FACES.map(({ font, bold }, i) => ({
        kind: 'text',
        text: `Words in ${font}`,
        font,
        bold,
        size: 24,
        matrix: [1, 0, 0, 1, 4, 4 + 34 * i],
      })),
    )
    const view = viewOf({ x: 0, y: 0, zoom }, SIZE, 1)
    const [here, there] = PAINTERS.map(([, painterOf]) => {
      const tiles = tilesOf(board, { createPainter: painterOf(board) })
      onTestFinished(() => tiles.dispose())
      return tiles
    })
    await here!.settle(view)
    const shown = byTiles(here!, view)
    expect(shown.some((value) => value > 0)).toBe(true)
    // A font that comes late is painted when it is there.
    await vi.waitFor(
      async () => {
        await there!.settle(view)
        expect(differing(byTiles(there!, view), shown, 0)).toBe(0)
      },
      { timeout: 30_000 },
    )
  },
  40_000,
)
