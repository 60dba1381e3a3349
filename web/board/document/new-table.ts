import { memberName } from '../elements/family.ts'
import { cellOf } from '../elements/grid.ts'
import { newKey } from './new-id.ts'
import { keysBetween } from './order.ts'

/** What lies in rows and columns, as those see it who know nothing of their keys. */
export interface TableCells {
  /** What it says, row by row; what a row is short of is empty. */
  readonly cells: readonly (readonly string[])[]
  /** Of columns, and the least heights of rows; local units, null where that is left to the words. */
  readonly widths: readonly (number | null)[]
  readonly heights: readonly (number | null)[]
}

/** As far as somebody says it. */
export type GivenCells = { readonly [Name in keyof TableCells]?: TableCells[Name] | undefined }

/** The fields of new rows and columns, and the keys that they are under. */
function newGrid(
  rows: number,
  columns: number,
  widthOf: (column: number) => number | null,
): {
  readonly fields: Readonly<Record<string, unknown>>
  readonly rows: readonly string[]
  readonly columns: readonly string[]
} {
  const fields: Record<string, unknown> = {}
  const make = (axis: 'row' | 'column', count: number): string[] => {
    const orders = keysBetween(undefined, undefined, count)
    return orders.map((order) => {
      const key = newKey()
      fields[memberName(axis, key)] = order
      return key
    })
  }
  const keys = { rows: make('row', rows), columns: make('column', columns) }
  for (const [i, key] of keys.columns.entries()) fields[memberName('wide', key)] = widthOf(i)
  return { fields, ...keys }
}

/** In font sizes: words have about the same room in every size. A column is as wide as its longest word needs, up to the widest. */
const WIDTH = { least: 6, most: 14, letter: 0.6 }

/** Of columns of a table that says nothing, in font sizes. */
export const LEAST_COLUMN = WIDTH.least

/** Of a column that says this, in font sizes. */
export const widthFor = (words: readonly string[]): number => {
  const longest = words.reduce(
    (most, word) => word.split('\n').reduce((longer, line) => Math.max(longer, line.length), most),
    0,
  )
  return Math.min(WIDTH.most, Math.max(WIDTH.least, (longest + 2) * WIDTH.letter))
}

export const longestOf = (rows: readonly (readonly unknown[])[]): number =>
  rows.reduce((most, { length }) => Math.max(most, length), 0)

/** What a new table says, row by row, in letters of `size`: all its fields but its kind, place and look. What a row is short of is empty. */
export function tableOf(
  cells: TableCells['cells'],
  size: number,
  { widths = [], heights = [] }: Omit<GivenCells, 'cells'> = {},
) {
  const count = longestOf(cells)
  const columns = Array.from({ length: count }, (_, i) => cells.map((row) => row[i] ?? ''))
  const grid = newGrid(cells.length, count, (i) =>
    widths[i] === undefined ? size * widthFor(columns[i] ?? []) : widths[i],
  )
  const tall = Object.fromEntries(grid.rows.map((row, i) => [memberName('tall', row), heights[i] ?? null]))
  const texts: Record<string, string> = {}
  for (const [i, row] of grid.rows.entries())
    for (const [j, column] of grid.columns.entries()) {
      const text = cells[i]?.[j] ?? ''
      if (text !== '') texts[cellOf(row, column)] = text
    }
  return { size, header: cells.length > 1, ...withoutNull({ ...grid.fields, ...tall }), texts }
}

const withoutNull = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
