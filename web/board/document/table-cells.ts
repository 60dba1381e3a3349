import type { Parted } from '../elements/element-kind.ts'
import { memberName } from '../elements/family.ts'
import { cellOf, trackIds, type Gridded } from '../elements/grid.ts'
import { kindOf } from '../elements/index.ts'
import type { BoardDocument } from './board-document.ts'
import type { BoardReader } from './board-reader.ts'
import { newKey } from './new-id.ts'
import { longestOf, widthFor, type GivenCells, type TableCells } from './new-table.ts'
import { keysAbove } from './order.ts'
import { editToward } from './text.ts'

type TableProps = Gridded & Parted & { readonly size: number }

const propsOf = (board: BoardReader, id: string): TableProps | undefined => {
  const element = board.get(id)
  // What answers a grid has its families.
  return element && kindOf(element.kind).grid ? (element.props as unknown as TableProps) : undefined
}

/** Undefined for what has no rows and columns. */
export function cellsOf(board: BoardReader, id: string): TableCells | undefined {
  const props = propsOf(board, id)
  if (!props) return undefined
  const [rows, columns] = [trackIds(props, 'row'), trackIds(props, 'column')]
  return {
    cells: rows.map((row) => columns.map((column) => props.texts.get(cellOf(row, column)) ?? '')),
    widths: columns.map((column) => props.wide.get(column) ?? null),
    heights: rows.map((row) => props.tall.get(row) ?? null),
  }
}

/**
 * Makes a table that there is say this, with as many rows and columns: they are added behind the last ones, or the last ones go. Of words
 * only the piece that differs is written, so that it merges with what people type. What is left out stays. To be called within a batch.
 */
export function writeCells(board: BoardDocument, id: string, { cells, widths, heights }: GivenCells): void {
  const props = propsOf(board, id)
  if (!props) return
  const rows = fitted(board, id, 'row', cells?.length)
  const columns = fitted(board, id, 'column', cells && longestOf(cells))
  const natural = (column: string, at: number) =>
    props.column.has(column) ? undefined : props.size * widthFor((cells ?? []).map((row) => row[at] ?? ''))
  for (const [at, column] of columns.entries()) {
    const wide = widths?.[at] === undefined ? natural(column, at) : widths[at]
    if (wide !== undefined) board.edit([id], memberName('wide', column), wide)
  }
  for (const [at, row] of rows.entries())
    if (heights?.[at] !== undefined) board.edit([id], memberName('tall', row), heights[at])
  for (const [at, said] of (cells ?? []).entries())
    for (const [across, column] of columns.entries()) {
      const part = cellOf(rows[at] ?? '', column)
      const edit = editToward(props.texts.get(part) ?? '', said[across] ?? '')
      if (edit) board.editText(id, [edit], part)
    }
}

/** The rows or columns that there are when there are so many. */
function fitted(
  board: BoardDocument,
  id: string,
  axis: 'row' | 'column',
  count: number | undefined,
): readonly string[] {
  const props = propsOf(board, id)
  const there = props ? trackIds(props, axis) : []
  const kept = there.slice(0, count)
  for (const key of there.slice(kept.length)) board.edit([id], memberName(axis, key), null)
  const orders = keysAbove(props?.[axis].get(kept.at(-1) ?? ''), (count ?? 0) - kept.length)
  const added = orders.map((order) => {
    const key = newKey()
    board.edit([id], memberName(axis, key), order)
    return key
  })
  return [...kept, ...added]
}
