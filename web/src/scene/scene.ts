import type { BoardDocument } from '#board/document/board-document.ts'
import type { Element } from '#board/document/element.ts'
import type { Change } from '#board/document/change.ts'
import { shownProps } from '#board/elements/connect.ts'
import type { Placed } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { boxOf, expand, isEmpty, union, type Box } from '#board/geometry/box.ts'
import type { Segment } from '#board/geometry/segment.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { createSpatialIndex } from './spatial-index.ts'
import { createStack } from './stack.ts'
import { createTies } from './ties.ts'

/** What a change of the document did to the picture. */
export interface SceneChange {
  /** The elements that came, went or look different. */
  readonly ids: ReadonlySet<string>
  /** Everything that must be repainted, in scene units. */
  readonly dirty: readonly Box[]
  /** Elements that are new and on top of all others, in order: painting them over what is there is enough. */
  readonly onTop: readonly string[]
}

/** Local, derived index of a document: bounds, order, hits. Never shared, never a source of content. */
export interface Scene {
  /** An element as it is shown: the ends of a connector are where what they are bound to is now. */
  get(id: string): Element | undefined
  /** The kind of an element, without reading the rest of it. */
  kindOf(id: string): string | undefined
  /** The props of an element as they would be shown if those that `moved` knows looked as it says. */
  shown(element: Pick<Element, 'kind' | 'props'>, moved?: (id: string) => Placed | undefined): Placed
  /** The connectors that are bound to an element. */
  tiedTo(id: string): Iterable<string>
  /** Is it a connector that is bound to something, even if that is gone? */
  isTied(id: string): boolean
  boundsOf(id: string): Box | undefined
  displayOf(id: string): readonly DisplayItem[]
  /** Ids whose bounds meet the box; unordered. */
  query(box: Box): string[]
  /** Sorts bottom to top, in place, and answers the same array. */
  inOrder(ids: string[]): string[]
  /** Negative when `a` is below `b`. */
  compare(a: string, b: string): number
  /** Topmost element within `tolerance` scene units of a point. */
  hitTest(x: number, y: number, tolerance: number): string | undefined
  /** All elements that a pen of radius `tolerance` touches; unordered. */
  hitSegment(along: Segment, tolerance: number): string[]
  /** Around everything; undefined when the board is empty. */
  readonly bounds: Box | undefined
  /** Measures all text again: its fonts have arrived. */
  remeasure(): void
  onChange(listener: (change: SceneChange) => void): () => void
  dispose(): void
}

/** Display lists kept, the least recently asked for dropped first: they are many times larger than what they are made of. */
const DISPLAYS_KEPT = 4_096

/** Follows a document: every change updates what it touched and nothing else. */
export function createScene(document: BoardDocument, measure: MeasureText): Scene {
  const index = createSpatialIndex()
  const stack = createStack()
  const ties = createTies()
  const displays = new Map<string, readonly DisplayItem[]>()
  const listeners = new Set<(change: SceneChange) => void>()
  /** Unknown after something left or moved: found again when asked for. */
  let bounds: Box | undefined

  const tell = (change: SceneChange) => {
    if (change.dirty.length === 0 && change.onTop.length === 0) return
    for (const listener of listeners) listener(change)
  }
  const shown: Scene['shown'] = (element, moved) =>
    shownProps(element, measure, (id) => {
      const target = document.get(id)
      const props = target && moved?.(id)
      return props ? { ...target, props } : target
    })
  const get = (id: string): Element | undefined => {
    const element = document.get(id)
    if (!element) return undefined
    const props = shown(element)
    return props === element.props ? element : { ...element, props }
  }
  const place = (stored: Element): Box => {
    ties.note(stored)
    const element = { ...stored, props: shown(stored) }
    const box = kindOf(element.kind).bounds(element.props, measure)
    index.set(element.id, box)
    stack.set(element.id, element.z)
    if (bounds) bounds = union(bounds, box)
    return box
  }
  const follow = (narrow: Change) => {
    const change = ties.widen(narrow)
    tell(applyChange(change))
  }

  function applyChange({ added, updated, removed }: Change): SceneChange {
    const dirty: Box[] = []
    const fresh: string[] = []
    for (const id of removed) leave(id, dirty)
    for (const id of updated) refresh(id, dirty)
    const top = stack.top()
    for (const id of added) {
      const element = document.get(id)
      if (!element) continue
      const box = place(element)
      fresh.push(id)
      dirty.push(box)
    }
    const overAll = top === undefined || fresh.every((id) => stack.compare(id, top) > 0)
    if (dirty.length === fresh.length && overAll) return { ids: added, dirty: [], onTop: stack.sort(fresh) }
    return { ids: new Set([...updated, ...removed, ...added]), dirty, onTop: [] }
  }

  function leave(id: string, dirty: Box[]): void {
    const box = index.boxOf(id)
    if (box) dirty.push(box)
    if (box && bounds && isAtEdge(box, bounds)) bounds = undefined
    index.delete(id)
    stack.delete(id)
    ties.forget(id)
    displays.delete(id)
  }

  function refresh(id: string, dirty: Box[]): void {
    leave(id, dirty)
    const element = document.get(id)
    if (element) dirty.push(place(element))
  }

  function displayOf(id: string): readonly DisplayItem[] {
    const kept = displays.get(id)
    const element = kept ? undefined : get(id)
    const items = kept ?? (element ? kindOf(element.kind).display(element.props, measure) : [])
    displays.delete(id)
    displays.set(id, items)
    if (displays.size > DISPLAYS_KEPT) displays.delete(displays.keys().next().value ?? '')
    return items
  }

  function hits(id: string, along: Segment, tolerance: number): boolean {
    const element = get(id)
    return element !== undefined && kindOf(element.kind).hit(element.props, along, tolerance, measure)
  }

  for (const element of document.elements()) place(element)
  const stopFollowing = document.onChange(follow)

  return {
    kindOf: (id) => document.kindOf(id),
    get,
    shown,
    tiedTo: ties.to,
    isTied: ties.isTied,
    boundsOf: (id) => index.boxOf(id),
    displayOf,
    query: (box) => index.query(box),
    inOrder: (ids) => stack.sort(ids),
    compare: (a, b) => stack.compare(a, b),
    hitTest(x, y, tolerance) {
      const point = { x, y }
      const ids = stack.sort(index.query(expand(boxOf(point), tolerance)))
      return ids.findLast((id) => hits(id, { from: point, to: point }, tolerance))
    },
    hitSegment(along, tolerance) {
      const reach = expand(boxOf(along.from, along.to), tolerance)
      return index.query(reach).filter((id) => hits(id, along, tolerance))
    },
    get bounds() {
      bounds ??= index.bounds()
      return isEmpty(bounds) ? undefined : bounds
    },
    remeasure() {
      const dirty: Box[] = []
      const ids = [...document.ids()].filter((id) => kindOf(document.kindOf(id) ?? '').text)
      for (const id of ids) refresh(id, dirty)
      tell({ ids: new Set(ids), dirty, onTop: [] })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      stopFollowing()
      listeners.clear()
    },
  }
}

/** Without a box that reaches its edge, what is around everything may be smaller. */
const isAtEdge = (box: Box, all: Box): boolean =>
  box.minX <= all.minX || box.minY <= all.minY || box.maxX >= all.maxX || box.maxY >= all.maxY
