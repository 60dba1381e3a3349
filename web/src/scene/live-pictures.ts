import type { BoardReader } from '#board/document/board-reader.ts'
import type { Element, NewElement } from '#board/document/element.ts'
import type { Placed } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import type { Span } from '#board/geometry/cut.ts'
import { EMPTY_BOX, transformBox, type Box } from '#board/geometry/box.ts'
import { IDENTITY, type Matrix } from '#board/geometry/matrix.ts'
import { seenThrough, type DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { elementsAbove } from './above.ts'
import { keepsSize } from './crowd.ts'
import { carried, movedBy, propsOf, reshaped } from './in-flight.ts'
import { createCuts, CUTS, type Cuts } from './live-cuts.ts'
import { createInkOutlines, lightOf } from './live-ink.ts'
import type { DraftInFlight, DragInFlight, LiveScene } from './live-scene.ts'
import type { Scene } from './scene.ts'

/** Something that is drawn over the tiles: what it looks like in the scene, and the map that moves it. */
export interface LivePicture {
  readonly key: string
  /** The same array as in the frame before, unless it looks different. Empty for a crowd. */
  readonly items: readonly DisplayItem[]
  readonly by: Matrix
  /** So many elements that they are drawn from one picture of all. */
  readonly crowd?: ReadonlySet<string>
  /** Where settled elements lie over some of it: those and its own, bottom to top, instead of `items`. */
  readonly stack?: readonly Layer[]
  /** Settled elements over it are too many for a stack: those that this names. */
  readonly isUnder?: (id: string) => boolean
}

export interface Layer {
  readonly items: readonly DisplayItem[]
  /** In the tiles as well: it shows only where it covers what is moved. */
  readonly settled: boolean
}

/** What is in flight right now, and which elements the tiles must leave out because of it. */
export interface LivePictures {
  /** Hot path, once per frame. `settled`: the tiles show everything they should. */
  list(settled: boolean): readonly LivePicture[]
  /** Dragged or being typed into: not in the tiles. The same set until it holds others. */
  lifted(): ReadonlySet<string>
  /** Not in the air any more and not yet in the tiles. Forgotten with this: they have been painted elsewhere. */
  takeLanding(): readonly LivePicture[]
  dispose(): void
}

export interface LivePictureSources {
  /** What is stored: the scene shows connectors where they end. */
  readonly document: Pick<BoardReader, 'get'>
  readonly scene: Scene
  readonly live: LiveScene
  readonly measure: MeasureText
  readonly editing: () => string | null
  /** Which part of it. */
  readonly typed?: () => string | null
  /** Nothing may fade or shrink by itself. */
  readonly still?: () => boolean
  /** What an eraser has left of elements. */
  readonly cut: () => ReadonlyMap<string, readonly Span[]>
}

/** More elements than this are drawn from a picture: each of fewer is outlined anew in every frame while it is scaled. */
export const MOST_OUTLINED = 60
const NONE: ReadonlySet<string> = new Set()
const NOTHING: readonly DisplayItem[] = []

export function createLivePictures({
  document,
  scene,
  live,
  measure,
  editing,
  typed = () => null,
  cut,
  still = () => false,
}: LivePictureSources): LivePictures {
  const inks = createInkOutlines()
  const settledItems = (id: string) => scene.displayOf(id)
  const groups = createGroups(scene, (id, ids) => carried(scene, measure, id, ids))
  const landedGroups = createGroups(scene, settledItems)
  const tops = createTops(scene)
  const tied = createTied(scene)
  const cuts = createCuts(scene, measure, cut)
  const air = createAir(live, tied, editing, cuts)
  let landing: readonly Landing[] = []

  /** What is being typed into, without the words: those are drawn by the page. */
  function wordless(id: string): readonly DisplayItem[] {
    const element = scene.get(id)
    if (!element) return NOTHING
    const kind = kindOf(element.kind)
    if (!kind.text || kind.text.alone) return NOTHING
    return seenThrough(scene.windowOf(id), kind.display(untyped(element, typed() ?? ''), measure))
  }

  let inTheAir = NONE
  const isSettled = (id: string) => !inTheAir.has(id)

  /** Elements that `by` moves, under what settled elements lie over them. */
  function pictureOf(key: string, ids: ReadonlySet<string>, by: Matrix): LivePicture {
    if (ids.size > MOST_OUTLINED) return crowdOf(key, ids, by)
    const rigid = keepsSize(by)
    const itemsOf = (id: string) => (rigid ? carried(scene, measure, id, ids) : reshaped(scene, measure, id, ids, by))
    const own = groups.of(ids)
    return under(
      { key, items: rigid ? own.items : own.ids.flatMap(itemsOf), by: rigid ? by : IDENTITY },
      own.ids,
      by,
      itemsOf,
    )
  }

  /** An element that is being given another shape, in its place in the order. */
  function reshapedPicture({ id: key, ids }: DragInFlight, as: NewElement): LivePicture {
    const props = propsOf(as, scene)
    const kind = kindOf(as.kind)
    const items = kind.display(props, measure)
    const present = [...ids].filter((id) => scene.boundsOf(id) !== undefined)
    return underThose(
      { key, items, by: IDENTITY },
      present,
      () => items,
      () => kind.bounds(props, measure),
    )
  }

  function crowdOf(key: string, crowd: ReadonlySet<string>, by: Matrix): LivePicture {
    return { key, items: NOTHING, by, crowd, isUnder: (id) => isSettled(id) && tops.isAbove(id, crowd) }
  }

  function under(
    picture: LivePicture,
    ids: readonly string[],
    moved: Matrix,
    itemsOf: (id: string) => readonly DisplayItem[],
  ): LivePicture {
    const placeOf = (id: string) => transformBox(scene.boundsOf(id) ?? EMPTY_BOX, moved)
    return underThose(picture, ids, itemsOf, placeOf)
  }

  /** `placeOf`: where each is now. */
  function underThose(
    picture: LivePicture,
    ids: readonly string[],
    itemsOf: (id: string) => readonly DisplayItem[],
    placeOf: (id: string) => Box,
  ): LivePicture {
    const own = new Set(ids)
    const above = elementsAbove(scene, ids, placeOf, (id) => isSettled(id) && !own.has(id))
    if (above === 'many') {
      return { ...picture, isUnder: (id) => isSettled(id) && tops.isAbove(id, own) }
    }
    if (above.size === 0) return picture
    const order = scene.inOrder([...ids, ...above])
    const stack = order.map((id) =>
      above.has(id) ? { items: scene.displayOf(id), settled: true } : { items: itemsOf(id), settled: false },
    )
    return { ...picture, stack }
  }

  /** What has been let go, where it is now. */
  function landedPicture({ key, ids, by }: Landing): LivePicture {
    if (ids.size > MOST_OUTLINED) return crowdOf(key, ids, by)
    const own = landedGroups.of(ids)
    return under({ key, items: own.items, by: IDENTITY }, own.ids, IDENTITY, settledItems)
  }

  /** Connectors as they are while what they are bound to moves, and what is seen within what moves. */
  function pulled({ ids, by }: DragInFlight): readonly DisplayItem[] {
    const moved = movedBy(scene, ids, by)
    return scene.inOrder([...tied.to(ids)]).flatMap((id) => {
      const element = document.get(id)
      const items = element ? kindOf(element.kind).display(scene.shown(element, moved), measure) : []
      return seenThrough(scene.windowOf(id, moved), items)
    })
  }

  return {
    lifted: () => (inTheAir = air.lifted()),
    takeLanding() {
      const taken = landing.map(landedPicture)
      landing = []
      return taken
    },
    list(settled) {
      const down = air.landed()
      if (settled) landing = []
      else if (down.length > 0) landing = [...landing, ...down]
      const pictures = landing.map(landedPicture)
      const typed = editing()
      if (typed !== null) {
        const items = wordless(typed)
        if (items.length > 0) pictures.push(under({ key: typed, items, by: IDENTITY }, [typed], IDENTITY, wordless))
      }
      if (cut().size > 0)
        pictures.push(under({ key: CUTS, items: cuts.items(), by: IDENTITY }, [...cuts.ids()], IDENTITY, cuts.itemsOf))
      for (const drag of live.drags.values()) {
        pictures.push(drag.as ? reshapedPicture(drag, drag.as) : pictureOf(drag.id, drag.ids, drag.by))
        if (tied.to(drag.ids).size > 0) pictures.push({ key: tiesKey(drag.id), items: pulled(drag), by: IDENTITY })
      }
      for (const draft of live.drafts.values()) pictures.push(draftPicture(draft, scene, measure))
      for (const ink of live.inks.values()) pictures.push({ key: ink.id, items: inks.itemsOf(ink), by: IDENTITY })
      for (const trail of live.trails()) pictures.push({ key: trail.id, items: lightOf(trail, still()), by: IDENTITY })
      inks.keepOnly(live.inks)
      return pictures
    },
    dispose() {
      groups.dispose()
      landedGroups.dispose()
      cuts.dispose()
    },
  }
}

interface Landing {
  readonly key: string
  readonly ids: ReadonlySet<string>
  /** What is to be done to them to be where they land: nothing to those that are drawn from the document. */
  readonly by: Matrix
}

/** What holds more than this is resized without them: they are seen within it as it was until it is let go. */
const MOST_SEEN_WITHIN = 300

/** The picture of what follows a drag: connectors, and what is seen within what is dragged. */
const tiesKey = (drag: string): string => `${drag}/ties`

/** What follows some of a set of elements, and is not among them. */
interface Tied {
  readonly to: (ids: ReadonlySet<string>) => ReadonlySet<string>
}

function createTied(scene: Scene): Tied {
  const known = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>()
  return {
    to(ids) {
      let ties = known.get(ids)
      if (!ties) {
        const found = new Set<string>()
        for (const id of ids) {
          if (scene.membersOf(id).size > MOST_SEEN_WITHIN) continue
          for (const tie of scene.tiedTo(id)) if (!ids.has(tie)) found.add(tie)
        }
        known.set(ids, (ties = found))
      }
      return ties
    },
  }
}

/** Which elements are lifted, and which have come down since it was asked last. */
function createAir(live: LiveScene, tied: Tied, editing: () => string | null, cuts: Cuts) {
  let lifted = NONE
  let parts: readonly unknown[] = []
  let drags: readonly DragInFlight[] = []
  let typed: string | null = null
  return {
    lifted(): ReadonlySet<string> {
      const sets = Array.from(live.drags.values(), ({ ids }) => ids)
      const now = [editing(), cuts.ids(), ...sets]
      if (now.length === parts.length && now.every((part, i) => part === parts[i])) return lifted
      parts = now
      lifted = unionOf([cuts.ids(), ...sets, ...sets.map(tied.to)], editing())
      return lifted
    },
    landed(): readonly Landing[] {
      const down: Landing[] = drags
        .filter(({ id, ids }) => live.drags.get(id)?.ids !== ids)
        .map(({ id, ids, by, committed }) => ({
          key: id,
          ids,
          // The picture of a crowd is from before it moved.
          by: committed && ids.size > MOST_OUTLINED ? by : IDENTITY,
        }))
      for (const { id, ids } of drags) {
        const ties = tied.to(ids)
        if (ties.size > 0 && live.drags.get(id)?.ids !== ids) down.push({ key: tiesKey(id), ids: ties, by: IDENTITY })
      }
      if (typed !== null && typed !== editing()) down.push({ key: typed, ids: new Set([typed]), by: IDENTITY })
      const uncut = cuts.takeLanded()
      if (uncut.size > 0) down.push({ key: CUTS, ids: uncut, by: IDENTITY })
      drags = [...live.drags.values()]
      typed = editing()
      return down
    },
  }
}

function unionOf(all: readonly ReadonlySet<string>[], typed: string | null): ReadonlySet<string> {
  const sets = all.filter(({ size }) => size > 0)
  const [only = NONE] = sets
  if (sets.length <= 1 && typed === null) return only
  const union = new Set<string>(typed === null ? [] : [typed])
  for (const set of sets) for (const id of set) union.add(id)
  return union
}

/** The topmost of many: what is above that one is above them all. */
function createTops(scene: Scene) {
  const known = new WeakMap<ReadonlySet<string>, string>()
  const topOf = (ids: ReadonlySet<string>): string => {
    let top = known.get(ids)
    if (top === undefined) {
      for (const id of ids) if (top === undefined || scene.compare(id, top) > 0) top = id
      known.set(ids, top ?? '')
    }
    return top ?? ''
  }
  return { isAbove: (id: string, ids: ReadonlySet<string>) => scene.compare(id, topOf(ids)) > 0 }
}

function draftPicture({ id, element }: DraftInFlight, scene: Scene, measure: MeasureText): LivePicture {
  return { key: id, items: kindOf(element.kind).display(propsOf(element, scene), measure), by: IDENTITY }
}

/** An element without the words that are being typed. */
const untyped = ({ kind, props }: Element, part: string): Placed =>
  Object.assign({}, props, kindOf(kind).text?.parts ? { typed: part } : { text: '' })

/** What sets of elements look like together, put together again only when the scene has changed. */
function createGroups(scene: Scene, itemOf: (id: string, ids: ReadonlySet<string>) => readonly DisplayItem[]) {
  let known = new WeakMap<ReadonlySet<string>, Group>()
  const stop = scene.onChange(() => {
    known = new WeakMap()
  })
  return {
    of(ids: ReadonlySet<string>): Group {
      let group = known.get(ids)
      if (!group) {
        const present = scene.inOrder([...ids].filter((id) => scene.boundsOf(id) !== undefined))
        group = { ids: present, items: present.flatMap((id) => itemOf(id, ids)) }
        known.set(ids, group)
      }
      return group
    },
    dispose: () => stop(),
  }
}

interface Group {
  /** Bottom to top. */
  readonly ids: readonly string[]
  readonly items: readonly DisplayItem[]
}
