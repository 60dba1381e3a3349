import { boxAt, cornersOf, transformBox, union, type Box } from '../geometry/box.ts'
import { meanScale, multiply, nearestSimilarity, scale, translate } from '../geometry/matrix.ts'
import { roundedPolygon } from '../geometry/rounded-polygon.ts'
import { insidePolygon, touchesPolyline } from '../geometry/segment.ts'
import { LIMITS } from '../limits.ts'
import type { DisplayItem, TextItem } from '../render/display-item.ts'
import { plain, type MeasureText } from '../render/fonts.ts'
import { layoutText, type TextBlock } from '../render/text-layout.ts'
import { decodeTokens, TOKEN_COLORS, type Stretch } from './code/tokens.ts'
import type { ElementKind, Field, Placed, Textual } from './element-kind.ts'
import { choiceField, colorField, matrixField, opacityField, sizeField } from './fields.ts'
import { blockBounds } from './label.ts'
import { markOf } from './made-of.ts'

/** A programme on a sheet whose top left corner is the matrix' origin: as it is written, line by line, in letters of one width. */
export interface CodeProps extends Placed, Textual {
  /** Of letters that have none from the language. */
  readonly color: string
  /** Font size, local units. */
  readonly size: number
  readonly language: string
  /** What whoever wrote the words found in them: `code/tokens.ts`; null before that. */
  readonly tokens: Uint8Array | null
  readonly opacity: number
}

/** What a programme may be written in; `auto` is found out. */
export const LANGUAGES: readonly string[] =
  'auto plaintext bash c cpp csharp css diff go xml java javascript json kotlin lua markdown perl php python r ruby rust sql swift typescript yaml'.split(
    ' ',
  )

const languageField: Field<string> = choiceField<string>(LANGUAGES, 'auto')

const tokensField: Field<Uint8Array | null> = {
  parse: (raw) =>
    raw === null || (raw instanceof Uint8Array && raw.length <= LIMITS.tokenBytes && decodeTokens(raw))
      ? raw
      : undefined,
  fallback: null,
}

/** Around the words, in font sizes. */
const PADDING = 0.8
const ROUNDING = 0.4
const SHEET = { color: 'grey', opacity: 0.12 } as const
const TAB = '    '

function blockOf(props: CodeProps, measure: MeasureText): TextBlock {
  const { size, color, opacity, matrix } = props
  // A line that begins with [ ] is no check list here.
  const style = { ...plain('mono'), size, align: 'left', asTyped: true } as const
  const layout = layoutText(props.text, style, measure)
  const place = multiply(matrix, translate(PADDING * size, PADDING * size))
  return { ...layout, ...style, wraps: false, color, opacity, matrix: place }
}

function sheetOf({ size }: CodeProps, { width, height }: TextBlock): Box {
  return boxAt(0, 0, width + 2 * PADDING * size, height + 2 * PADDING * size)
}

/** What is known of the words as they are now. */
function stretchesOf({ tokens, text, language }: CodeProps): readonly Stretch[] {
  const read = tokens === null ? undefined : decodeTokens(tokens)
  return read?.mark === markOf(language, text) ? read.stretches : []
}

interface Piece {
  readonly text: string
  readonly line: number
  readonly color: string
  /** Of its line, what is before it. */
  readonly before: string
}

/** The words in pieces of one line and one colour. */
function piecesOf(text: string, stretches: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  let line = 0
  let before = ''
  const rest = { length: Infinity, color: 0 }
  for (const { length, color } of [...stretches, rest]) {
    const words = text.slice(at, at + length)
    at += length
    for (const [i, part] of words.split(/\r\n|\r|\n/).entries()) {
      if (i > 0) [line, before] = [line + 1, '']
      const shown = part.replaceAll('\t', TAB)
      if (shown.trim() !== '') pieces.push({ text: shown, line, color: TOKEN_COLORS[color] ?? '', before })
      before += shown
    }
    if (at >= text.length) break
  }
  return pieces
}

/** One item for all letters of a colour. */
function letters(props: CodeProps, block: TextBlock, measure: MeasureText): TextItem[] {
  const byColor = new Map<string, TextItem['lines'][number][]>()
  for (const { text, line, color, before } of piecesOf(props.text, stretchesOf(props))) {
    const x = before === '' ? 0 : measure(before, block, block.size)
    const lines = byColor.get(color) ?? []
    byColor.set(color, lines)
    lines.push({ text, x, baseline: block.lines[line]?.baseline ?? 0 })
  }
  const { font, bold, italic, size, opacity, matrix } = block
  return Array.from(byColor, ([color, lines]) => ({
    type: 'text',
    lines,
    font,
    bold,
    italic,
    size,
    opacity,
    matrix,
    color: color === '' ? props.color : color,
  }))
}

export const code: ElementKind<CodeProps> = {
  kind: 'code',
  fields: {
    matrix: matrixField,
    color: colorField(),
    size: sizeField,
    language: languageField,
    tokens: tokensField,
    opacity: opacityField,
  },
  resize: 'uniform',
  text: { alone: true, formal: true, block: blockOf },

  typeset: {
    by: 'highlighter',
    field: 'tokens',
    mark: ({ language, text }) => markOf(language, text),
    isDone: ({ tokens, language, text }) => tokens !== null && decodeTokens(tokens)?.mark === markOf(language, text),
  },

  anchorage(props, measure) {
    const sheet = sheetOf(props, blockOf(props, measure))
    return { place: multiply(props.matrix, scale(sheet.maxX, sheet.maxY)), outline: cornersOf(sheet, props.matrix) }
  },

  bounds(props, measure) {
    const block = blockOf(props, measure)
    return union(transformBox(sheetOf(props, block), props.matrix), blockBounds(block))
  },

  frame: (props, measure) => transformBox(sheetOf(props, blockOf(props, measure)), props.matrix),

  hit(props, along, tolerance, measure) {
    const corners = cornersOf(sheetOf(props, blockOf(props, measure)), props.matrix)
    if (insidePolygon(corners, along.from.x, along.from.y)) return true
    return touchesPolyline(along, [...corners, ...corners.slice(0, 2)], 2, tolerance)
  },

  display(props, measure) {
    const block = blockOf(props, measure)
    const corners = cornersOf(sheetOf(props, block), props.matrix)
    const path = roundedPolygon(corners, ROUNDING * props.size * meanScale(props.matrix))
    const sheet: DisplayItem = { type: 'path', path, fill: SHEET.color, opacity: SHEET.opacity * props.opacity }
    return [sheet, ...letters(props, block, measure)]
  },

  transform: (props, by) => nearestSimilarity(multiply(by, props.matrix), { x: 0, y: 0 }),
}
