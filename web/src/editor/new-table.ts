import type { NewElement } from '#board/document/element.ts'
import { LEAST_COLUMN, tableOf } from '#board/document/new-table.ts'
import { translate } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { LINE_HEIGHT } from '#board/render/text-layout.ts'
import type { Editor } from './editor.ts'

/** A table that says this, row by row, in the style of what is drawn next; its top left corner at `at`. Rows are equally long. */
export function newTable(
  { style }: Pick<Editor, 'style'>,
  cells: readonly (readonly string[])[],
  at: Vector,
): NewElement {
  const { color, opacity, font, bold, italic, size } = style.peek()
  return { kind: 'table', ...tableOf(cells, size), matrix: translate(at.x, at.y), color, opacity, font, bold, italic }
}

/** How far the middle of the first cell of an empty table is from its corner. */
export const firstCellMiddle = (size: number): Vector => ({
  x: (size * LEAST_COLUMN) / 2,
  y: (size * LINE_HEIGHT) / 1.2,
})
