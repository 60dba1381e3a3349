import { boxAt, cornersOf, transformBox } from '../geometry/box.ts'
import { multiply, nearestSimilarity } from '../geometry/matrix.ts'
import { insidePolygon, touchesPolyline } from '../geometry/segment.ts'
import type { FontFamily, MeasureText } from '../render/fonts.ts'
import { layoutText, lineCount, LINE_HEIGHT, type Align } from '../render/text-layout.ts'
import type { ElementKind, Placed, Textual } from './element-kind.ts'
import { choiceField, colorField, matrixField, numberField, opacityField } from './fields.ts'

/** Lines of text in a box whose top left corner is the matrix' origin. */
export interface TextProps extends Placed, Textual {
  readonly color: string
  readonly font: FontFamily
  /** Font size in local units. */
  readonly size: number
  readonly align: Align
  readonly opacity: number
}

/** What a glyph may stick out of its line's box, in font sizes: italics, swashes, accents on capitals. */
const OVERHANG = 0.25

const boxOf = (props: TextProps, measure: MeasureText, margin = 0) => {
  const { width, height } = layoutText(props.text, props, measure)
  return boxAt(-margin, -margin, width + 2 * margin, height + 2 * margin)
}

export const text: ElementKind<TextProps> = {
  kind: 'text',
  fields: {
    matrix: matrixField,
    color: colorField(),
    font: choiceField<FontFamily>(['hand', 'sans', 'mono'], 'hand'),
    size: numberField(1, 2_000, 24),
    align: choiceField<Align>(['left', 'center', 'right'], 'left'),
    opacity: opacityField,
  },
  resize: 'uniform',
  textual: true,

  bounds: (props, measure) => transformBox(boxOf(props, measure, OVERHANG * props.size), props.matrix),

  frame: (props, measure) => transformBox(boxOf(props, measure), props.matrix),

  hit(props, along, tolerance, measure) {
    const corners = cornersOf(boxOf(props, measure), props.matrix)
    if (insidePolygon(corners, along.from.x, along.from.y)) return true
    return touchesPolyline(along, [...corners, corners[0] as number, corners[1] as number], 2, tolerance)
  },

  display(props, measure) {
    const { lines } = layoutText(props.text, props, measure)
    const { font, size, color, opacity, matrix } = props
    return [{ type: 'text', lines: lines.filter(({ text: line }) => line !== ''), font, size, color, opacity, matrix }]
  },

  /** Letters are never stretched: what a map does beyond moving, turning and even scaling is left out. The middle of the left edge goes where it is sent. */
  transform(props, by) {
    const anchor = { x: 0, y: (lineCount(props.text) * LINE_HEIGHT * props.size) / 2 }
    return nearestSimilarity(multiply(by, props.matrix), anchor)
  },
}
