import { compareZ, isZ } from './z-order.ts'
import type { Family, Field, Grid, Step, Track } from './element-kind.ts'
import { numberField } from './fields.ts'

/** The families of what lies in rows and columns. */
export interface Gridded {
  /** Where each row is among the others: a fractional index, as of z-order. */
  readonly row: Family<string>
  readonly column: Family<string>
  /** The least height of rows, local units; one that says nothing is as high as its words. */
  readonly tall: Family<number>
  /** The width of columns, local units. */
  readonly wide: Family<number>
}

/** More are not read: two people who add at once may exceed what one may make. */
const MOST = { row: 400, column: 100 } as const
export const LEAST_TRACK = 16
export const MOST_TRACK = 10_000

const orderField: Field<string | null> = {
  parse: (raw) => (raw === null || isZ(raw) ? raw : undefined),
  fallback: null,
}

const lengthField: Field<number | null> = {
  parse: (raw) => (raw === null ? null : numberField(LEAST_TRACK, MOST_TRACK, LEAST_TRACK).parse(raw)),
  fallback: null,
}

export const GRID_FAMILIES = { row: orderField, column: orderField, tall: lengthField, wide: lengthField } as const

/** Ids of the rows or columns, in order; the same everywhere. */
export function trackIds(props: Gridded, axis: 'row' | 'column'): string[] {
  const tracks = Array.from(props[axis], ([id, z]) => ({ id, z }))
  return tracks
    .toSorted(compareZ)
    .slice(0, MOST[axis])
    .map(({ id }) => id)
}

/** The part where a row and a column cross. */
export const cellOf = (row: string, column: string): string => `${row}-${column}`

export function crossingOf(part: string): { readonly row: string; readonly column: string } {
  const [row = '', column = ''] = part.split('-')
  return { row, column }
}

/** One behind the other, from 0. */
export function tracksOf(ids: readonly string[], sizeOf: (id: string) => number): Track[] {
  let from = 0
  return ids.map((id) => {
    const track = { id, from, size: sizeOf(id) }
    from += track.size
    return track
  })
}

export const lengthOf = (tracks: readonly Track[]): number => {
  const last = tracks.at(-1)
  return last ? last.from + last.size : 0
}

/** The cell at a point of the grid's own space; that at its edge for one outside. */
export function cellAt({ rows, columns }: Grid, x: number, y: number): string | undefined {
  const row = trackAt(rows, y)
  const column = trackAt(columns, x)
  return row && column && cellOf(row.id, column.id)
}

const trackAt = (tracks: readonly Track[], at: number): Track | undefined =>
  tracks.find(({ from, size }) => at < from + size) ?? tracks.at(-1)

/** The cell that a step leads to: to the next and the previous one around the ends of rows, up and down within a column. */
export function cellBeside(props: Gridded, part: string, step: Step): string | undefined {
  const [rows, columns] = [trackIds(props, 'row'), trackIds(props, 'column')]
  const at = crossingOf(part)
  const [row, column] = [rows.indexOf(at.row), columns.indexOf(at.column)]
  if (row < 0 || column < 0) return undefined
  if (step === 'below' || step === 'above') {
    const other = rows[row + (step === 'below' ? 1 : -1)]
    return other === undefined ? undefined : cellOf(other, at.column)
  }
  const place = row * columns.length + column + (step === 'next' ? 1 : -1)
  const other = rows[Math.floor(place / columns.length)]
  return other === undefined ? undefined : cellOf(other, columns[place % columns.length] as string)
}
