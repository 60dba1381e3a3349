import type { BoardReader } from '#board/document/board-reader.ts'
import type { Element } from '#board/document/element.ts'
import type { Change, OwnChange } from '#board/document/change.ts'
import type { Belonging } from '#board/elements/belonging.ts'
import type { Placed } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import type { Window } from '#board/elements/window.ts'
import type { Box } from '#board/geometry/box.ts'
import type { Segment } from '#board/geometry/segment.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { createAppearance, type Moved, type Seen } from './appearance.ts'
import { createArrivals } from './arrivals.ts'
import { createFinds } from './finds.ts'
import { createHits } from './hits.ts'
import { NO_IMAGES, type Images } from './images.ts'
import { createMembers } from './members.ts'
import { createPlaces } from './places.ts'
import type { Sieve } from './sieve.ts'
import { createTies } from './ties.ts'

/** What a change of the document did to the picture. */
export interface SceneChange {
  /** Everything that must be repainted, in scene units. */
  readonly dirty: readonly Box[]
  /** Elements that are new and on top of all others, in order: painting them over what is there is enough. */
  readonly onTop: readonly string[]
  /** Every element that is new or other than it was. */
  readonly placed: readonly PlacedElement[]
  readonly gone: readonly string[]
  /** Of what this person did, took back or did again. */
  readonly own?: OwnChange | undefined
  /** No element is other than it was, but fonts or a picture are there by now: what was deleted would look other too. */
  readonly arrival?: true
}

/** An element as it is shown, and where; its `z` is that among all layers. */
export type PlacedElement = Seen

/** Local, derived index of a document: bounds, order, hits. Never shared, never a source of content. */
export interface Scene {
  /** An element as it is shown: the ends of a connector are where what they are bound to is now. */
  get(id: string): Element | undefined
  /** The kind of an element, without reading the rest of it. */
  kindOf(id: string): string | undefined
  /** All there are; unordered. */
  placed(): Iterable<PlacedElement>
  /** The props of an element as they would be shown if those that `moved` knows looked as it says. */
  shown(element: Pick<Element, 'kind' | 'props'>, moved?: Moved): Placed
  /** The connectors that are bound to an element, and what is in it: they look other when it does. */
  tiedTo(id: string): Iterable<string>
  /** Is it bound to something, or in something, even if that is gone? */
  isTied(id: string): boolean
  boundsOf(id: string): Box | undefined
  displayOf(id: string): readonly DisplayItem[]
  /** What an element looks like at `scale` device pixels per scene unit: simpler than {@link displayOf} where nobody can tell. Until the next call. */
  displayAt(id: string, scale: number): readonly DisplayItem[]
  /** Ids whose bounds meet the box; unordered. */
  query(box: Box): string[]
  /** For a gesture that asks again and again: a query that finds only those that it keeps, and asks about each element once. */
  sieve(keeps: (id: string) => boolean): Sieve
  /** The same ids bottom to top; those that are not in the scene are left out. */
  inOrder(ids: readonly string[]): string[]
  /** Negative when `a` is below `b`. */
  compare(a: string, b: string): number
  /** Where an element belongs, without reading the rest of it. */
  belonging(id: string): Belonging | undefined
  /** What holds an element, by id: it is seen within that. */
  holderOf(id: string): string | undefined
  /** All elements that hold others; unordered. */
  holders(): Iterable<string>
  /** All elements that lead somewhere; unordered. */
  linked(): Iterable<string>
  /** All elements that are made of words by a typesetter; unordered. */
  typeset(): Iterable<string>
  /** Where an element is seen, if not all of it is; `moved` as in {@link shown}. What is moved without what holds it is seen whole. */
  windowOf(id: string, moved?: Moved): Window | undefined
  /** All that are in a group or a frame, those of the groups within it included; unordered. */
  membersOf(id: string): ReadonlySet<string>
  /** Topmost element within `tolerance` scene units of a point, of those that are not locked; of all that are with `locked`. */
  hitTest(x: number, y: number, tolerance: number, locked?: 'locked'): string | undefined
  /** All elements that a pen of radius `tolerance` touches and that are not locked; unordered. */
  hitSegment(along: Segment, tolerance: number): string[]
  /** Around everything; undefined when the board is empty. */
  readonly bounds: Box | undefined
  /** The pictures that its elements show. */
  readonly images: Images
  /** Has what shows a file painted again: more of it has arrived. */
  repaint(file: string): void
  /** Measures all text again: its fonts have arrived. */
  remeasure(): void
  onChange(listener: (change: SceneChange) => void): () => void
  dispose(): void
}

/**
 * Follows a document: every change updates what it touched and nothing else.
 * @param rankOf what sorts an element among those of other layers, to be put before its `z`
 */
