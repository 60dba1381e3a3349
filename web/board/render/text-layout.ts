import type { Matrix } from '../geometry/matrix.ts'
import { boxOfLine, INDENT, type LaidOutBox } from './check-list.ts'
import type { Face, MeasureText } from './fonts.ts'

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
  readonly x: number
  readonly baseline: number
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

/** What stands between two line ends. */
interface Paragraph {
  /** Without its box. */
  readonly words: string
  /** Where it begins in the text, if it begins with a box. */
  readonly box: Pick<LaidOutBox, 'ticked' | 'at'> | undefined
}

function paragraphsOf(text: string, asTyped = false): Paragraph[] {
  let at = 0
  return text.split(/(\r\n|\r|\n)/).flatMap((part, i) => {
    const start = at
    at += part.length
    if (i % 2 === 1) return []
    const box = asTyped ? undefined : boxOfLine(part)
    const words = part.slice(box?.length ?? 0).replaceAll('\t', TAB)
    return [{ words, box: box && { ticked: box.ticked, at: start } }]
  })
}

/** The words of one line, and what comes before them. */
interface Line {
  readonly words: string
  readonly indent: number
  readonly box: Paragraph['box']
}

/** The lines of a paragraph that begins with a box are all indented by the room that it takes. */
function linesOf({ words, box }: Paragraph, style: TextStyle, measure: MeasureText, within?: number): Line[] {
  const indent = box ? INDENT * style.size : 0
  const lines = within === undefined ? [words] : wrap(words, style, measure, Math.max(style.size, within - indent))
  return lines.map((line, i) => ({ words: line, indent, box: i === 0 ? box : undefined }))
}

/**
 * Splits at line ends, turns tabs into four spaces and aligns the lines in a box as wide as the widest.
 * With `within`, the box is that wide, or as wide as a letter that is wider, and longer lines go on in the next one.
 */
export function layoutText(text: string, style: TextStyle, measure: MeasureText, within?: number): TextLayout {
  const lines = paragraphsOf(text, style.asTyped).flatMap((paragraph) => linesOf(paragraph, style, measure, within))
  const widths = lines.map(({ words, indent }) => indent + (words === '' ? 0 : measure(words, style, style.size)))
  const width = Math.max(within ?? CARET_WIDTH * style.size, ...widths)
  const slack = { left: 0, center: 0.5, right: 1 }[style.align]
  // Boxes stand below each other, whatever their words are aligned to.
  const list = Math.max(...widths.filter((_, i) => (lines[i] as Line).indent > 0))
  const startOf = (i: number): number =>
    (width - ((lines[i] as Line).indent > 0 ? list : (widths[i] as number))) * slack
  const baselineOf = (i: number): number => (i * LINE_HEIGHT + BASELINE) * style.size
  return {
    lines: lines.map(({ words, indent }, i) => ({ text: words, x: startOf(i) + indent, baseline: baselineOf(i) })),
    boxes: lines.flatMap(({ box }, i) => (box ? [{ ...box, x: startOf(i), baseline: baselineOf(i) }] : [])),
    width,
    height: lines.length * LINE_HEIGHT * style.size,
  }
}

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
