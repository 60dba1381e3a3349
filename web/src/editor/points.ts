import type { Element } from '#board/document/element.ts'
import type { Binding } from '#board/elements/binding.ts'
import { bindingIn } from '#board/elements/connect.ts'
import type { ElementKind } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { distance, type Vector } from '#board/geometry/vector.ts'
import { LIMITS } from '#board/limits.ts'
import { bindingAt } from './binding-at.ts'
import type { Editor } from './editor.ts'
import { free } from './groups.ts'
import type { Reshaping } from './reshape.ts'

/** One handle of a line: a point of it, or the middle between a point and the next, which becomes a point when it is dragged. */
export interface PointHandle {
  readonly id: string
  readonly type: 'point' | 'middle'
  /** Of the point, or of the point before the middle. */
  readonly index: number
}

export interface PlacedHandle extends PointHandle, Vector {}

/** A line whose points can be dragged. */
export interface Bendable {
  readonly stored: Element
  readonly bends: NonNullable<ElementKind['bends']>
  /** Scene units, as they are shown. */
  readonly points: readonly Vector[]
  readonly middles: readonly Vector[]
}

/** A middle is offered where its neighbours are at least so far apart, CSS pixels. */
const ROOM_FOR_MIDDLE = 36

/** The one selected element, if it is one that is bent by its points and not locked. */
export function bendableOf(
  editor: Pick<Editor, 'selection' | 'document' | 'scene' | 'readonly'>,
): Bendable | undefined {
  const [id] = editor.selection.value
  if (id === undefined || editor.selection.value.size > 1 || editor.readonly || isLocked(editor, id)) return undefined
  if (editor.document.belonging(id)?.locked) return undefined
  const kind: ElementKind | undefined = kindFor(editor.document.kindOf(id))
  const stored = kind?.bends && editor.document.get(id)
  const shown = stored && editor.scene.get(id)
  if (!kind?.bends || !shown) return undefined
  const { bends } = kind
  const [points, middles] = [bends.points(stored.props, shown.props), bends.middles(stored.props, shown.props)]
  return { stored, bends, points, middles }
}

const isLocked = (editor: Pick<Editor, 'scene'>, id: string): boolean => free(editor, [id]).length === 0

const kindFor = (name: string | undefined): ElementKind | undefined => (name === undefined ? undefined : kindOf(name))

/** The handles that there is room for; points come after middles, and are so drawn on top. */
export function handlesOf({ stored: { id }, points, middles }: Bendable, zoom: number): PlacedHandle[] {
  const isFull = points.length >= LIMITS.pointsPerLine
  const hasRoom = (i: number) => distance(points[i] as Vector, points[i + 1] as Vector) * zoom >= ROOM_FOR_MIDDLE
  return [
    ...middles.flatMap((at, index) =>
      isFull || !hasRoom(index) ? [] : [{ id, type: 'middle' as const, index, ...at }],
    ),
    ...points.map(({ x, y }, index) => ({ id, type: 'point' as const, index, x, y })),
  ]
}

/** The points of a line when one handle of it is at `to`; a middle has become a point. */
function pointsWith({ points }: Bendable, { type, index }: PointHandle, to: Vector): Vector[] {
  return type === 'point' ? points.with(index, to) : points.toSpliced(index + 1, 0, to)
}

/**
 * The line with one handle at `to`. An end is bound to what is there, unless it is to be `free`, and let go where nothing is.
 */
export function withHandleAt(
  editor: Editor,
  line: Bendable,
  handle: PointHandle,
  to: Vector,
  free = false,
): { readonly change: Reshaping; readonly binding: Binding | null } {
  const form = line.bends.through(line.stored.props, pointsWith(line, handle, to))
  const end = endOf(line, handle)
  if (!end) return { change: { ...form }, binding: null }
  const binding = free ? null : bindingAt(editor, to, end.other?.id)
  return { change: { ...form, [end.name]: binding }, binding }
}

/** Of a point that is an end: its field, and what the other end is bound to. */
function endOf({ stored, points }: Bendable, { type, index }: PointHandle) {
  const [first, last] = kindOf(stored.kind).connects?.ends ?? []
  if (type === 'middle' || first === undefined || last === undefined) return undefined
  if (index === 0) return { name: first, other: bindingIn(stored.props, last) }
  return index === points.length - 1 ? { name: last, other: bindingIn(stored.props, first) } : undefined
}

/** The line without one of its points, which may be an end; undefined where it has only two. */
export function withoutPoint(line: Bendable, handle: PointHandle): Reshaping | undefined {
  if (handle.type === 'middle' || line.points.length < 3) return undefined
  const form = line.bends.through(line.stored.props, line.points.toSpliced(handle.index, 1))
  const end = endOf(line, handle)
  return end ? { ...form, [end.name]: null } : { ...form }
}
