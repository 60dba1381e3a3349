import { contains, isEmpty, type Box } from '#board/geometry/box.ts'
import type { Editor } from './editor.ts'
import { NO_MARKS, type Mark } from './marks.ts'
import { gapMark } from './snap.ts'
import { framesBox } from './snapping.ts'

/** How far the selection is from another element, or where one holds the other from its sides. */
export function distancesTo(editor: Editor, id: string | undefined): readonly Mark[] {
  const { selection } = editor
  if (id === undefined || selection.value.size === 0 || selection.value.has(id)) return NO_MARKS
  return distancesBetween(framesBox(editor, selection.value), framesBox(editor, new Set([id])))
}

/** Measured gaps between two boxes, along each axis in which they are apart. */
export function distancesBetween(a: Box, b: Box): readonly Mark[] {
  if (isEmpty(a) || isEmpty(b)) return NO_MARKS
  if (contains(a, b)) return margins(a, b)
  if (contains(b, a)) return margins(b, a)
  const marks: Mark[] = []
  if (a.maxX < b.minX) marks.push(gapMark(a, b, 'x'))
  else if (b.maxX < a.minX) marks.push(gapMark(b, a, 'x'))
  if (a.maxY < b.minY) marks.push(gapMark(a, b, 'y'))
  else if (b.maxY < a.minY) marks.push(gapMark(b, a, 'y'))
  return marks
}

function margins(outer: Box, inner: Box): readonly Mark[] {
  const left = { ...outer, maxX: outer.minX }
  const right = { ...outer, minX: outer.maxX }
  const top = { ...outer, maxY: outer.minY }
  const bottom = { ...outer, minY: outer.maxY }
  return [gapMark(left, inner, 'x'), gapMark(inner, right, 'x'), gapMark(top, inner, 'y'), gapMark(inner, bottom, 'y')]
}
