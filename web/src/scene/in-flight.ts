import type { Element, NewElement } from '#board/document/element.ts'
import type { Parted, Placed, Textual } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { readProps, wordsOfNew, type Words } from '#board/elements/read.ts'
import { transformBox, type Box } from '#board/geometry/box.ts'
import { IDENTITY, type Matrix } from '#board/geometry/matrix.ts'
import { seenThrough, type DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { DragInFlight, LiveScene } from './live-scene.ts'
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

/** The props of an element in flight, as they are shown; what is there already has its words. */
export function propsOf(element: NewElement, scene: Scene): Placed {
  const { id = '' } = element
  return scene.shown({
    kind: element.kind,
    props: readProps({ ...element, id }, undefined, wordsOfFlying(element, scene.get(id))),
  })
}

function wordsOfFlying(element: NewElement, there: Element | undefined): Words {
  const { text, texts }: Partial<Placed & Textual & Parted> = there?.props ?? {}
  const own = wordsOfNew(element)
  return {
    text: () => own.text() ?? text,
    texts: () => (element.texts ? own.texts() : (texts ?? own.texts())),
  }
}

/** What is needed to say where something is seen. */
export interface Seen {
  readonly scene: Scene
  readonly live: Pick<LiveScene, 'drags'>
  readonly measure: MeasureText
}

/** The box of an element where it is seen: carried along or given another shape by what is in flight, whoever drags it. */
export function boundsSeen({ scene, live, measure }: Seen, id: string): Box | undefined {
  const box = scene.boundsOf(id)
  if (!box) return undefined
  for (const { ids, landed, by, as } of live.drags.values()) {
    if (!ids.has(id) || landed.has(id)) continue
    return as ? kindOf(as.kind).bounds(propsOf(as, scene), measure) : transformBox(box, by)
  }
  return box
}

/** Of the drags in flight the one that carries all of some elements: mine, whatever is selected, before those of others. */
export function carrierOf({ drags }: Seen['live'], ids: ReadonlySet<string>): DragInFlight | undefined {
  for (const drag of drags.values()) if (drag.client === null) return drag
  for (const drag of drags.values()) if (ids.size > 0 && holdsAll(drag.ids, ids)) return drag
  return undefined
}

function holdsAll(all: ReadonlySet<string>, ids: ReadonlySet<string>): boolean {
  if (ids.size > all.size) return false
  for (const id of ids) if (!all.has(id)) return false
  return true
}

/** Does somebody drag some of these elements away from the rest of them? */
export function areTorn(live: Seen['live'], ids: ReadonlySet<string>): boolean {
  if (live.drags.size === 0 || carrierOf(live, ids)) return false
  for (const drag of live.drags.values()) for (const id of ids) if (drag.ids.has(id)) return true
  return false
}
