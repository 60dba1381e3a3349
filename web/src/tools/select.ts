import { contains, type Box } from '#board/geometry/box.ts'
import { applyTo, invert } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { boxAt, tickAt } from '../editor/check-list.ts'
import { croppableOf } from '../editor/cropping.ts'
import { distancesTo } from '../editor/distances.ts'
import type { Editor, Handle, SelectionFrame } from '../editor/editor.ts'
import { NO_MARKS } from '../editor/marks.ts'
import { enterGroup, free, selectDeep, selectWhole, wholeOf, wholesAmong } from '../editor/groups.ts'
import { openLink } from '../editor/links.ts'
import { isText, partAt, startTyping, textAt } from '../editor/typing.ts'
import type { Pointer } from '../input/pointer.ts'
import { crop } from './crop.ts'
import { gripping, handleUnder, removePointUnder } from './bending.ts'
import { handleCursor } from './handle-cursor.ts'
import { lassoing } from './lasso.ts'
import { isDrag, reachOf } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'
import { borderUnder, cursorOf, grippingBorder } from './track-sizing.ts'
import { moving, rotating, scaling } from './transforming.ts'
import { freeWidthUnder, sideUnder, widening } from './widening.ts'

/** Waits; its cursor tells what a press would do here. */
function idle(cursor?: string): ToolState {
  return {
    name: 'idle',
    ...(cursor === undefined ? {} : { cursor }),
    hover(editor, at) {
      const distances = at.alt ? distancesTo(editor, hitAt(editor, at)) : NO_MARKS
      if (distances.length > 0 || editor.marks.peek().length > 0) editor.marks.value = distances
      const next = cursorAt(editor, at)
      return next === cursor ? undefined : idle(next)
    },
    pointerDown(editor, at) {
      editor.marks.value = NO_MARKS
      const held = handleUnder(editor, at)
      if (held) return gripping(at, held, waiting)
      editor.grip.value = null
      const handle = editor.handleAt(at.viewX, at.viewY)
      const frame = editor.selectionFrame()
      if (handle && frame) return grasping(at, handle, frame)
      const border = borderUnder(editor, at)
      const press = pressing(editor, at)
      return border ? grippingBorder(at, border, press, waiting) : press
    },
    doubleClick(editor, at) {
      if (removePointUnder(editor, at) || freeWidthUnder(editor, at)) return
      const hit = hitAt(editor, at)
      if (hit !== undefined && enterGroup(editor, hit)) return
      if (hit !== undefined && croppableOf(editor)?.element.id === hit) return editor.toolbox.choose(crop.id)
      const id = textAt(editor, at.x, at.y, reachOf(at, editor.camera.value.zoom))
      if (id !== undefined) startTyping(editor, id, partAt(editor, id, at))
    },
  }
}

const waiting = idle()

/** Down on an element, inside the selection's frame, or on nothing: a click until it has moved. */
function pressing(editor: Editor, from: Pointer): ToolState {
  const hit = hitAt(editor, from)
  return {
    name: 'pressing',
    pointerMove(editor, points) {
      const at = points.findLast((at) => isDrag(from, at))
      return at && dragging(editor, hit, from, at)
    },
    pointerUp(editor) {
      if (!answers(editor, hit, from)) click(editor, hit, from)
      return waiting
    },
    cancel: () => waiting,
  }
}

/** What is dragged is selected first; a drag from nothing pulls a rubber band, with Alt a loop. */
function dragging(editor: Editor, hit: string | undefined, from: Pointer, at: Pointer): ToolState {
  if (hit === undefined) {
    if (insideFrame(editor, from)) return moving(from, at, waiting)
    return from.alt ? lassoing(editor, from, [at], waiting) : banding(editor, from, at)
  }
  if (!editor.selection.value.has(hit)) choose(editor, hit, from)
  return moving(from, at, waiting)
}

/** What a click does that selects nothing: it ticks a box, and with Ctrl it goes where an element leads. */
const answers = (editor: Editor, hit: string | undefined, at: Pointer): boolean =>
  !at.shift && (at.ctrl ? openLink(editor, hit) : tickAt(editor, hit, at))

const hitAt = ({ scene, camera }: Editor, at: Pointer, locked?: 'locked') =>
  scene.hitTest(at.x, at.y, reachOf(at, camera.value.zoom), locked)

function click(editor: Editor, hit: string | undefined, at: Pointer): void {
  const { selection, within, lockHit } = editor
  if (hit !== undefined && typesInto(editor, hit, at)) return
  if (hit !== undefined && at.shift && selection.value.has(hit)) {
    const whole = wholeOf(editor, hit)
    selection.value = new Set([...selection.value].filter((id) => !whole.has(id)))
  } else if (hit !== undefined) choose(editor, hit, at)
  else if (!at.shift) {
    within.value = []
    selection.value = new Set()
    lockHit.value = hitAt(editor, at, 'locked') ?? null
  }
}

