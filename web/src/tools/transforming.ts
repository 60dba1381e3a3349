import { newId } from '#board/document/new-id.ts'
import { boxOfCoordinates, cornersOf } from '#board/geometry/box.ts'
import { decompose, IDENTITY, type Matrix } from '#board/geometry/matrix.ts'
import type { Editor, Handle, SelectionFrame } from '../editor/editor.ts'
import { withContents } from '../editor/framing.ts'
import { free } from '../editor/groups.ts'
import { NO_MARKS } from '../editor/marks.ts'
import {
  attractingBut,
  framesBox,
  groundOf,
  isSnapping,
  snapMove,
  snapScale,
  type Snapped,
} from '../editor/snapping.ts'
import type { Pointer } from '../input/pointer.ts'
import { handleCursor } from './handle-cursor.ts'
import type { Scene } from '../scene/scene.ts'
import type { ToolState } from './tool.ts'
import { anchorOf, directionOf, moveBetween, rotateBetween, scaleBetween } from './transform.ts'

/** Where the selection goes for a sample of the pointer. Made when the gesture begins: what is selected is known then. */
type Course = (at: Pointer) => Snapped

const unsnapped = (by: Matrix): Snapped => ({ by, marks: NO_MARKS })

/** With Alt, copies move and the originals stay: all of it is one step. */
export function moving(from: Pointer, first: Pointer, waiting: ToolState): ToolState {
  const drag = transforming('moving', 'move', (editor) => courseOfMove(editor, from), first, waiting, withContents)
  if (!first.alt) return drag
  let copies: readonly string[] = []
  return {
    ...drag,
    enter(editor) {
      editor.history.begin()
      const selected = editor.selection.value
      copies = editor.document.duplicate(withContents(editor.scene, selected), 0, 0)
      editor.selection.value = new Set(copies.slice(0, selected.size))
      drag.enter?.(editor)
    },
    pointerUp(editor, at) {
      const next = drag.pointerUp?.(editor, at)
      editor.history.end()
      return next
    },
    cancel(editor) {
      const next = drag.cancel?.(editor)
      editor.document.remove(copies)
      editor.history.end()
      editor.selection.value = new Set()
      return next
    },
  }
}

function courseOfMove(editor: Editor, from: Pointer): Course {
  const ids = editor.selection.peek()
  const together = withContents(editor.scene, ids)
  const box = framesBox(editor, ids)
  const attracting = attractingBut(editor, together)
  return (at) => {
    const by = moveBetween(from, at, at.shift)
    if (!isSnapping(editor, at)) return unsnapped(by)
    return snapMove(groundOf(editor, attracting), box, by, at.shift)
  }
}

export const rotating = (from: Pointer, frame: SelectionFrame, first: Pointer, waiting: ToolState) =>
  transforming(
    'rotating',
    'grabbing',
    () => (at) => unsnapped(rotateBetween(frame, from, at, at.shift)),
    first,
    waiting,
    withContents,
  )

type ScaleHandle = Exclude<Handle, 'rotate'>

export const scaling = (
  from: Pointer,
  handle: ScaleHandle,
  frame: SelectionFrame,
  first: Pointer,
  waiting: ToolState,
): ToolState =>
  transforming(
    'scaling',
    handleCursor(handle, frame),
    (editor) => courseOfScale(editor, from, handle, frame),
    first,
    waiting,
  )

/** Radians: a frame that stands upright. */
const UPRIGHT = 1e-6

function courseOfScale(editor: Editor, from: Pointer, handle: ScaleHandle, frame: SelectionFrame): Course {
  const ids = editor.selection.peek()
  const box = boxOfCoordinates(cornersOf({ minX: 0, minY: 0, maxX: frame.width, maxY: frame.height }, frame.matrix))
  const isUpright = Math.abs(decompose(frame.matrix).angle) < UPRIGHT
  const [x, y] = directionOf(handle)
  const attracting = attractingBut(editor, ids)
  return (at) => {
    const options = { proportional: at.shift, centred: at.alt }
    const by = scaleBetween(frame, handle, from, at, options)
    if (!isUpright || !isSnapping(editor, at)) return unsnapped(by)
    const proportional = at.shift || frame.resize !== 'free'
    return snapScale(groundOf(editor, attracting), box, by, {
      x,
      y,
      anchor: anchorOf(frame, handle, at.alt),
      proportional,
    })
  }
}

/** The selection, and what `widen` adds to it, follows a course, live for everybody; its end enters the document in one transaction. */
function transforming(
  name: string,
  cursor: string,
  begin: (editor: Editor) => Course,
  first: Pointer,
  waiting: ToolState,
  widen: (scene: Scene, ids: ReadonlySet<string>) => ReadonlySet<string> = (_, ids) => ids,
): ToolState {
  const drag = newId()
  let ids: readonly string[] = []
  let by: Matrix = IDENTITY
  let course: Course = () => unsnapped(IDENTITY)
  const follow = (editor: Editor, at: Pointer) => {
    const next = course(at)
    by = next.by
    editor.live.moveDrag(drag, by)
    if (next.marks.length > 0 || editor.marks.peek().length > 0) editor.marks.value = next.marks
  }
  return {
    name,
    cursor,
    // What turns stays where it is.
    pansAtEdge: name !== 'rotating',
    enter(editor) {
      ids = [...widen(editor.scene, new Set(free(editor, editor.selection.value)))]
      course = begin(editor)
      editor.live.beginDrag(drag, ids)
      follow(editor, first)
    },
    exit(editor) {
      editor.marks.value = NO_MARKS
    },
    pointerMove(editor, points) {
      const at = points.at(-1)
      if (at) follow(editor, at)
    },
    pointerUp(editor, at) {
      follow(editor, at)
      const present = ids.filter((id) => editor.document.has(id))
      editor.live.end(drag, present.length > 0)
      editor.bulk.edit(
        present,
        (some) => editor.document.transform(some, by),
        () => editor.live.landed(drag),
      )
      return waiting
    },
    cancel(editor) {
      editor.live.end(drag, false)
      return waiting
    },
  }
}
