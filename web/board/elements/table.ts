import { boxAt, cornersOf, transformBox, union, type Box } from '../geometry/box.ts'
import { applyTo, invert, meanScale, multiply, nearestSimilarity, scale, translate } from '../geometry/matrix.ts'
import { createPathBuilder, polygonPath, transformPath, type Path } from '../geometry/path.ts'
import { insidePolygon, touchesPolyline } from '../geometry/segment.ts'
import type { DisplayItem } from '../render/display-item.ts'
import type { Face, MeasureText } from '../render/fonts.ts'
import { layoutText, LINE_HEIGHT, type Align, type TextBlock, type TextLayout } from '../render/text-layout.ts'
import type { ElementKind, Grid, Parted, Placed } from './element-kind.ts'
import {
  alignField,
  colorField,
  fillField,
  flagField,
  fontField,
  matrixField,
  opacityField,
  sizeField,
} from './fields.ts'
import {
  cellAt,
  cellBeside,
  cellOf,
  crossingOf,
  GRID_FAMILIES,
  LEAST_TRACK,
  lengthOf,
  trackIds,
  tracksOf,
  type Gridded,
} from './grid.ts'
import { blockBounds, wordItems } from './label.ts'

/** Words in rows and columns; its top left corner is the matrix' origin. A row grows with its words. */
export interface TableProps extends Placed, Parted, Face, Gridded {
  /** Of words and lines. */
  readonly color: string
  readonly fill: string
  /** Font size, local units. */
  readonly size: number
  readonly align: Align
  /** Is the first row one of headings? */
  readonly header: boolean
  readonly opacity: number
}

/** Of a column that says nothing else, local units. */
const COLUMN_WIDTH = 140
/** Around the words of a cell, in font sizes. */
const PADDING = 0.4
/** Of the lines, scene units at a scale of 1. */
const LINE_WIDTH = 1.5
const LINE_OPACITY = 0.45
/** How much of its colour shows behind headings. */
const TINT = 0.12

interface Laid {
  readonly grid: Grid
  /** Of the cells that say something. */
  readonly words: ReadonlyMap<string, TextLayout>
}

const faceOf = (props: TableProps, isHeading: boolean): Face => (isHeading ? { ...props, bold: true } : props)

function layOut(props: TableProps, measure: MeasureText): Laid {
  const { size, align, wide, tall, texts, typed, header } = props
  const rows = trackIds(props, 'row')
  const columns = tracksOf(trackIds(props, 'column'), (id) => wide.get(id) ?? COLUMN_WIDTH)
  const widths = new Map(columns.map((column) => [column.id, column.size]))
  const least = size * (LINE_HEIGHT + 2 * PADDING)
  const heights = new Map(rows.map((id) => [id, Math.max(least, tall.get(id) ?? 0)]))
  const words = new Map<string, TextLayout>()
  for (const [part, text] of texts) {
    const { row, column } = crossingOf(part)
    const [width, height] = [widths.get(column), heights.get(row)]
    if (width === undefined || height === undefined) continue
    const style = { ...faceOf(props, header && row === rows[0]), size, align, ...(part === typed && TYPED) }
    const layout = layoutText(text, style, measure, Math.max(1, width - 2 * PADDING * size))
    words.set(part, layout)
    heights.set(row, Math.max(height, layout.height + 2 * PADDING * size))
  }
  const laidRows = tracksOf(rows, (id) => heights.get(id) ?? least)
  // What has lost all its rows is still there to be found.
  const side = { width: Math.max(LEAST_TRACK, lengthOf(columns)), height: Math.max(LEAST_TRACK, lengthOf(laidRows)) }
  return { grid: { rows: laidRows, columns, ...side }, words }
}

const TYPED = { asTyped: true } as const

function blockIn({ grid, words }: Laid, props: TableProps, part: string, measure: MeasureText): TextBlock {
  const at = crossingOf(part)
  const row = grid.rows.find(({ id }) => id === at.row) ?? { id: '', from: 0, size: LEAST_TRACK }
  const column = grid.columns.find(({ id }) => id === at.column) ?? { id: '', from: 0, size: LEAST_TRACK }
  const { font, bold, italic } = faceOf(props, props.header && grid.rows[0]?.id === at.row)
  const { size, align, color, opacity, matrix } = props
  const padding = PADDING * size
  const style = { font, bold, italic, size, align }
  const layout = words.get(part) ?? layoutText('', style, measure, Math.max(1, column.size - 2 * padding))
  const place = translate(column.from + padding, row.from + (row.size - layout.height) / 2)
  return { ...layout, ...style, wraps: true, color, opacity, matrix: multiply(matrix, place) }
}

