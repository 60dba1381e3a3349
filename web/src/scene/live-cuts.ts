import { piecesOf } from '#board/elements/cut.ts'
import { kindOf } from '#board/elements/index.ts'
import type { Span } from '#board/geometry/cut.ts'
import { seenThrough, type DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { Scene } from './scene.ts'

const NONE: ReadonlySet<string> = new Set()
const NOTHING: readonly DisplayItem[] = []

/** The picture of all that an eraser has cut. */
export const CUTS = 'cuts'

export type Cuts = ReturnType<typeof createCuts>

/** What is shown of elements that an eraser has cut, and what stands for them afterwards. */
export function createCuts(scene: Scene, measure: MeasureText, cut: () => ReadonlyMap<string, readonly Span[]>) {
  let ids = NONE
  let landed = new Set<string>()
  let known = new WeakMap<readonly Span[], readonly DisplayItem[]>()
  let all: { readonly of: unknown; readonly items: readonly DisplayItem[] } = { of: null, items: NOTHING }
  const stop = scene.onChange(({ placed, onTop, gone }) => {
    known = new WeakMap()
    all = { of: null, items: NOTHING }
    // Their pieces have come in their place. Those on top are painted at once, as everything there is.
    if (!gone.some((id) => ids.has(id))) return
    for (const { element } of placed) if (!onTop.includes(element.id)) landed.add(element.id)
  })
  const itemsOf = (id: string): readonly DisplayItem[] => {
    const spans = cut().get(id)
    const element = scene.get(id)
    if (!spans || !element) return NOTHING
    let items = known.get(spans)
    if (!items) {
      const kind = kindOf(element.kind)
      const pieces = piecesOf(element, spans).flatMap((piece) => kind.display(piece, measure))
      known.set(spans, (items = seenThrough(scene.windowOf(id), pieces)))
    }
    return items
  }
  return {
    itemsOf,
    items(): readonly DisplayItem[] {
      if (all.of !== cut()) all = { of: cut(), items: scene.inOrder([...cut().keys()]).flatMap(itemsOf) }
      return all.items
    },
    /** The same set until it holds others. */
    ids(): ReadonlySet<string> {
      const now = cut()
      if (now.size === ids.size && [...now.keys()].every((id) => ids.has(id))) return ids
      for (const id of ids) if (!now.has(id) && scene.boundsOf(id)) landed.add(id)
      ids = new Set(now.keys())
      return ids
    },
    takeLanded(): ReadonlySet<string> {
      const taken = landed
      if (taken.size > 0) landed = new Set()
      return taken
    },
    dispose: () => stop(),
  }
}
