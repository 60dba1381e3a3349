import type { FontFamily, MeasureText } from './fonts.ts'

export type Align = 'left' | 'center' | 'right'

export interface TextStyle {
  readonly font: FontFamily
  /** Font size; the layout is in the same unit. */
  readonly size: number
  readonly align: Align
}

export interface LaidOutLine {
  readonly text: string
  readonly x: number
  readonly baseline: number
}

/** Text in a box whose top left corner is 0, 0. */
export interface TextLayout {
  readonly lines: readonly LaidOutLine[]
  readonly width: number
  readonly height: number
}

/** Distance between lines, in font sizes. */
export const LINE_HEIGHT = 1.25
/** Baseline below the top of its line, in font sizes: ascent and half of the leading of the shipped fonts. */
const BASELINE = 0.95
/** An empty text is a box for its caret, this wide in font sizes. */
const CARET_WIDTH = 0.3
const TAB = '    '

/** Text without a layout: how many lines it has. */
export const lineCount = (text: string): number => text.split(/\r\n|\r|\n/).length

/** Splits at line ends, turns tabs into four spaces and aligns the lines in a box as wide as the widest. */
export function layoutText(text: string, style: TextStyle, measure: MeasureText): TextLayout {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replaceAll('\t', TAB))
  const widths = lines.map((line) => (line === '' ? 0 : measure(line, style.font, style.size)))
  const width = Math.max(CARET_WIDTH * style.size, ...widths)
  const slack = { left: 0, center: 0.5, right: 1 }[style.align]
  return {
    lines: lines.map((line, i) => ({
      text: line,
      x: (width - (widths[i] as number)) * slack,
      baseline: (i * LINE_HEIGHT + BASELINE) * style.size,
    })),
    width,
    height: lines.length * LINE_HEIGHT * style.size,
  }
}