/** A click into a part of what is selected by itself types there; answers whether it does. */
function typesInto(editor: Editor, hit: string, at: Pointer): boolean {
  const isAlone = editor.selection.value.size === 1 && editor.selection.value.has(hit)
  const part = isAlone && !at.shift && !at.ctrl && isText(editor, hit) ? partAt(editor, hit, at) : undefined
  if (part === undefined || editor.readonly) return false
  startTyping(editor, hit, part)
  return true
}

/** The group that is meant, or with Ctrl the element itself; with Shift, besides what is selected. */
function choose(editor: Editor, hit: string, { shift, ctrl }: Pointer): void {
  const { selection } = editor
  if (shift) selection.value = new Set([...selection.value, ...(ctrl ? [hit] : wholeOf(editor, hit))])
  else if (ctrl) selectDeep(editor, hit)
  else selectWhole(editor, hit)
}

/** Selects what is wholly inside the rubber band; with Shift, besides what was selected before. */
function banding(editor: Editor, from: Pointer, first: Pointer): ToolState {
  const before = editor.selection.value
  const kept = from.shift ? before : new Set<string>()
  const pull = (editor: Editor, to: Pointer) => {
    const box = boxBetween(from, to)
    const { scene } = editor
    const enclosed = free(editor, scene.query(box)).filter((id) => contains(box, scene.boundsOf(id) ?? OUTSIDE))
    const inside = wholesAmong(editor, enclosed)
    editor.marks.value = [{ type: 'band', from, to }]
    editor.selection.value = new Set([...kept, ...inside])
  }
  return {
    name: 'banding',
    pansAtEdge: true,
    enter: (editor) => pull(editor, first),
    exit(editor) {
      editor.marks.value = NO_MARKS
    },
    pointerMove(editor, points) {
      const at = points.at(-1)
      if (at) pull(editor, at)
    },
    pointerUp: () => waiting,
    cancel(editor) {
      editor.selection.value = before
      return waiting
    },
  }
}

/** Down on a handle: nothing happens until it has moved. */
function grasping(from: Pointer, handle: Handle, frame: SelectionFrame): ToolState {
  return {
    name: 'grasping',
    cursor: handleCursor(handle, frame),
    pointerMove(editor, points) {
      const at = points.findLast((at) => isDrag(from, at))
      if (!at) return undefined
      const side = sideUnder(editor, handle, frame)
      if (side) return widening(from, side, frame, at, waiting)
      return handle === 'rotate' ? rotating(from, frame, at, waiting) : scaling(from, handle, frame, at, waiting)
    },
    pointerUp: () => waiting,
    cancel: () => waiting,
  }
}

/** Several elements are held by the space between them; one element only by itself, so that its inside stays free. */
function insideFrame(editor: Editor, { x, y }: Vector): boolean {
  const frame = editor.selection.value.size > 1 ? editor.selectionFrame() : undefined
  if (!frame) return false
  const own = applyTo(invert(frame.matrix), { x, y })
  return own.x >= 0 && own.y >= 0 && own.x <= frame.width && own.y <= frame.height
}

function cursorAt(editor: Editor, at: Pointer): string | undefined {
  if (handleUnder(editor, at)) return 'grab'
  const handle = editor.handleAt(at.viewX, at.viewY)
  const frame = handle ? editor.selectionFrame() : undefined
  if (handle && frame) return handleCursor(handle, frame)
  const border = borderUnder(editor, at)
  if (border) return cursorOf(border)
  const hit = hitAt(editor, at)
  if (boxAt(editor, hit, at)) return 'pointer'
  return hit !== undefined || insideFrame(editor, at) ? 'move' : undefined
}

const boxBetween = (a: Vector, b: Vector): Box => ({
  minX: Math.min(a.x, b.x),
  minY: Math.min(a.y, b.y),
  maxX: Math.max(a.x, b.x),
  maxY: Math.max(a.y, b.y),
})

/** Inside no box. */
const OUTSIDE: Box = { minX: -Infinity, minY: -Infinity, maxX: Infinity, maxY: Infinity }

export const select: Tool = {
  id: 'select',
  label: 'Select',
  icon: 'mouse-pointer-2',
  group: 'select',
  prominent: true,
  shortcuts: ['v', '1'],
  cursor: 'default',
  styles: [],
  menuOnHold: true,
  initial: waiting,
}
