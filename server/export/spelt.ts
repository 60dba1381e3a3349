import { createCanvas } from '@napi-rs/canvas'
import { multiply, scale, translate } from '#board/geometry/matrix.ts'
import type { DisplayItem, TextItem } from '#board/render/display-item.ts'
import { cssFont } from '#board/render/fonts.ts'
import type { LaidOutLine } from '#board/render/text-layout.ts'
import type { Fonts } from './fonts.ts'
import { outlineText, withoutEmoji } from './outlined.ts'

/** Scripts whose letters must be joined to be read at all. */
const JOINED = /[\p{sc=Arabic}\p{sc=Syriac}\p{sc=Nko}\p{sc=Mongolian}]/u

const without = (...features: readonly string[]): string => features.map((feature) => `"${feature}" 0`).join(', ')
const ONE_BY_ONE = without('rlig', 'liga', 'clig', 'calt')
/** Those, and what joins letters and takes their dots off. */
const ALONE = without('rlig', 'liga', 'clig', 'calt', 'ccmp', 'init', 'medi', 'fina')

/**
 * CSS `font-feature-settings` with which each letter stays itself (https://learn.microsoft.com/typography/opentype/spec/featurelist):
 * of those that a font replaces by others, as ligatures, and every second letter of a hand, a PDF could not tell what they are.
 */
export const letterByLetter = (text: string): string => (JOINED.test(text) ? ALONE : ONE_BY_ONE)

/** As little as is still drawn, of 255. */
const UNSEEN = 1 / 255

/** The same picture for a PDF: joined letters are outlines, and under those lie the letters by themselves, unseen, to be found and copied. */
export function spelt(items: readonly DisplayItem[], fonts: Fonts): DisplayItem[] {
  return items.flatMap((item) => {
    if (item.type === 'clip') return [{ ...item, items: spelt(item.items, fonts) }]
    return item.type === 'text' && item.lines.some(isJoined) ? speltText(item, fonts) : [item]
  })
}

const isJoined = ({ text }: LaidOutLine): boolean => JOINED.test(text)

function speltText(item: TextItem, fonts: Fonts): DisplayItem[] {
  const joined = item.lines.filter(isJoined)
  return [
    { ...item, lines: item.lines.filter((line) => !isJoined(line)) },
    ...joined.map((line) => unseen(line, item, fonts)),
    ...outlineText({ ...item, lines: joined }, fonts),
  ]
}

/** Letters that are not joined take another room: they are drawn as narrow, or as wide, as those that are seen. */
function unseen(line: LaidOutLine, item: TextItem, fonts: Fonts): TextItem {
  const { x, baseline } = line
  const text = withoutEmoji(line.text)
  const context = createCanvas(1, 1).getContext('2d')
  context.font = fonts.expand(cssFont(item, item.size), text)
  context.fontFeatureSettings = letterByLetter(text)
  const stretch = fonts.measure(line.text, item, item.size) / Math.max(context.measureText(text).width, Number.EPSILON)
  const matrix = multiply(multiply(item.matrix, translate(x, baseline)), scale(stretch, 1))
  return { ...item, matrix, lines: [{ ...line, text, x: 0, baseline: 0 }], opacity: UNSEEN }
}
