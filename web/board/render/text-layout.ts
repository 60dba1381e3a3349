import type { Matrix } from '../geometry/matrix.ts'
import { boxOfLine, INDENT, SIDE, type LaidOutBox } from './check-list.ts'
import type { Face, MeasureText } from './fonts.ts'

/** Paragraphs that are read from the right begin there: `left` is for all others. */
export type Align = 'left' | 'center' | 'right'

export interface TextStyle extends Face {
  /** Font size; the layout is in the same unit. */
  readonly size: number
  readonly align: Align
  /** Boxes of a check list are the letters that they are typed with. */
  readonly asTyped?: true
}

export interface LaidOutLine {
  readonly text: string
  /** Its left end. */
  readonly x: number
  readonly baseline: number
  /** Of a paragraph that is read from the right. */
  readonly rtl?: true
}

/** Text in a box whose top left corner is 0, 0. */
export interface TextLayout {
  readonly lines: readonly LaidOutLine[]
  /** Of lines that begin with one. */
  readonly boxes: readonly LaidOutBox[]
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

/** What tells a direction, and what tells that it is from the right. */
const STRONG = /[\p{L}\u061c\u200e\u200f]/u
const FROM_RIGHT =
  /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}\p{sc=Samaritan}\p{sc=Mandaic}\p{sc=Adlam}\p{sc=Hanifi_Rohingya}\u061c\u200f]/u

/** Is a paragraph read from the right? Its first letter says (Unicode Standard Annex 9, P2 and P3). */
const isFromRight = (words: string): boolean => FROM_RIGHT.test(STRONG.exec(words)?.[0] ?? '')

/** What stands between two line ends. */
interface Paragraph {
  /** Without its box. */
  readonly words: string
  readonly isFromRight: boolean
  /** Where it begins in the text, if it begins with a box. */
  readonly box: Pick<LaidOutBox, 'ticked' | 'marks' | 'at'> | undefined
}

function paragraphsOf(text: string, asTyped = false): Paragraph[] {
  let at = 0
  return text.split(/(\r\n|\r|\n)/).flatMap((part, i) => {
    const start = at
    at += part.length
    if (i % 2 === 1) return []
    const box = asTyped ? undefined : boxOfLine(part)
    const words = part.slice(box?.length ?? 0).replaceAll('\t', TAB)
    return [{ words, isFromRight: isFromRight(words), box: box && { ticked: box.ticked, marks: box.marks, at: start } }]
  })
}

/** The words of one line, and what comes before them. */
interface Line extends Paragraph {
  readonly indent: number
}

/** The lines of a paragraph that begins with a box are all indented by the room that it takes. */
function linesOf(paragraph: Paragraph, style: TextStyle, measure: MeasureText, within?: number): Line[] {
  const { words, box, isFromRight } = paragraph
  const indent = box ? INDENT * style.size : 0
  const lines = within === undefined ? [words] : wrap(words, style, measure, Math.max(style.size, within - indent))
  return lines.map((line, i) => ({ words: line, isFromRight, indent, box: i === 0 ? box : undefined }))
}

/**
 * Splits at line ends, turns tabs into four spaces and aligns the lines in a box as wide as the widest.
 * With `within`, the box is that wide, or as wide as a letter that is wider, and longer lines go on in the next one.
 */
export function layoutText(text: string, style: TextStyle, measure: MeasureText, within?: number): TextLayout {
  const lines = paragraphsOf(text, style.asTyped).flatMap((paragraph) => linesOf(paragraph, style, measure, within))
  const widths = lines.map(({ words, indent }) => indent + (words === '' ? 0 : measure(words, style, style.size)))
  const width = Math.max(within ?? CARET_WIDTH * style.size, ...widths)
  // Boxes stand below each other, whatever their words are aligned to.
  const list = Math.max(...widths.filter((_, i) => (lines[i] as Line).indent > 0))
  const placed = lines.map(({ words, isFromRight, indent, box }, i) => {
    const long = widths[i] as number
    const room = indent > 0 ? list : long
    const left = (width - room) * SLACK[isFromRight && style.align === 'left' ? 'right' : style.align]
    const baseline = (i * LINE_HEIGHT + BASELINE) * style.size
    const [x, boxX] = isFromRight ? [left + room - long, left + room - SIDE * style.size] : [left + indent, left]
    return {
      line: { text: words, x, baseline, ...(isFromRight && RTL) },
      boxes: box ? [{ ...box, x: boxX, baseline }] : [],
    }
  })
  return {
    lines: placed.map(({ line }) => line),
    boxes: placed.flatMap(({ boxes }) => boxes),
    width,
    height: lines.length * LINE_HEIGHT * style.size,
  }
}

