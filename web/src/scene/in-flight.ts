import type { Placed } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { IDENTITY, type Matrix } from '#board/geometry/matrix.ts'
import { seenThrough, type DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { Scene } from './scene.ts'

/** The props of elements as they are after a map was done to those of `ids`; undefined for all others. */
export function movedBy(
  scene: Pick<Scene, 'get'>,
  ids: ReadonlySet<string>,
  by: Matrix,
): (id: string) => Placed | undefined {
  return (id) => {
    const element = ids.has(id) ? scene.get(id) : undefined
    return element && { ...element.props, matrix: kindOf(element.kind).transform(element.props, by) }
  }
}

/** An element of `ids` as it will be after a map that is done to all of them: a line that is pulled longer does not get thicker. */
export function reshaped(
  scene: Scene,
  measure: MeasureText,
  id: string,
  ids: ReadonlySet<string>,
  by: Matrix,
): readonly DisplayItem[] {
  const element = scene.get(id)
  if (!element) return []
  const moved = movedBy(scene, ids, by)
  return seenThrough(scene.windowOf(id, moved), kindOf(element.kind).display(moved(id) ?? element.props, measure))
}

/** An element of `ids` before it is moved with them: what leaves behind what it was in is seen whole. */
export function carried(
  scene: Scene,
  measure: MeasureText,
  id: string,
  ids: ReadonlySet<string>,
): readonly DisplayItem[] {
  const holder = scene.windowOf(id) && scene.holderOf(id)
  return holder === undefined || ids.has(holder) ? scene.displayOf(id) : reshaped(scene, measure, id, ids, IDENTITY)
}
