import { createCanvas, SvgExportFlag } from '@napi-rs/canvas'
import { multiply, translate } from '#board/geometry/matrix.ts'
import { transformPath } from '#board/geometry/path.ts'
import type { Path } from '#board/geometry/path.ts'
import { parsePathData } from '#board/geometry/path-data.ts'
import type { DisplayItem, TextItem } from '#board/render/display-item.ts'
import { cssFont } from '#board/render/fonts.ts'
import type { Fonts } from './fonts.ts'

/** Emoji are pictures, which have no outline: those stay text, in the reader's own font. */
const EMOJI =
  /((?:\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Extended_Pictographic}\ufe0f)(?:\u200d|\ufe0f|\p{Emoji_Modifier}|\p{Extended_Pictographic}|\p{Regional_Indicator})*)/u

/** What of a text becomes outlines. */
export const withoutEmoji = (text: string): string =>
  text
    .split(EMOJI)
    .filter((_, at) => at % 2 === 0)
    .join(' ')

/** The same picture, with the outlines of its letters in place of texts. */
export function outlined(items: readonly DisplayItem[], fonts: Fonts): DisplayItem[] {
  return items.flatMap((item) => {
    if (item.type === 'clip') return [{ ...item, items: outlined(item.items, fonts) }]
    return item.type === 'text' ? outlineText(item, fonts) : [item]
  })
}

/** Emoji stay letters. */
export function outlineText(item: TextItem, fonts: Fonts): DisplayItem[] {
  const { color, opacity, matrix, size } = item
  const items: DisplayItem[] = []
  const widthOf = (words: string): number => (words === '' ? 0 : fonts.measure(words, item, size))
  for (const line of item.lines) {
    const { text, x, baseline, rtl } = line
    let before = ''
    for (const [at, run] of text.split(EMOJI).entries()) {
      const start = x + (rtl ? widthOf(text) - widthOf(before + run) : widthOf(before))
      before += run
      if (run.trim() === '') continue
      if (at % 2 === 1) items.push({ ...item, lines: [{ ...line, text: run, x: start }] })
      else {
        const place = multiply(matrix, translate(start, baseline))
        for (const path of outlinesOf(run, item, fonts, rtl))
          items.push({ type: 'path', path: transformPath(path, place), fill: color, opacity })
      }
    }
  }
  return items
}

const DATA = / d="([^"]+)"/g

/** Of the letters of a text that starts at 0, 0 on its baseline. */
function outlinesOf(text: string, face: TextItem, fonts: Fonts, rtl = false): Path[] {
  const { size } = face
  // What is outside of it would be left out.
  const canvas = createCanvas(fonts.measure(text, face, size) + 4 * size, 4 * size, SvgExportFlag.ConvertTextToPaths)
  const context = canvas.getContext('2d')
  context.font = fonts.expand(cssFont(face, size), text)
  context.textAlign = 'left'
  context.direction = rtl ? 'rtl' : 'ltr'
  context.fillText(text, 2 * size, 2 * size)
  const back = translate(-2 * size, -2 * size)
  const svg = canvas.getContent().toString('utf8')
  return Array.from(svg.matchAll(DATA), ([, data = '']) => transformPath(parsePathData(data), back))
}
