import { decompose } from '#board/geometry/matrix.ts'
import type { Handle, SelectionFrame } from '../editor/editor.ts'

/** Compass points clockwise from north, each an eighth of a turn from the last. */
const COMPASS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const
const CURSORS = ['ns-resize', 'nesw-resize', 'ew-resize', 'nwse-resize'] as const

/** The CSS cursor of a handle, turned with its frame. */
export function handleCursor(handle: Handle, frame: Pick<SelectionFrame, 'matrix'>): string {
  if (handle === 'rotate') return 'grab'
  const turned = Math.round(decompose(frame.matrix).angle / (Math.PI / 4))
  const direction = (((COMPASS.indexOf(handle) + turned) % 4) + 4) % 4
  return CURSORS[direction] ?? 'default'
}
