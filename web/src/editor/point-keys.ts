import type { Vector } from '#board/geometry/vector.ts'
import type { Editor } from './editor.ts'
import {
  bendableOf,
  handlesOf,
  withHandleAt,
  withoutPoint,
  type Bendable,
  type PlacedHandle,
  type PointHandle,
} from './points.ts'
import { reshape } from './reshape.ts'

/** The handles of a line in the order in which one comes along them. */
const alongLine = (line: Bendable, zoom: number): PlacedHandle[] =>
  handlesOf(line, zoom).toSorted((a, b) => rank(a) - rank(b))

const rank = ({ type, index }: PointHandle) => index + (type === 'middle' ? 0.5 : 0)

/** The handle of the selected line that keys are for, as long as there is one. */
export function chosenHandle(editor: Editor): { readonly line: Bendable; readonly at: PlacedHandle } | undefined {
  const grip = editor.grip.value
  const line = grip === null ? undefined : bendableOf(editor)
  const at = line && handlesOf(line, Infinity).find(({ id, type, index }) => isSame(grip, { id, type, index }))
  return line && at && { line, at }
}

export const isSame = (a: PointHandle | null, b: PointHandle | null): boolean =>
  a?.id === b?.id && a?.type === b?.type && a?.index === b?.index

/** Chooses the next handle, or the one before, or the first; answers whether there is one. */
export function chooseNextHandle(editor: Editor, step: 1 | -1): boolean {
  const line = bendableOf(editor)
  const handles = line ? alongLine(line, editor.camera.peek().zoom) : []
  const current = handles.findIndex((handle) => isSame(handle, editor.grip.value))
  const next = handles[current < 0 ? 0 : (current + step + handles.length) % handles.length]
  if (next) editor.grip.value = { id: next.id, type: next.type, index: next.index }
  return next !== undefined
}

/** Moves the chosen handle by so many scene units; a middle becomes a point. Answers whether one is chosen. */
export function nudgeHandle(editor: Editor, by: Vector): boolean {
  const chosen = chosenHandle(editor)
  if (!chosen) return false
  const { line, at } = chosen
  reshape(editor, line.stored, withHandleAt(editor, line, at, { x: at.x + by.x, y: at.y + by.y }).change)
  editor.grip.value = asPoint(at)
  return true
}

/** What a handle is once it has been moved. */
export const asPoint = ({ id, type, index }: PointHandle): PointHandle => ({
  id,
  type: 'point',
  index: type === 'point' ? index : index + 1,
})

/** Takes the chosen point out of its line; answers whether one is chosen that the line can do without. */
export function removeChosenPoint(editor: Editor): boolean {
  const chosen = chosenHandle(editor)
  return chosen !== undefined && removePoint(editor, chosen.line, chosen.at)
}

export function removePoint(editor: Editor, line: Bendable, handle: PointHandle): boolean {
  const change = withoutPoint(line, handle)
  if (!change) return false
  reshape(editor, line.stored, change)
  editor.grip.value = null
  return true
}
