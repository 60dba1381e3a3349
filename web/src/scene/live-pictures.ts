import type { Placed } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { readProps } from '#board/elements/read.ts'
import { inkOutline } from '#board/geometry/ink.ts'
import { EMPTY_BOX, union, type Box } from '#board/geometry/box.ts'
import { IDENTITY, type Matrix } from '#board/geometry/matrix.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { DraftInFlight, InkInFlight, LiveScene } from './live-scene.ts'
import type { Scene } from './scene.ts'

/** Something that is drawn over the tiles: what it looks like in the scene, and the map that moves it. */
export interface LivePicture {
  readonly key: string
  /** The same array as in the frame before, unless it looks different. */
  readonly items: readonly DisplayItem[]
  readonly by: Matrix
  /** Around all items, where it is known: in scene units, before `by`. */
  readonly box?: Box
}

/** What is in flight right now, and which elements the tiles must leave out because of it. */
export interface LivePictures {
  /** Hot path, once per frame. `settled`: the tiles show everything they should. */
  list(settled: boolean): readonly LivePicture[]
  /** Dragged, being erased or being typed into: not in the tiles. */
  lifted(): ReadonlySet<string>
  dispose(): void
}

export interface LivePictureSources {
  readonly scene: Scene
  readonly live: LiveScene
  readonly measure: MeasureText
  readonly fading: () => ReadonlySet<string>
  readonly editing: () => string | null
}

/** How much of an element is left to see when it is about to go. */
const FADED = 0.25
/** More elements than this are stretched as a picture while they are scaled: each is outlined anew in every frame. */
const MOST_RESHAPED = 60
const NONE: ReadonlySet<string> = new Set()
const NOTHING: readonly DisplayItem[] = []

export function createLivePictures({ scene, live, measure, fading, editing }: LivePictureSources): LivePictures {
  const inks = createInkOutlines()
  const groups = createGroups(scene)
  /** Was lifted, is not any more, and not yet back in the tiles. */
  let landing: ReadonlySet<string> = NONE
  let inTheAir: ReadonlySet<string> = NONE

  function land(lifted: ReadonlySet<string>, settled: boolean): void {
    const left = new Set([...inTheAir, ...landing].filter((id) => !lifted.has(id)))
    inTheAir = lifted
    if (settled) landing = NONE
    else if (left.size !== landing.size) landing = left
  }

  /** As they will be: a line that is pulled longer does not get thicker. */
  function reshaped(ids: ReadonlySet<string>, by: Matrix): Pick<LivePicture, 'items' | 'by'> {
    const items = scene.inOrder([...ids]).flatMap((id) => {
      const element = scene.get(id)
      if (!element) return []
      const kind = kindOf(element.kind)
      return kind.display({ ...element.props, matrix: kind.transform(element.props, by) }, measure)
    })
    return { items, by: IDENTITY }
  }

  /** What is being typed into, without the words: those are drawn by the page. */
  function wordless(id: string): readonly DisplayItem[] {
    const element = scene.get(id)
    if (!element) return NOTHING
    const kind = kindOf(element.kind)
    if (!kind.text || kind.text.alone) return NOTHING
    return kind.display({ ...element.props, text: '' } as Placed, measure)
  }

  function lifted(): ReadonlySet<string> {
    const all = new Set(fading())
    const typed = editing()
    if (typed !== null) all.add(typed)
    for (const drag of live.drags.values()) for (const id of drag.ids) all.add(id)
    return all
  }

  return {
    lifted,
    list(settled) {
      land(lifted(), settled)
      const pictures: LivePicture[] = []
      if (landing.size > 0) pictures.push({ key: 'landing', ...groups.of(landing), by: IDENTITY })
      if (fading().size > 0) pictures.push({ key: 'fading', items: groups.of(fading()).items.map(faded), by: IDENTITY })
      const typed = editing()
      if (typed !== null) pictures.push({ key: typed, items: wordless(typed), by: IDENTITY })
      for (const { id, ids, by } of live.drags.values()) {
        const reshapes = !keepsSize(by) && ids.size <= MOST_RESHAPED
        pictures.push({ key: id, ...(reshapes ? reshaped(ids, by) : { ...groups.of(ids), by }) })
      }
      for (const draft of live.drafts.values()) pictures.push(draftPicture(draft, measure))
      for (const ink of live.inks.values()) pictures.push({ key: ink.id, items: inks.itemsOf(ink), by: IDENTITY })
      inks.keepOnly(live.inks)
      return pictures
    },
    dispose: groups.dispose,
  }
}

const keepsSize = ([a, b, c, d]: Matrix): boolean =>
  Math.abs(Math.hypot(a, b) - 1) < 1e-9 && Math.abs(Math.hypot(c, d) - 1) < 1e-9

const faded = (item: DisplayItem): DisplayItem => ({ ...item, opacity: item.opacity * FADED })

function draftPicture({ id, element }: DraftInFlight, measure: MeasureText): LivePicture {
  const props = readProps({ ...element, id }, undefined, () => element.text)
  return { key: id, items: kindOf(element.kind).display(props, measure), by: IDENTITY }
}

/** What sets of elements look like together, put together again only when the scene has changed. */
function createGroups(scene: Scene) {
  let known = new WeakMap<ReadonlySet<string>, { readonly items: readonly DisplayItem[]; readonly box: Box }>()
  const stop = scene.onChange(() => {
    known = new WeakMap()
  })
  return {
    of(ids: ReadonlySet<string>) {
      let group = known.get(ids)
      if (!group) {
        const present = scene.inOrder([...ids].filter((id) => scene.boundsOf(id) !== undefined))
        const box = present.reduce((all, id) => union(all, scene.boundsOf(id) ?? EMPTY_BOX), EMPTY_BOX)
        group = { items: present.flatMap((id) => scene.displayOf(id)), box }
        known.set(ids, group)
      }
      return group
    },
    dispose: () => stop(),
  }
}

/** Outlines of the strokes in flight, made again only when they have grown. */
function createInkOutlines() {
  const kept = new Map<
    string,
    { readonly length: number; readonly predicted: readonly number[]; items: readonly DisplayItem[] }
  >()
  return {
    itemsOf(ink: InkInFlight): readonly DisplayItem[] {
      const { id, points, predicted, color, width, opacity } = ink
      const known = kept.get(id)
      if (known && known.length === points.length && known.predicted === predicted) return known.items
      const shape = predicted.length > 0 ? [...points, ...predicted] : points
      const items: DisplayItem[] = [{ type: 'path', path: inkOutline(shape, width), fill: color, opacity }]
      kept.set(id, { length: points.length, predicted, items })
      return items
    },
    keepOnly(inks: ReadonlyMap<string, InkInFlight>): void {
      for (const id of kept.keys()) if (!inks.has(id)) kept.delete(id)
    },
  }
}
