import { boxAt, boxOfCoordinates, cornersOf, expand, union } from '../geometry/box.ts'
import { flatten } from '../geometry/flatten.ts'
import { hachure } from '../geometry/hachure.ts'
import { multiply, type Matrix } from '../geometry/matrix.ts'
import { createPathBuilder, pathBounds, type Path } from '../geometry/path.ts'
import { roughen } from '../geometry/rough.ts'
import { insidePolygon, touchesPolyline } from '../geometry/segment.ts'
import { insideOf, SHAPE_NAMES, shapeOutline, type ShapeName } from '../geometry/shapes.ts'
import type { DisplayItem } from '../render/display-item.ts'
import type { Face, MeasureText } from '../render/fonts.ts'
import type { Align, TextBlock } from '../render/text-layout.ts'
import type { ElementKind, Placed, Textual } from './element-kind.ts'
import {
  alignField,
  choiceField,
  colorField,
  dashField,
  fillField,
  flagField,
  fontField,
  lookField,
  matrixField,
  numberField,
  opacityField,
  seedField,
  sizeField,
  widthField,
} from './fields.ts'
import { blockBounds, labelBlock, wordItems } from './label.ts'
import { outlineItem, strayOf, type OutlineStyle } from './outline.ts'

export type FillStyle = 'solid' | 'hachure' | 'cross'

/** A shape that fills the unit square of its matrix, with words in its middle. Its outline and corners keep their size in the scene. */
export interface ShapeProps extends Placed, Textual, Face, OutlineStyle {
  readonly shape: ShapeName
  /** `none` or a colour. */
  readonly fill: string
  readonly fillStyle: FillStyle
  /** Of the corners, scene units; at most half of the shorter side is used. */
  readonly radius: number
  readonly size: number
  readonly align: Align
}

const UNIT_SQUARE = boxAt(0, 0, 1, 1)
/** Lines of a filling are no thinner, scene units. */
const THINNEST_HATCH = 1

const outlineOf = ({ shape: name, matrix, radius }: ShapeProps): Path => shapeOutline(name, matrix, radius)

const shorterSide = ([a, b, c, d]: Matrix): number => Math.min(Math.hypot(a, b), Math.hypot(c, d))

const strayIn = (props: ShapeProps): number => strayOf(props, shorterSide(props.matrix))

/** Between an outline and its words, scene units. */
const PADDING = 6

function wordsOf(props: ShapeProps, measure: MeasureText): TextBlock {
  const padding = PADDING + props.width / 2
  return labelBlock({ ...props, color: inkOn(props) }, props.matrix, insideOf(props.shape), padding, measure)
}

/** Words have the colour of the outline, unless they would be written on that colour. */
function inkOn({ color, fill, fillStyle }: ShapeProps): string {
  if (fill !== color || fillStyle !== 'solid') return color
  return color === 'white' ? 'ink' : 'white'
}

/** Of a new one of which only the place is said, scene units. */
export const SHAPE_SIZE = { width: 160, height: 100 }

export const shape: ElementKind<ShapeProps> = {
  kind: 'shape',
  fields: {
    matrix: matrixField,
    shape: choiceField<ShapeName>(SHAPE_NAMES, 'rectangle'),
    color: colorField(),
    width: widthField,
    fill: fillField,
    fillStyle: choiceField<FillStyle>(['solid', 'hachure', 'cross'], 'solid'),
    dash: dashField,
    radius: numberField(0, 10_000, 0),
    look: lookField,
    seed: seedField,
    opacity: opacityField,
    font: fontField,
    bold: flagField,
    italic: flagField,
    size: sizeField,
    align: alignField('center'),
  },
  resize: 'free',
  size: SHAPE_SIZE,
  text: { alone: false, block: wordsOf },

  fills: {
    field: 'fill',
    surrounds: (props, { x, y }) => insidePolygon(flatten(outlineOf(props))[0] ?? [], x, y),
  },

  anchorage: (props) => ({ place: props.matrix, outline: flatten(outlineOf(props))[0] ?? [] }),

  bounds(props, measure) {
    const drawn = expand(pathBounds(outlineOf(props)), Math.max(props.width, THINNEST_HATCH) / 2 + strayIn(props))
    const box = union(drawn, shape.frame(props, measure))
    return props.text === '' ? box : union(box, blockBounds(wordsOf(props, measure)))
  },

  frame: ({ matrix }) => boxOfCoordinates(cornersOf(UNIT_SQUARE, matrix)),

  hit(props, along, tolerance) {
    const outline = flatten(outlineOf(props))[0] ?? new Float64Array()
    const { x, y } = along.from
    const isBody = props.fill !== 'none' || props.text !== ''
    if (isBody && insidePolygon(outline, x, y)) return true
    return touchesPolyline(along, outline, 2, tolerance + props.width / 2)
  },

  display(props, measure) {
    const path = outlineOf(props)
    const outline = outlineItem(path, props, strayIn(props))
    const { fill, fillStyle, opacity } = props
    const items: DisplayItem[] = []
    if (fill === 'none') items.push(outline)
    else if (fillStyle !== 'solid') items.push(hatching(path, props), outline)
    else if (outline.path === path) items.push({ ...outline, fill })
    else items.push({ type: 'path', path, fill, opacity }, outline)
    return props.text === '' ? items : [...items, ...wordItems(wordsOf(props, measure))]
  },

  transform: (props, by) => multiply(by, props.matrix),
}

/** Lines of a filling lean like a right hand's. */
const LEAN = -Math.PI / 4

/** Lines that fill the shape, in one or two directions. */
function hatching(path: Path, props: ShapeProps): DisplayItem {
  const { fill: color, fillStyle, opacity, seed } = props
  const width = Math.max(THINNEST_HATCH, props.width * 0.6)
  const outline = flatten(path)[0] ?? new Float64Array()
  const builder = createPathBuilder()
  for (const angle of fillStyle === 'cross' ? [LEAN, -LEAN] : [LEAN]) {
    const lines = hachure(outline, angle, width * 3.5 + 2)
    for (let i = 0; i + 3 < lines.length; i += 4) {
      builder.moveTo(lines[i] as number, lines[i + 1] as number)
      builder.lineTo(lines[i + 2] as number, lines[i + 3] as number)
    }
  }
  const lines = builder.build()
  const stray = strayIn(props)
  const drawn = stray > 0 ? roughen(lines, seed + 1, stray * 0.7) : lines
  return { type: 'path', path: drawn, stroke: { color, width }, opacity }
}
