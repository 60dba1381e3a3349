import type { NewElement } from '#board/document/element.ts'
import { cellOf } from '#board/elements/grid.ts'
import { translate } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { LINE_HEIGHT } from '#board/render/text-layout.ts'
import type { Editor } from './editor.ts'
import { newGrid } from './grids.ts'

/** In font sizes: words have about the same room in every size. A column is as wide as its longest word needs, up to the widest. */
const WIDTH = { least: 6, most: 14, letter: 0.6 } as const

const widthFor = (words: readonly string[]): number => {
  const longest = Math.max(0, ...words.flatMap((word) => word.split('\n').map((line) => line.length)))
  return Math.min(WIDTH.most, Math.max(WIDTH.least, (longest + 2) * WIDTH.letter))
}

/** A table that says this, row by row, in the style of what is drawn next; its top left corner at `at`. Rows are equally long. */
export function newTable(
  { style }: Pick<Editor, 'style'>,
  cells: readonly (readonly string[])[],
  at: Vector,
): NewElement {
  const { color, opacity, font, bold, italic, size } = style.peek()
  const count = cells[0]?.length ?? 0
  const columns = Array.from({ length: count }, (_, i) => cells.map((row) => row[i] ?? ''))
  const grid = newGrid(cells.length, count, (i) => size * widthFor(columns[i] ?? []))
  const texts: Record<string, string> = {}
  for (const [i, row] of grid.rows.entries())
    for (const [j, column] of grid.columns.entries()) {
      const text = cells[i]?.[j] ?? ''
      if (text !== '') texts[cellOf(row, column)] = text
    }
  const look = { color, opacity, font, bold, italic, size, header: cells.length > 1 }
  return { kind: 'table', matrix: translate(at.x, at.y), ...look, ...grid.fields, texts }
}

/** How far the middle of the first cell of an empty table is from its corner. */
export const firstCellMiddle = (size: number): Vector => ({
  x: (size * WIDTH.least) / 2,
  y: (size * LINE_HEIGHT) / 1.2,
})
