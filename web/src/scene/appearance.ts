import type { BoardReader } from '#board/document/board-reader.ts'
import type { Element } from '#board/document/element.ts'
import { shownProps } from '#board/elements/connect.ts'
import type { Placed } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { holderOf, windowOf, type Window } from '#board/elements/window.ts'
import { boxOfCoordinates, intersection, type Box } from '#board/geometry/box.ts'
import { createScratch } from '#board/geometry/scratch.ts'
import { seenThrough, type DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'

/** What elements look like, and how much of them is seen. */
export interface Appearance {
  /** An element as it is shown, by id. */
  readonly get: (id: string) => Element | undefined
  /** See `scene.ts`. */
  readonly shown: (element: Pick<Element, 'kind' | 'props'>, moved?: Moved) => Placed
  /** Hot path (every element of a board that opens). An element as it is shown now, and where. */
  place(stored: Element): Seen
  /** Nothing of what an element looked like holds any more. */
  change(id: string): void
  forget(id: string): void
  readonly displayOf: (id: string) => readonly DisplayItem[]
  /** See `scene.ts`. */
  readonly displayAt: (id: string, scale: number) => readonly DisplayItem[]
  /** Where an element is seen, if not all of it is. */
  readonly windowOf: (id: string, moved?: Moved) => Window | undefined
  /** What holds an element, by id. */
  readonly holderOf: (id: string) => string | undefined
}

/** The props of elements that look other than they are stored. */
export type Moved = (id: string) => Placed | undefined

/** An element as it is shown, and what it covers in scene units. */
export interface Seen {
  readonly element: Element
  readonly box: Box
  /** Where it is seen, if not all of it is. */
  readonly window: Window | undefined
}

/** Display lists kept, the least recently asked for dropped first: they are many times larger than what they are made of. */
const DISPLAYS_KEPT = 512

export function createAppearance(document: BoardReader, measure: MeasureText): Appearance {
  /** Of those that are not seen whole. */
  const windows = new Map<string, Window>()
  const displays = new Map<string, readonly DisplayItem[]>()
  const scratch = createScratch()

  const shown: Appearance['shown'] = (element, moved) =>
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
  const holder = (id: string): string | undefined => {
    const [kind, belonging] = [document.kindOf(id), document.belonging(id)]
    return kind !== undefined && belonging && belonging.frame !== null
      ? holderOf({ kind, belonging }, (other) => document.kindOf(other))
      : undefined
  }
  function movedWindow(id: string, moved: Moved): Window | undefined {
    const within = holder(id)
    const element = within === undefined ? undefined : get(id)
    const target = within === undefined ? undefined : document.get(within)
    if (!element || !target) return undefined
    const [props, around] = [moved(id), moved(target.id)]
    if (props && !around) return undefined
    const whole = kindOf(element.kind).bounds(props ?? element.props, measure)
    return windowOf({ ...target, props: around ?? target.props }, whole)
  }

  function made(id: string): readonly DisplayItem[] {
    const element = get(id)
    return element ? seenThrough(windows.get(id), kindOf(element.kind).display(element.props, measure)) : []
  }
  function displayOf(id: string): readonly DisplayItem[] {
    const items = displays.get(id) ?? made(id)
    displays.delete(id)
    displays.set(id, items)
    if (displays.size > DISPLAYS_KEPT) displays.delete(displays.keys().next().value ?? '')
    return items
  }

  return {
    get,
    shown,
    place(stored) {
      const element = asShown(stored)
      const whole = kindOf(element.kind).bounds(element.props, measure)
      const window = element.belonging.frame === null ? undefined : windowOver(element, whole)
      if (window) windows.set(element.id, window)
      else if (windows.size > 0) windows.delete(element.id)
      return { element, box: window ? intersection(whole, boxOfCoordinates(window)) : whole, window }
    },
    change: (id) => void displays.delete(id),
    forget(id) {
      displays.delete(id)
      windows.delete(id)
    },
    displayOf,
    displayAt(id, scale) {
      const element = document.get(id)
      const small = element && kindOf(element.kind).displaySmall?.(element.props, scale, scratch)
      return small ? seenThrough(windows.get(id), small) : displayOf(id)
    },
    windowOf: (id, moved) => (moved ? movedWindow(id, moved) : windows.get(id)),
    holderOf: holder,
  }
}
