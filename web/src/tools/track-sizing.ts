import type { Element } from '#board/document/element.ts'
import type { Track } from '#board/elements/element-kind.ts'
import { memberName } from '#board/elements/family.ts'
import { LEAST_TRACK } from '#board/elements/grid.ts'
import { applyTo, invert, meanScale } from '#board/geometry/matrix.ts'
import type { Editor } from '../editor/editor.ts'
import { griddedId, gridOf, type Axis } from '../editor/grids.ts'
import type { Pointer } from '../input/pointer.ts'
import { isDrag, reachOf } from './reach.ts'
import { reshaping } from './reshaping.ts'
import type { ToolState } from './tool.ts'

/** The border behind a row or column of the selected element. */
interface Border {
  readonly element: Element
  readonly axis: Axis
  readonly key: string
  /** As it is, local units. */
  readonly size: number
}

export function borderUnder(editor: Editor, at: Pointer): Border | undefined {
  const id = editor.selection.value.size === 1 ? griddedId(editor) : undefined
  const element = id === undefined ? undefined : editor.document.get(id)
  const grid = id === undefined ? undefined : gridOf(editor, id)
  if (!element || !grid) return undefined
  const { x, y } = applyTo(invert(element.props.matrix), at)
  const reach = reachOf(at, editor.camera.value.zoom) / meanScale(element.props.matrix)
  if (x < -reach || y < -reach || x > grid.width + reach || y > grid.height + reach) return undefined
  // What is between borders stays larger than they are.
  const isAtEnd = ({ from, size }: Track, at: number) => Math.abs(at - from - size) <= Math.min(reach, size / 4)
  const column = grid.columns.find((track) => isAtEnd(track, x))
  if (column) return { element, axis: 'column', key: column.id, size: column.size }
  const row = grid.rows.find((track) => isAtEnd(track, y))
  return row && { element, axis: 'row', key: row.id, size: row.size }
}

export const cursorOf = ({ axis }: Border): string => (axis === 'column' ? 'col-resize' : 'row-resize')

/** Down on a border: `press`, as anywhere else, until it has moved; then the row or column is as large as it is pulled, live for everybody. */
export function grippingBorder(from: Pointer, border: Border, press: ToolState, after: ToolState): ToolState {
  const { element, axis, key, size } = border
  const intoTable = invert(element.props.matrix)
  const start = applyTo(intoTable, from)
  return {
    name: 'gripping',
    cursor: cursorOf(border),
    pointerMove(_editor, points) {
      const first = points.findLast((at) => isDrag(from, at))
      if (!first) return undefined
      return reshaping({
        name: 'sizing',
        cursor: cursorOf(border),
        element,
        formAt(_, at) {
          const { x, y } = applyTo(intoTable, at)
          const pulled = axis === 'column' ? x - start.x : y - start.y
          return { [memberName(axis === 'column' ? 'wide' : 'tall', key)]: Math.max(LEAST_TRACK, size + pulled) }
        },
        first,
        after,
      })
    },
    pointerUp: (editor, at) => press.pointerUp?.(editor, at),
    cancel: () => after,
  }
}
