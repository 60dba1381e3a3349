import { numberOf, type Rows } from './cells.ts'

/** What a chart shows: values by name, in one or several series. */
export interface Series {
  readonly names: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[]
}

/** A chart of more could not be read. */
const MOST_NAMES = 60
const MOST_SERIES = 8

/** The columns that are numbers, named by the first row if that is words, and the rows named by the first column that is words. Undefined where there are no numbers. */
export function seriesOf(rows: Rows): (Series & { readonly left: number }) | undefined {
  const [first = [], ...others] = rows
  const hasHeadings = others.length > 0 && first.every((cell) => Number.isNaN(numberOf(cell)))
  const body = hasHeadings ? others : rows
  const width = Math.max(0, ...body.slice(0, MOST_NAMES).map((row) => row.length))
  const columns = Array.from({ length: width }, (_, i) => body.map((row) => numberOf(row[i] ?? '')))
  const isNumeric = columns.map((values) => values.filter((value) => !Number.isNaN(value)).length > values.length / 2)
  const named = isNumeric.indexOf(false)
  const numeric = isNumeric.flatMap((is, i) => (is ? [i] : []))
  if (numeric.length === 0) return undefined
  const shown = body.slice(0, MOST_NAMES)
  return {
    names: shown.map((row, i) => (named < 0 ? String(i + 1) : (row[named] ?? '').trim())),
    series: numeric.slice(0, MOST_SERIES).map((column) => ({
      name: (hasHeadings ? (first[column] ?? '') : '').trim(),
      values: (columns[column] ?? []).slice(0, MOST_NAMES).map((value) => (Number.isFinite(value) ? value : 0)),
    })),
    left: Math.max(0, body.length - MOST_NAMES) + Math.max(0, numeric.length - MOST_SERIES),
  }
}
