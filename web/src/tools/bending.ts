import type { Binding } from '#board/elements/binding.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Editor } from '../editor/editor.ts'
import { NO_MARKS } from '../editor/marks.ts'
import { asPoint, removePoint } from '../editor/point-keys.ts'
import { bendableOf, handlesOf, withHandleAt, type Bendable, type PlacedHandle } from '../editor/points.ts'
import { attractingBut, groundOf, isSnapping, snapEnd } from '../editor/snapping.ts'
import type { Pointer } from '../input/pointer.ts'
import type { Sieve } from '../scene/sieve.ts'
import { HANDLE_REACH, isDrag } from './reach.ts'
import { reshaping } from './reshaping.ts'
import type { ToolState } from './tool.ts'
import { atWholeAngle } from './whole-angle.ts'

/** A handle of a line, and the line. */
export interface Held {
  readonly line: Bendable
  readonly handle: PlacedHandle
}

/** The handle of the selected line under a pointer: the nearest, a point rather than a middle. */
export function handleUnder(editor: Editor, at: Pointer): Held | undefined {
  const line = bendableOf(editor)
  if (!line) return undefined
  const { zoom } = editor.camera.value
  const away = ({ x, y }: Vector) => Math.hypot(x - at.x, y - at.y) * zoom
  const handle = handlesOf(line, zoom)
    .filter((handle) => away(handle) <= HANDLE_REACH[at.type])
    .toSorted((a, b) => Number(a.type === 'middle') - Number(b.type === 'middle') || away(a) - away(b))[0]
  return handle && { line, handle }
}

/** Shows what an end would be bound to, else `others`. */
export function markBinding(editor: Editor, binding: Binding | null, others = NO_MARKS): void {
  if (!binding) {
    if (editor.marks.peek() !== others) editor.marks.value = others
    return
  }
  const { id, x, y } = binding
  editor.marks.value = [{ type: 'target', id, at: { x, y } }]
}

/** Down on a handle of a line: a click chooses it for the keys, a drag moves it. `after` is where that leads. */
export function gripping(from: Pointer, held: Held, after: ToolState): ToolState {
  return {
    name: 'gripping',
    cursor: 'grabbing',
    pointerMove(_, points) {
      const at = points.findLast((at) => isDrag(from, at))
      return at && bending(from, held, at, after)
    },
    pointerUp(editor) {
      editor.grip.value = held.handle
      return after
    },
    cancel: () => after,
  }
}

/** The line follows. */
function bending(from: Pointer, { line, handle }: Held, first: Pointer, after: ToolState): ToolState {
  let attracting: Sieve | undefined
  const state = reshaping({
    name: 'bending',
    cursor: 'grabbing',
    element: line.stored,
    formAt(editor, at) {
      const to = placeOf(line, handle, from, at)
      const bent = withHandleAt(editor, line, handle, to, at.ctrl)
      if (bent.binding || at.shift || !isSnapping(editor, at)) {
        markBinding(editor, bent.binding)
        return bent.change
      }
      attracting ??= attractingBut(editor, new Set([line.stored.id]))
      const snapped = snapEnd(groundOf(editor, attracting), to)
      markBinding(editor, null, snapped.marks)
      return withHandleAt(editor, line, handle, snapped.to, true).change
    },
    first,
    after,
  })
  return {
    ...state,
    exit(editor) {
      editor.marks.value = NO_MARKS
    },
    pointerUp(editor, at) {
      const next = state.pointerUp?.(editor, at)
      editor.grip.value = asPoint(handle)
      return next
    },
  }
}

/** Where a handle is when the pointer that took hold of it is at `at`; with Shift in a whole direction from its neighbour. */
function placeOf({ points }: Bendable, handle: PlacedHandle, from: Pointer, at: Pointer): Vector {
  const to = { x: handle.x + at.x - from.x, y: handle.y + at.y - from.y }
  const neighbour = points[handle.type === 'middle' ? handle.index : handle.index - 1] ?? points[1]
  return at.shift && neighbour ? atWholeAngle(neighbour, to) : to
}

/** A double click on a point takes it out, if the line can do without; answers whether there was one. */
export function removePointUnder(editor: Editor, at: Pointer): boolean {
  const held = handleUnder(editor, at)
  if (held?.handle.type !== 'point') return false
  removePoint(editor, held.line, held.handle)
  return true
}
