import type { BoardReader } from '#board/document/board-reader.ts'
import type { Element } from '#board/document/element.ts'
import type { Change, OwnChange } from '#board/document/change.ts'
import { FREE, type Belonging } from '#board/elements/belonging.ts'
import { shownProps } from '#board/elements/connect.ts'
import type { Placed } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { holderOf, windowOf, type Window } from '#board/elements/window.ts'
import { boxOf, boxOfCoordinates, expand, intersection, isEmpty, union, type Box } from '#board/geometry/box.ts'
import { createScratch } from '#board/geometry/scratch.ts'
import { insidePolygon, touchesPolyline, type Segment } from '#board/geometry/segment.ts'
import { seenThrough, type DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { createFinds } from './finds.ts'
import { NO_IMAGES, type Images } from './images.ts'
import { createMembers } from './members.ts'
import { createSlots } from './slots.ts'
import { createSieve, type Sieve } from './sieve.ts'
import { createSpatialIndex } from './spatial-index.ts'
import { createStack } from './stack.ts'
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

/** An element, and what it covers in scene units. */
export interface PlacedElement {
  readonly element: Element
  readonly box: Box
  /** Where it is seen, if not all of it is. */
  readonly window: Window | undefined
}

/** Local, derived index of a document: bounds, order, hits. Never shared, never a source of content. */
export interface Scene {
  /** An element as it is shown: the ends of a connector are where what they are bound to is now. */
  get(id: string): Element | undefined
  /** The kind of an element, without reading the rest of it. */
  kindOf(id: string): string | undefined
  /** All there are; unordered. */
  placed(): Iterable<PlacedElement>
  /** The props of an element as they would be shown if those that `moved` knows looked as it says. */
  shown(element: Pick<Element, 'kind' | 'props'>, moved?: (id: string) => Placed | undefined): Placed
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
  windowOf(id: string, moved?: (id: string) => Placed | undefined): Window | undefined
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

/** Display lists kept, the least recently asked for dropped first: they are many times larger than what they are made of. */
const DISPLAYS_KEPT = 512

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
  const slots = createSlots()
  const index = createSpatialIndex()
  const stack = createStack()
  const ties = createTies()
  const members = createMembers()
  const finds = createFinds()
  /** Of those that are not seen whole. */
  const windows = new Map<string, Window>()
  const displays = new Map<string, readonly DisplayItem[]>()
  const scratch = createScratch()
  /** Elements that look otherwise once their fonts are there. */
  const lettered = new Set<string>()
  /** What shows a file, by its hash; some may have gone or show another by now. */
  const pictured = new Map<string, Set<string>>()
  const listeners = new Set<(change: SceneChange) => void>()
  /** Unknown after something left or moved: found again when asked for. */
  let bounds: Box | undefined

  const tell = (change: SceneChange) => {
    if (change.placed.length === 0 && change.gone.length === 0 && !change.arrival) return
    for (const listener of listeners) listener(change)
  }
  const shown: Scene['shown'] = (element, moved) =>
    shownProps(element, measure, (id) => {
      const target = document.get(id)
      const props = target && moved?.(id)
      return props ? { ...target, props } : target
    })
  const asShown = (stored: Element): Element => {
    const props = shown(stored)
    return props === stored.props ? stored : { ...stored, props }
  }
  const get = (id: string): Element | undefined => {
    const stored = document.get(id)
    return stored && asShown(stored)
  }
  const windowOver = (element: Element, whole: Box): Window | undefined => {
    const holder = holderOf(element, (id) => document.kindOf(id))
    return windowOf(holder === undefined ? undefined : document.get(holder), whole)
  }
  const windowed = (id: string): string | undefined => {
    const [kind, belonging] = [document.kindOf(id), document.belonging(id)]
    return kind !== undefined && belonging && belonging.frame !== null
      ? holderOf({ kind, belonging }, (other) => document.kindOf(other))
      : undefined
  }
  /** Layers come before the order within them. */
  const ranking = (element: Element): Element => {
    const rank = rankOf(element.belonging)
    return rank === '' ? element : { ...element, z: rank + element.z }
  }
  /** Hot path (every element of a board that opens). */
  const place = (stored: Element, slot: number): PlacedElement => {
    ties.note(stored)
    members.note(stored)
    const element = asShown(stored)
    const kind = kindOf(element.kind)
    const whole = kind.bounds(element.props, measure)
    const window = element.belonging.frame === null ? undefined : windowOver(element, whole)
    if (window) windows.set(element.id, window)
    else if (windows.size > 0) windows.delete(element.id)
    const box = window ? intersection(whole, boxOfCoordinates(window)) : whole
    finds.note(stored, kind)
    index.set(slot, box)
    const ranked = ranking(element)
    stack.set(slot, ranked.z, element.id)
    if (kind.text) lettered.add(element.id)
    if (kind.depicts) notePicture(kind.depicts(element.props).file, element.id)
    if (bounds) bounds = union(bounds, box)
    return { element: ranked, box, window }
  }
  const notePicture = (file: string, id: string): void => {
    const ids = pictured.get(file) ?? new Set<string>()
    pictured.set(file, ids.add(id))
  }
  const boundsOf = (id: string): Box | undefined => {
    const slot = slots.slotOf(id)
    return slot === undefined ? undefined : index.boxOf(slot)
  }
  const query = (box: Box): string[] => index.query(box).map(slots.idOf)
  const inOrder = (ids: readonly string[]): string[] => {
    const present = ids.map(slots.slotOf).filter((slot) => slot !== undefined)
    return stack.sort(present).map(slots.idOf)
  }
  const follow = (narrow: Change) => {
    const change = ties.widen(narrow)
    tell({ ...applyChange(change), own: narrow.own })
  }

  function applyChange({ added, updated, removed }: Change): SceneChange {
    const dirty: Box[] = []
    const gone = [...removed]
    const placed: PlacedElement[] = []
    for (const id of gone) leave(id, dirty)
    for (const id of updated) refresh(id, dirty, placed, gone)
    const wasEmpty = dirty.length === 0
    const fresh: number[] = []
    for (const id of added) {
      const stored = document.get(id)
      if (!stored) continue
      const slot = slots.take(id)
      const now = place(stored, slot)
      fresh.push(slot)
      placed.push(now)
      dirty.push(now.box)
    }
    if (wasEmpty && areTopmost(fresh)) return { dirty: [], onTop: stack.sort(fresh).map(slots.idOf), placed, gone }
    return { dirty, onTop: [], placed, gone }
  }

  function areTopmost(fresh: readonly number[]): boolean {
    const from = stack.end - fresh.length
    return fresh.every((slot) => stack.placeOf(slot) >= from)
  }

  function placeOf(id: string): number {
    const slot = slots.slotOf(id)
    return slot === undefined ? -1 : stack.placeOf(slot)
  }

  /** What was at the edge of all may have held it there. */
  function shrink(box: Box): void {
    if (bounds && isAtEdge(box, bounds)) bounds = undefined
  }

  function leave(id: string, dirty: Box[]): void {
    const slot = slots.slotOf(id)
    if (slot === undefined) return
    const box = index.boxOf(slot)
    if (box) {
      dirty.push(box)
      shrink(box)
    }
    index.delete(slot)
    stack.delete(slot)
    ties.forget(id)
    members.forget(id)
    finds.forget(id)
    windows.delete(id)
    slots.release(id)
    lettered.delete(id)
    displays.delete(id)
  }

  function refresh(id: string, dirty: Box[], placed: PlacedElement[], gone: string[]): void {
    const stored = document.get(id)
    const before = boundsOf(id)
    if (!stored) {
      leave(id, dirty)
      gone.push(id)
      return
    }
    displays.delete(id)
    if (before) {
      dirty.push(before)
      shrink(before)
    }
    const now = place(stored, slots.take(id))
    dirty.push(now.box)
    placed.push(now)
  }

  function displayOf(id: string): readonly DisplayItem[] {
    const kept = displays.get(id)
    const element = kept ? undefined : get(id)
    const items =
      kept ?? (element ? seenThrough(windows.get(id), kindOf(element.kind).display(element.props, measure)) : [])
    displays.delete(id)
    displays.set(id, items)
    if (displays.size > DISPLAYS_KEPT) displays.delete(displays.keys().next().value ?? '')
    return items
  }

  function hits(id: string, along: Segment, tolerance: number, locked = false): boolean {
    const element = (document.belonging(id) ?? FREE).locked === locked ? get(id) : undefined
    if (!element || !isSeen(windows.get(id), along, tolerance)) return false
    return kindOf(element.kind).hit(element.props, along, tolerance, measure)
  }

  function repaint(file: string): void {
    const shows = (id: string): boolean => {
      const element = document.get(id)
      return element !== undefined && kindOf(element.kind).depicts?.(element.props).file === file
    }
    const ids = [...(pictured.get(file) ?? [])].filter(shows)
    if (ids.length === 0) pictured.delete(file)
    else pictured.set(file, new Set(ids))
    const dirty: Box[] = []
    const placed: PlacedElement[] = []
    for (const id of ids) refresh(id, dirty, placed, [])
    tell({ dirty, onTop: [], placed, gone: [], arrival: true })
  }

  for (const element of document.elements()) place(element, slots.take(element.id))
  const stopImages = images.onArrival(repaint)
  const stopFollowing = document.onChange(follow)

  return {
    kindOf: (id) => document.kindOf(id),
    get,
    shown,
    tiedTo: ties.to,
    isTied: ties.isTied,
    compare: (a, b) => placeOf(a) - placeOf(b),
    *placed() {
      for (const id of slots.ids()) {
        const element = get(id)
        const box = boundsOf(id)
        if (element && box) yield { element: ranking(element), box, window: windows.get(id) }
      }
    },
    boundsOf,
    displayOf,
    displayAt(id, scale) {
      const element = document.get(id)
      const small = element && kindOf(element.kind).displaySmall?.(element.props, scale, scratch)
      return small ? seenThrough(windows.get(id), small) : displayOf(id)
    },
    query,
    sieve: (keeps) => createSieve(index, slots, keeps),
    inOrder,
    belonging: (id) => document.belonging(id),
    membersOf: members.of,
    holders: () => finds.holders,
    linked: () => finds.linked,
    typeset: () => finds.typeset,
    holderOf: (id) => windowed(id),
    windowOf(id, moved) {
      if (!moved) return windows.get(id)
      const holder = windowed(id)
      const element = holder === undefined ? undefined : get(id)
      const target = holder === undefined ? undefined : document.get(holder)
      if (!element || !target) return undefined
      const [props, around] = [moved(id), moved(target.id)]
      if (props && !around) return undefined
      const whole = kindOf(element.kind).bounds(props ?? element.props, measure)
      return windowOf({ ...target, props: around ?? target.props }, whole)
    },
    hitTest(x, y, tolerance, locked) {
      const point = { x, y }
      const ids = stack.sort(index.query(expand(boxOf(point), tolerance))).map(slots.idOf)
      return ids.findLast((id) => hits(id, { from: point, to: point }, tolerance, locked === 'locked'))
    },
    hitSegment(along, tolerance) {
      return query(expand(boxOf(along.from, along.to), tolerance)).filter((id) => hits(id, along, tolerance))
    },
    get bounds() {
      bounds ??= index.bounds()
      return isEmpty(bounds) ? undefined : bounds
    },
    images,
    repaint,
    remeasure() {
      const dirty: Box[] = []
      const placed: PlacedElement[] = []
      for (const id of lettered) {
        refresh(id, dirty, placed, [])
        for (const connector of ties.to(id)) if (!lettered.has(connector)) refresh(connector, dirty, placed, [])
      }
      tell({ dirty, onTop: [], placed, gone: [], arrival: true })
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

/** Does a pen that travels along `along` come near what is seen through the window? */
const isSeen = (window: Window | undefined, along: Segment, tolerance: number): boolean =>
  window === undefined ||
  insidePolygon(window, along.from.x, along.from.y) ||
  insidePolygon(window, along.to.x, along.to.y) ||
  touchesPolyline(along, [...Array.from(window), window[0] ?? 0, window[1] ?? 0], 2, tolerance)

/** Without a box that reaches its edge, what is around everything may be smaller. */
const isAtEdge = (box: Box, all: Box): boolean =>
  box.minX <= all.minX || box.minY <= all.minY || box.maxX >= all.maxX || box.maxY >= all.maxY
