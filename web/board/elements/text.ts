import { boxAt, cornersOf, transformBox, type Box } from '../geometry/box.ts'
import { multiply, nearestSimilarity, scale, translate } from '../geometry/matrix.ts'
import { insidePolygon, touchesPolyline } from '../geometry/segment.ts'
import type { Face, MeasureText } from '../render/fonts.ts'
import { layoutText, lineCount, LINE_HEIGHT, type Align, type TextBlock } from '../render/text-layout.ts'
import type { ElementKind, Placed, Textual } from './element-kind.ts'
import {
  alignField,
  colorField,
  flagField,
  fontField,
  matrixField,
  numberField,
  opacityField,
  sizeField,
} from './fields.ts'
import { OVERHANG, wordItems } from './label.ts'

/** Lines of text in a box whose top left corner is the matrix' origin. */
export interface TextProps extends Placed, Textual, Face {
  readonly color: string
  /** Font size in local units. */
  readonly size: number
  readonly align: Align
  /** Width that lines are wrapped to, local units; 0: as wide as the longest line. */
  readonly wrap: number
  readonly opacity: number
}

const WIDEST = 100_000

function blockOf(props: TextProps, measure: MeasureText): TextBlock {
  const { font, bold, italic, size, align, wrap, color, opacity, matrix } = props
  const layout = layoutText(props.text, props, measure, wrap > 0 ? wrap : undefined)
  return { ...layout, font, bold, italic, size, align, color, opacity, matrix, wraps: wrap > 0 }
}

function boxOf(props: TextProps, measure: MeasureText, margin = 0): Box {
  const { width, height } = blockOf(props, measure)
  return boxAt(-margin, -margin, width + 2 * margin, height + 2 * margin)
}

export const text: ElementKind<TextProps> = {
  kind: 'text',
  fields: {
    matrix: matrixField,
    color: colorField(),
    font: fontField,
    bold: flagField,
    italic: flagField,
    size: sizeField,
    align: alignField('left'),
    wrap: numberField(0, WIDEST, 0),
    opacity: opacityField,
  },
  resize: 'uniform',
  text: { alone: true, block: blockOf },

  widens: {
    to(props, width, side, measure) {
      const wrap = width === undefined ? 0 : Math.min(WIDEST, Math.max(props.size, width))
      const grows = blockOf({ ...props, wrap }, measure).width - blockOf(props, measure).width
      return side === 'right' ? { wrap } : { wrap, matrix: multiply(props.matrix, translate(-grows, 0)) }
    },
  },

  anchorage(props, measure) {
    const box = boxOf(props, measure)
    return { place: multiply(props.matrix, scale(box.maxX, box.maxY)), outline: cornersOf(box, props.matrix) }
  },

  bounds: (props, measure) => transformBox(boxOf(props, measure, OVERHANG * props.size), props.matrix),

  frame: (props, measure) => transformBox(boxOf(props, measure), props.matrix),

  hit(props, along, tolerance, measure) {
    const corners = cornersOf(boxOf(props, measure), props.matrix)
    if (insidePolygon(corners, along.from.x, along.from.y)) return true
    return touchesPolyline(along, [...corners, corners[0] as number, corners[1] as number], 2, tolerance)
  },

  display: (props, measure) => wordItems(blockOf(props, measure)),

  /** Letters are never stretched: what a map does beyond moving, turning and even scaling is left out. The middle of the left edge goes where it is sent. */
  transform(props, by) {
    const anchor = { x: 0, y: (lineCount(props.text) * LINE_HEIGHT * props.size) / 2 }
    return nearestSimilarity(multiply(by, props.matrix), anchor)
  },
}