/** What of the room that a line leaves is on its left. */
const SLACK: Readonly<Record<Align, number>> = { left: 0, center: 0.5, right: 1 }
const RTL = { rtl: true } as const

/** A font size is tried this many times smaller than the last. */
const SHRINK = 0.88
/** Letters do not get smaller than this share of their size; beyond that, text overflows. */
const SMALLEST = 0.2

/** Text wrapped to a width, its letters as large as fit the height without breaking a word, but no larger than their size. */
export function fitText(
  text: string,
  style: TextStyle,
  box: { readonly width: number; readonly height: number },
  measure: MeasureText,
): TextLayout & { readonly size: number } {
  const fits = (size: number): boolean => {
    const layout = layoutText(text, { ...style, size }, measure, box.width)
    return layout.height <= box.height && longestWord(text, style, size, measure) <= box.width
  }
  let size = style.size
  while (size > style.size * SMALLEST && !fits(size)) size *= SHRINK
  return { ...layoutText(text, { ...style, size }, measure, box.width), size }
}

const longestWord = (text: string, face: Face, size: number, measure: MeasureText): number =>
  Math.max(0, ...piecesOf(text.replaceAll(/[\r\n\t]/g, ' ')).map((piece) => measure(piece.trimEnd(), face, size)))

/** Where a line may be broken: behind spaces, and around characters of scripts that are written without them. */
const PIECES =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]\s*|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]+\s*|\s+/gu

const piecesOf = (text: string): readonly string[] => text.match(PIECES) ?? []

/** Breaks a paragraph into lines that are no wider than `within`; spaces at a line's end do not count. */
function wrap(paragraph: string, style: TextStyle, measure: MeasureText, within: number): string[] {
  const widthOf = (text: string): number => (text === '' ? 0 : measure(text, style, style.size))
  const lines: string[] = []
  let line = ''
  let width = 0
  for (const piece of piecesOf(paragraph)) {
    if (line !== '' && width + widthOf(piece.trimEnd()) > within) {
      lines.push(line.trimEnd())
      line = ''
      width = 0
    }
    const heads = line === '' ? broken(piece, within, widthOf) : [piece]
    const rest = heads.pop() ?? ''
    lines.push(...heads)
    line += rest
    width += widthOf(rest)
  }
  return [...lines, line.trimEnd()]
}

/** A word that is too long for a line, in pieces that are not; any other as it is. */
function broken(word: string, within: number, widthOf: (text: string) => number): string[] {
  const pieces: string[] = []
  let rest = word
  while (widthOf(rest.trimEnd()) > within) {
    const head = longestHead(rest, within, widthOf)
    if (head === rest) break
    pieces.push(head)
    rest = rest.slice(head.length)
  }
  return [...pieces, rest]
}

/** As many characters of a word as fit, at least one. Halving: a pasted word may be as long as a text. */
function longestHead(word: string, within: number, widthOf: (text: string) => number): string {
  const characters = Array.from(word)
  let [fits, fails] = [1, characters.length + 1]
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1
    if (widthOf(characters.slice(0, middle).join('')) <= within) fits = middle
    else fails = middle
  }
  return characters.slice(0, fits).join('')
}

/** Text as it is set: everything that drawing and typing need to agree on. */
export interface TextBlock extends TextStyle {
  /** In the local space that `matrix` maps to the scene; `x` is from the left edge of the block. */
  readonly lines: readonly LaidOutLine[]
  readonly boxes: readonly LaidOutBox[]
  /** Of the area in which lines are aligned, from x = 0. */
  readonly width: number
  /** Of the lines, from y = 0. */
  readonly height: number
  /** Do long lines go on in the next one? */
  readonly wraps: boolean
  readonly color: string
  readonly opacity: number
  readonly matrix: Matrix
}
