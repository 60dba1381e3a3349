import { boxAt, boxOfCoordinates, cornersOf, expand, union } from '../geometry/box.ts'
import { multiply, rotate, scale, translate, decompose, applyTo, type Matrix } from '../geometry/matrix.ts'
import { roundedPolygon } from '../geometry/rounded-polygon.ts'
import { insidePolygon, touchesPolyline } from '../geometry/segment.ts'
import { LIMITS } from '../limits.ts'
import { textItem, type DisplayItem } from '../render/display-item.ts'
import { plain, type Face, type MeasureText } from '../render/fonts.ts'
import { layoutText, type Align, type TextBlock } from '../render/text-layout.ts'
import { SHADOW } from '../render/theme.ts'
import type { ElementKind, Field, Placed, Textual } from './element-kind.ts'
import { alignField, colorField, flagField, fontField, matrixField, opacityField, sizeField } from './fields.ts'
import { blockBounds, labelBlock, wordItems } from './label.ts'

/** A sticky note: a sheet that fills the unit square of its matrix, words that fit themselves to it, and who wrote it. */
export interface NoteProps extends Placed, Textual, Face {
  /** Of the sheet, which is a tint of it. */
  readonly color: string
  /** As large as letters get, scene units. */
  readonly size: number
  readonly align: Align
  /** Whose note it is; empty when nobody says. */
  readonly author: string
  readonly opacity: number
}

const authorField: Field<string> = {
  parse: (raw) => (typeof raw === 'string' && raw.length <= LIMITS.nameLength ? raw : undefined),
  fallback: '',
}

const SHEET = boxAt(0, 0, 1, 1)
/** Of the sheet: its last strip belongs to the author's name. */
const WORDS = boxAt(0, 0, 1, 0.9)
/** Shares of the shorter side. */
const ROUNDING = 0.03
const PADDING = 0.07
const SIGNATURE = 0.06
/** The name is there for who looks for it. */
const FAINT = 0.65
/** The shadow is this far down, and this dark. */
const FALL = { down: 0.025, opacity: 0.12 } as const
/** How much of its colour shows on the paper. */
const TINT = 0.42

const sideOf = ([a, b, c, d]: Matrix): number => Math.min(Math.hypot(a, b), Math.hypot(c, d))

function wordsOf(props: NoteProps, measure: MeasureText): TextBlock {
  const words = { ...props, color: 'ink' }
  return labelBlock(words, props.matrix, WORDS, sideOf(props.matrix) * PADDING, measure)
}

/** The author's name, small, in the lower left corner. */
function signatureOf({ author, font, opacity, matrix }: NoteProps, measure: MeasureText): TextBlock {
  const side = sideOf(matrix)
  const size = Math.max(1, side * SIGNATURE)
  const corner = applyTo(matrix, { x: 0, y: 1 })
  const place = multiply(
    multiply(translate(corner.x, corner.y), rotate(decompose(matrix).angle)),
    translate(side * PADDING, -side * PADDING - size),
  )
  const style = { ...plain(font), size, align: 'left' } as const
  const layout = layoutText(author, style, measure)
  return { ...layout, ...style, wraps: false, color: 'ink', opacity: opacity * FAINT, matrix: place }
}

/** Of a new one of which only the place is said, scene units. */
export const NOTE_SIZE = { width: 200, height: 200 }

export const note: ElementKind<NoteProps> = {
  kind: 'note',
  fields: {
    matrix: matrixField,
    color: colorField('yellow'),
    font: fontField,
    bold: flagField,
    italic: flagField,
    size: sizeField,
    align: alignField('center'),
    author: authorField,
    opacity: opacityField,
  },
  resize: 'free',
  size: NOTE_SIZE,
  text: { alone: false, series: true, block: wordsOf },

  fills: {
    field: 'color',
    surrounds: ({ matrix }, { x, y }) => insidePolygon(cornersOf(SHEET, matrix), x, y),
  },

  anchorage: ({ matrix }) => ({ place: matrix, outline: cornersOf(SHEET, matrix) }),

  bounds(props, measure) {
    const sheet = expand(note.frame(props, measure), sideOf(props.matrix) * FALL.down)
    const signed = props.author === '' ? sheet : union(sheet, blockBounds(signatureOf(props, measure)))
    return props.text === '' ? signed : union(signed, blockBounds(wordsOf(props, measure)))
  },

  frame: ({ matrix }) => boxOfCoordinates(cornersOf(SHEET, matrix)),

  hit({ matrix }, along, tolerance) {
    const corners = cornersOf(SHEET, matrix)
    if (insidePolygon(corners, along.from.x, along.from.y)) return true
    return touchesPolyline(along, [...corners, corners[0] as number, corners[1] as number], 2, tolerance)
  },

  display(props, measure) {
    const { matrix, color, opacity } = props
    const side = sideOf(matrix)
    const path = roundedPolygon(cornersOf(SHEET, matrix), side * ROUNDING)
    const below = multiply(translate(0, side * FALL.down), matrix)
    const shadow = roundedPolygon(cornersOf(SHEET, below), side * ROUNDING)
    const items: DisplayItem[] = [
      { type: 'path', path: shadow, fill: SHADOW, opacity: FALL.opacity * opacity },
      { type: 'path', path, fill: 'white', opacity },
      { type: 'path', path, fill: color, opacity: TINT * opacity },
    ]
    if (props.author !== '') items.push(textItem(signatureOf(props, measure)))
    if (props.text !== '') items.push(...wordItems(wordsOf(props, measure)))
    return items
  },

  transform: (props, by) => multiply(by, props.matrix),
}

/** The place of a note whose middle is at a point. */
export const noteAt = (x: number, y: number, side: number): Matrix =>
  multiply(translate(x - side / 2, y - side / 2), scale(side, side))