const boxOf = ({ width, height }: Grid): Box => boxAt(0, 0, width, height)

/** All lines between cells and around them, local units. */
function linesOf({ rows, columns, width, height }: Grid): Path {
  const builder = createPathBuilder()
  for (const y of [0, ...rows.slice(1).map(({ from }) => from), height]) builder.moveTo(0, y).lineTo(width, y)
  for (const x of [0, ...columns.slice(1).map(({ from }) => from), width]) builder.moveTo(x, 0).lineTo(x, height)
  return builder.build()
}

export const table: ElementKind<TableProps> = {
  kind: 'table',
  fields: {
    matrix: matrixField,
    color: colorField(),
    fill: fillField,
    font: fontField,
    bold: flagField,
    italic: flagField,
    size: sizeField,
    align: alignField('left'),
    header: flagField,
    opacity: opacityField,
  },
  families: GRID_FAMILIES,
  resize: 'uniform',

  text: {
    alone: false,
    parts: {
      all: (props) => {
        const columns = trackIds(props, 'column')
        return trackIds(props, 'row').flatMap((row) => columns.map((column) => cellOf(row, column)))
      },
      at(props, at, measure) {
        const { x, y } = applyTo(invert(props.matrix), at)
        return cellAt(layOut(props, measure).grid, x, y)
      },
      beside: cellBeside,
      place(props, part) {
        const { row, column } = crossingOf(part)
        return { row: trackIds(props, 'row').indexOf(row) + 1, column: trackIds(props, 'column').indexOf(column) + 1 }
      },
    },
    block: (props, measure, part = '') => blockIn(layOut(props, measure), props, part, measure),
  },

  grid: (props, measure) => layOut(props, measure).grid,

  /** As spreadsheets take it: a line a row, a tab between columns. */
  says(props) {
    const columns = trackIds(props, 'column')
    const said = (part: string) => (props.texts.get(part) ?? '').replaceAll(/\s+/g, ' ').trim()
    return trackIds(props, 'row')
      .map((row) => columns.map((column) => said(cellOf(row, column))).join('\t'))
      .join('\n')
  },

  fills: {
    field: 'fill',
    surrounds: (props, { x, y }, measure) =>
      insidePolygon(cornersOf(boxOf(layOut(props, measure).grid), props.matrix), x, y),
  },

  anchorage(props, measure) {
    const { grid } = layOut(props, measure)
    const place = multiply(props.matrix, scale(grid.width, grid.height))
    return { place, outline: cornersOf(boxOf(grid), props.matrix) }
  },

  bounds(props, measure) {
    const laid = layOut(props, measure)
    const margin = LINE_WIDTH / 2
    const box = boxAt(-margin, -margin, laid.grid.width + 2 * margin, laid.grid.height + 2 * margin)
    const words = Array.from(laid.words.keys(), (part) => blockBounds(blockIn(laid, props, part, measure)))
    return words.reduce(union, transformBox(box, props.matrix))
  },

  frame: (props, measure) => transformBox(boxOf(layOut(props, measure).grid), props.matrix),

  hit(props, along, tolerance, measure) {
    const corners = cornersOf(boxOf(layOut(props, measure).grid), props.matrix)
    if (insidePolygon(corners, along.from.x, along.from.y)) return true
    return touchesPolyline(along, [...corners, ...corners.slice(0, 2)], 2, tolerance)
  },

  display(props, measure) {
    const { matrix, color, fill, header, opacity } = props
    const laid = layOut(props, measure)
    const [first] = laid.grid.rows
    const items: DisplayItem[] = []
    const sheet = (box: Box) => polygonPath(cornersOf(box, matrix))
    if (fill !== 'none') items.push({ type: 'path', path: sheet(boxOf(laid.grid)), fill, opacity })
    if (header && first) {
      const path = sheet(boxAt(0, 0, laid.grid.width, first.size))
      items.push({ type: 'path', path, fill: color, opacity: TINT * opacity })
    }
    const stroke = { color, width: LINE_WIDTH * meanScale(matrix) }
    items.push({
      type: 'path',
      path: transformPath(linesOf(laid.grid), matrix),
      stroke,
      opacity: LINE_OPACITY * opacity,
    })
    for (const part of laid.words.keys())
      if (part !== props.typed) items.push(...wordItems(blockIn(laid, props, part, measure)))
    return items
  },

  transform: (props, by) => nearestSimilarity(multiply(by, props.matrix), { x: 0, y: 0 }),
}
