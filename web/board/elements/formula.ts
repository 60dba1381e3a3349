import { boxAt, cornersOf, transformBox, union, type Box } from '../geometry/box.ts'
import { multiply, nearestSimilarity, scale, type Matrix } from '../geometry/matrix.ts'
import { pathBounds, transformPath } from '../geometry/path.ts'
import { insidePolygon, touchesPolyline } from '../geometry/segment.ts'
import { LIMITS } from '../limits.ts'
import { textItem } from '../render/display-item.ts'
import { plain, type MeasureText } from '../render/fonts.ts'
import { layoutText, type TextBlock } from '../render/text-layout.ts'
import type { ElementKind, Field, Placed, Textual } from './element-kind.ts'
import { colorField, matrixField, opacityField, sizeField } from './fields.ts'
import { decodeFormula, type SetFormula } from './formula/set-formula.ts'
import { blockBounds } from './label.ts'
import { markOf } from './made-of.ts'

/** A formula whose words are LaTeX; its top left corner is the matrix' origin. Until it is set, and where it can't be, its words are shown. */
export interface FormulaProps extends Placed, Textual {
  readonly color: string
  /** Font size, local units. */
  readonly size: number
  /** As whoever wrote the words had it set: `formula/set-formula.ts`; null before that. */
  readonly set: Uint8Array | null
  readonly opacity: number
}

const setField: Field<Uint8Array | null> = {
  parse: (raw) =>
    raw === null || (raw instanceof Uint8Array && raw.length <= LIMITS.typesetBytes && decodeFormula(raw))
      ? raw
      : undefined,
  fallback: null,
}

/** Of the letters of its words, of the formula's. */
const SOURCE_SIZE = 0.7

/** The formula, if it has been set from the words as they are now. */
function setOf({ set, text }: FormulaProps): SetFormula | undefined {
  const read = set === null ? undefined : decodeFormula(set)
  return read?.mark === markOf(text) ? read : undefined
}

/** The words as they are written. */
function sourceOf({ text, size, color, opacity, matrix }: FormulaProps, measure: MeasureText): TextBlock {
  const style = { ...plain('mono'), size: size * SOURCE_SIZE, align: 'left', asTyped: true } as const
  return { ...layoutText(text, style, measure), ...style, wraps: false, color, opacity, matrix }
}

const toScene = ({ matrix, size }: FormulaProps): Matrix => multiply(matrix, scale(size, size))

/** In the local space of the matrix. */
function boxOf(props: FormulaProps, measure: MeasureText): Box {
  const set = setOf(props)
  const { width, height } = set
    ? { width: set.width * props.size, height: set.height * props.size }
    : sourceOf(props, measure)
  return boxAt(0, 0, width, height)
}

export const formula: ElementKind<FormulaProps> = {
  kind: 'formula',
  fields: { matrix: matrixField, color: colorField(), size: sizeField, set: setField, opacity: opacityField },
  resize: 'uniform',
  text: { alone: true, formal: true, block: sourceOf },

  typeset: {
    by: 'formulas',
    field: 'set',
    preview: true,
    mark: ({ text }) => markOf(text),
    isDone: (props) => setOf(props) !== undefined,
  },

  anchorage(props, measure) {
    const box = boxOf(props, measure)
    return { place: multiply(props.matrix, scale(box.maxX, box.maxY)), outline: cornersOf(box, props.matrix) }
  },

  bounds(props, measure) {
    const set = setOf(props)
    if (!set) return blockBounds(sourceOf(props, measure))
    const place = toScene(props)
    const boxes = set.shapes.map(({ path }) => pathBounds(transformPath(path, place)))
    return boxes.reduce(union, transformBox(boxOf(props, measure), props.matrix))
  },

  frame: (props, measure) => transformBox(boxOf(props, measure), props.matrix),

  hit(props, along, tolerance, measure) {
    const corners = cornersOf(boxOf(props, measure), props.matrix)
    if (insidePolygon(corners, along.from.x, along.from.y)) return true
    return touchesPolyline(along, [...corners, ...corners.slice(0, 2)], 2, tolerance)
  },

  display(props, measure) {
    const set = setOf(props)
    if (!set) return [textItem(sourceOf(props, measure))]
    const place = toScene(props)
    return set.shapes.map(({ color, path }) => ({
      type: 'path',
      path: transformPath(path, place),
      fill: color === '' ? props.color : color,
      opacity: props.opacity,
    }))
  },

  transform: (props, by) => nearestSimilarity(multiply(by, props.matrix), { x: 0, y: 0 }),
}
