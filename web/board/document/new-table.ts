import { memberName } from '../elements/family.ts'
import { cellOf } from '../elements/grid.ts'
import { newKey } from './new-id.ts'
import { keysBetween } from './order.ts'

/** The fields of new rows and columns, and the keys that they are under. */
function newGrid(
  rows: number,
  columns: number,
  widthOf: (column: number) => number,
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

const widthFor = (words: readonly string[]): number => {
  const longest = words.reduce(
    (most, word) => word.split('\n').reduce((longer, line) => Math.max(longer, line.length), most),
    0,
  )
  return Math.min(WIDTH.most, Math.max(WIDTH.least, (longest + 2) * WIDTH.letter))
}

/** What a new table says, row by row, in letters of `size`: all its fields but its kind, place and look. Rows are equally long. */
export function tableOf(cells: readonly (readonly string[])[], size: number) {
  const count = cells[0]?.length ?? 0
  const columns = Array.from({ length: count }, (_, i) => cells.map((row) => row[i] ?? ''))
  const grid = newGrid(cells.length, count, (i) => size * widthFor(columns[i] ?? []))
  const texts: Record<string, string> = {}
  for (const [i, row] of grid.rows.entries())
    for (const [j, column] of grid.columns.entries()) {
      const text = cells[i]?.[j] ?? ''
      if (text !== '') texts[cellOf(row, column)] = text
    }
  return { size, header: cells.length > 1, ...grid.fields, texts }
}