export function createScene(
  document: BoardReader,
  measure: MeasureText,
  images: Images = NO_IMAGES,
  rankOf: (belonging: Belonging) => string = () => '',
): Scene {
  const places = createPlaces()
  const appearance = createAppearance(document, measure)
  const ties = createTies()
  const members = createMembers()
  const finds = createFinds()
  const arrivals = createArrivals()
  const parts = [appearance, ties, members, finds, arrivals]
  const listeners = new Set<(change: SceneChange) => void>()

  const tell = (change: SceneChange) => {
    if (change.placed.length === 0 && change.gone.length === 0 && !change.arrival) return
    for (const listener of listeners) listener(change)
  }
  /** Layers come before the order within them. */
  const ranking = (element: Element): Element => {
    const rank = rankOf(element.belonging)
    return rank === '' ? element : { ...element, z: rank + element.z }
  }
  /** Hot path (every element of a board that opens). */
  const place = (stored: Element): PlacedElement => {
    ties.note(stored)
    members.note(stored)
    const seen = appearance.place(stored)
    const kind = kindOf(stored.kind)
    finds.note(stored, kind)
    arrivals.note(seen.element, kind)
    const element = ranking(seen.element)
    places.put(element.id, seen.box, element.z)
    return element === seen.element ? seen : { ...seen, element }
  }

  function leave(id: string, dirty: Box[]): void {
    const box = places.leave(id)
    if (box) dirty.push(box)
    for (const part of parts) part.forget(id)
  }

  function refresh(id: string, dirty: Box[], placed: PlacedElement[], gone: string[]): void {
    const stored = document.get(id)
    if (!stored) {
      leave(id, dirty)
      gone.push(id)
      return
    }
    appearance.change(id)
    const before = places.boxOf(id)
    if (before) dirty.push(before)
    const now = place(stored)
    dirty.push(now.box)
    placed.push(now)
  }

  function applyChange({ added, updated, removed }: Change): SceneChange {
    const dirty: Box[] = []
    const gone = [...removed]
    const placed: PlacedElement[] = []
    for (const id of gone) leave(id, dirty)
    for (const id of updated) refresh(id, dirty, placed, gone)
    const isOnly = dirty.length === 0
    const before = placed.length
    for (const id of added) {
      const stored = document.get(id)
      if (!stored) continue
      const now = place(stored)
      placed.push(now)
      dirty.push(now.box)
    }
    const onTop = isOnly ? places.areOnTop(added, placed.length - before) : undefined
    return onTop ? { dirty: [], onTop, placed, gone } : { dirty, onTop: [], placed, gone }
  }

  function follow(narrow: Change): void {
    tell({ ...applyChange(ties.widen(narrow)), own: narrow.own })
  }

  /** What is as it was in the document, and looks otherwise by now. */
  function lookAgain(ids: Iterable<string>): void {
    const dirty: Box[] = []
    const placed: PlacedElement[] = []
    for (const id of ids) refresh(id, dirty, placed, [])
    tell({ dirty, onTop: [], placed, gone: [], arrival: true })
  }

  function repaint(file: string): void {
    const shows = (id: string): boolean => {
      const element = document.get(id)
      return element !== undefined && kindOf(element.kind).depicts?.(element.props).file === file
    }
    lookAgain(arrivals.showing(file, shows))
  }

  for (const element of document.elements()) place(element)
  const stopImages = images.onArrival(repaint)
  const stopFollowing = document.onChange(follow)

  return {
    ...createHits(document, places, appearance, measure),
    kindOf: (id) => document.kindOf(id),
    get: appearance.get,
    shown: appearance.shown,
    displayOf: appearance.displayOf,
    displayAt: appearance.displayAt,
    windowOf: appearance.windowOf,
    holderOf: appearance.holderOf,
    tiedTo: ties.to,
    isTied: ties.isTied,
    compare: places.compare,
    boundsOf: places.boxOf,
    query: places.query,
    sieve: places.sieve,
    inOrder: places.inOrder,
    get bounds() {
      return places.bounds
    },
    *placed() {
      for (const id of places.ids()) {
        const element = appearance.get(id)
        const box = places.boxOf(id)
        if (element && box) yield { element: ranking(element), box, window: appearance.windowOf(id) }
      }
    },
    belonging: (id) => document.belonging(id),
    membersOf: members.of,
    holders: () => finds.holders,
    linked: () => finds.linked,
    typeset: () => finds.typeset,
    images,
    repaint,
    remeasure() {
      const late = new Set(arrivals.lettered)
      for (const id of arrivals.lettered) for (const tied of ties.to(id)) late.add(tied)
      lookAgain(late)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      stopFollowing()
      stopImages()
      listeners.clear()
    },
  }
}
