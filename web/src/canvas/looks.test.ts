import '../ui/fonts.ts'
import '../ui/wide-fonts.ts'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { KINDS } from '#board/elements/index.ts'
import { cssFont, FONT_STACKS, type FontFamily } from '#board/render/fonts.ts'
import type { Theme } from '#board/render/theme.ts'
import { specimensOf } from '#board/testing/specimens.ts'
import { testBoard } from '../editor/testing/test-editor.ts'
import { createMeasure } from './measure.ts'
import { createEasel } from './testing/easel.ts'

/**
 * What every kind of element looks like, against pictures that are committed. After a wanted change, or for a new kind:
 * `VITE_UPDATE_PICTURES=1 npx vitest run --project web web/src/canvas/looks.test.ts --update`, look at the pictures, commit them.
 */
const PICTURES = Object.keys(import.meta.glob('./testing/pictures/*.png', { query: '?url' }))

declare module 'vitest/browser' {
  interface ScreenshotComparatorRegistry {
    /** Of scripts/compare-pictures.mjs. */
    squares: { readonly tolerance?: number; readonly allowed?: number }
  }
}

const VIEWS = [
  { zoom: 0.25, width: 110, height: 96 },
  { zoom: 1, width: 400, height: 352 },
  { zoom: 3, width: 400, height: 352 },
] as const
const THEMES: readonly Theme[] = ['light', 'dark']

const stops: (() => void)[] = []
afterEach(() => stops.splice(0).forEach((stop) => stop()))
beforeAll(async () => {
  const faces = (Object.keys(FONT_STACKS) as FontFamily[]).flatMap((font) =>
    [false, true].flatMap((bold) => [false, true].map((italic) => ({ font, bold, italic }))),
  )
  await Promise.all(faces.map((face) => document.fonts.load(cssFont(face, 20), 'Words ÄÖÜ')))
})

/** The kind's specimens in both themes at all zooms, side by side. */
async function sheetOf(kind: (typeof KINDS)[number]): Promise<HTMLElement> {
  const sheet = document.createElement('div')
  sheet.style.cssText =
    'position:absolute;left:0;top:0;display:grid;grid-template-columns:auto auto auto;background:#fff'
  document.body.append(sheet)
  stops.push(() => sheet.remove())
  for (const theme of THEMES) {
    for (const { zoom, width, height } of VIEWS) {
      const board = testBoard({ measure: createMeasure().measure })
      board.document.add(specimensOf(kind))
      const easel = createEasel(board, { width, height }, sheet)
      easel.theme.value = theme
      board.editor.camera.value = { x: 4, y: 4, zoom }
      stops.push(easel.dispose)
      await easel.settle()
    }
  }
  return sheet
}

const isUpdate = import.meta.env['VITE_UPDATE_PICTURES'] !== undefined

test.each(KINDS.map((kind) => [kind.kind, kind] as const))(
  '[CANVAS23] looks as it is known to: %s',
  async (name, kind) => {
    // A first picture is taken and looked at on purpose, not by the way.
    if (!isUpdate) expect(PICTURES).toContain(`./testing/pictures/${name}.png`)
    const sheet = await sheetOf(kind)
    await expect(page.elementLocator(sheet)).toMatchScreenshot(name, { comparatorName: 'squares' })
  },
)
