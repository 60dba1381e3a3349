/** The font families of words, by the name that the document stores. */
export type FontFamily = 'hand' | 'sans' | 'serif' | 'mono'

/** Of every family: emoji first, as the CJK files also hold monochrome ones, and some letters of others. */
const OTHER_SCRIPTS = "'Noto Color Emoji', 'Noto Sans Hebrew', 'Noto Sans Arabic', 'LXGW WenKai Lite'"

/** CSS family lists. The shipped files carry these names in browser and server alike. */
export const FONT_STACKS: Readonly<Record<FontFamily, string>> = {
  hand: `'Shantell Sans', ${OTHER_SCRIPTS}, cursive`,
  sans: `Inter, ${OTHER_SCRIPTS}, sans-serif`,
  serif: `'Source Serif 4', ${OTHER_SCRIPTS}, serif`,
  mono: `'JetBrains Mono', ${OTHER_SCRIPTS}, monospace`,
}

/** One face of a family. */
export interface Face {
  readonly font: FontFamily
  readonly bold: boolean
  readonly italic: boolean
}

/** The family's plain face. */
export const plain = (font: FontFamily): Face => ({ font, bold: false, italic: false })

const WEIGHTS = { plain: 400, bold: 700 } as const

/** The weight of a face, as CSS counts it. */
export const weightOf = ({ bold }: Pick<Face, 'bold'>): number => (bold ? WEIGHTS.bold : WEIGHTS.plain)

/** A CSS `font` value; what a 2D context takes, too. `size` in its pixels, `line` a line height. */
export const cssFont = (face: Face, size: number, line?: number): string =>
  `${face.italic ? 'italic ' : ''}${face.bold ? `${WEIGHTS.bold} ` : ''}${size}px${line === undefined ? '' : `/${line}`} ${FONT_STACKS[face.font]}`

/**
 * Advance width of one line of text, in the same unit as `size`. Injected, because only a renderer's host can
 * measure: a canvas in the browser, @napi-rs/canvas on the server, both with the same font files.
 */
export type MeasureText = (text: string, face: Face, size: number) => number
