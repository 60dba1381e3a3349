import type { ElementKind, Placed } from '../elements/element-kind.ts'
import { shownProps } from '../elements/connect.ts'
import { kindOf } from '../elements/index.ts'
import { holderOf, windowOf, type Framed } from '../elements/window.ts'
import { compareZ } from '../elements/z-order.ts'
import {
  boxAt,
  boxOfCoordinates,
  EMPTY_BOX,
  expand,
  height,
  intersection,
  intersects,
  isEmpty,
  union,
  width,
  type Box,
} from '../geometry/box.ts'
import { seenThrough, type DisplayItem, type PathItem } from './display-item.ts'
import type { MeasureText } from './fonts.ts'

/** Part of a board as a snapshot shows it; SVG, PNG and every other export are drawn from one of these. */
export interface Picture {
  /** What part of the scene it shows, margin included. */
  readonly bounds: Box
  /** Bottom to top. */
  readonly items: readonly DisplayItem[]
  /** What leads somewhere, bottom to top. */
  readonly links: readonly PictureLink[]
}

export interface PictureLink {
  readonly box: Box
  /** As the document has it: see `elements/link.ts`. */
  readonly href: string
}

/** How large a picture of pixels is at so many pixels a scene unit: the same from browser and server. */
export const pixelsOf = (bounds: Box, scale: number): { readonly width: number; readonly height: number } => ({
  width: Math.max(1, Math.round(width(bounds) * scale)),
  height: Math.max(1, Math.round(height(bounds) * scale)),
})

/** What a picture needs to know of an element. */
export interface Depicted extends Framed {
  readonly id: string
  readonly z: string
  readonly props: Placed
}

const MARGIN = 24
/** An empty board still has a picture: a quiet sheet. */
const EMPTY_SHEET = boxAt(0, 0, 640, 360)

/** What of a board a picture shows; without any of it all there is. */
export interface PictureChoice {
  /** Around the drawing, scene units. */
  readonly margin?: number | undefined
  /** Nothing but these elements. Their connectors still end at what they are bound to. */
  readonly only?: ReadonlySet<string> | undefined
  /** What is in this frame, and exactly that part of the scene; nothing where there is no such frame. */
  readonly within?: string | undefined
  /** Exactly this part of the scene, without a margin. */
  readonly viewport?: Box | undefined
}

/** A picture of these elements, with a margin unless a part of the scene is asked for. What is not in it is not laid out, but for what connectors end at. */
export function pictureOf(elements: Iterable<Depicted>, measure: MeasureText, choice: PictureChoice = {}): Picture {
  const sorted = [...elements].sort(compareZ)
  const byId = new Map(sorted.map((element) => [element.id, element]))
  const { within, only } = choice
  if (within === undefined) {
    const chosen = only ? sorted.filter(({ id }) => only.has(id)) : sorted
    return pictureOfAll(looksOf(chosen, byId, measure), choice)
  }
  const inside = sorted.filter(({ id, belonging }) => id === within || belonging.frame === within)
  return pictureWithin(byId.get(within), looksOf(inside, byId, measure))
}

function pictureOfAll(looks: Iterable<Look>, { margin = MARGIN, viewport }: PictureChoice): Picture {
  let bounds: Box = EMPTY_BOX
  const items: DisplayItem[] = []
  const links: PictureLink[] = []
  for (const look of looks) {
    if (viewport !== undefined && !intersects(viewport, look.bounds)) continue
    bounds = union(bounds, look.bounds)
    items.push(...look.items())
    links.push(...look.links)
  }
  if (viewport !== undefined) return { bounds: viewport, items, links }
  return { bounds: isEmpty(bounds) ? EMPTY_SHEET : expand(bounds, margin), items, links }
}

/** @param looks of the frame and of what is in it */
function pictureWithin(frame: Depicted | undefined, looks: Iterable<Look>): Picture {
  const kind: ElementKind | undefined = frame && kindOf(frame.kind)
  const polygon = frame && kind?.holds?.(frame.props)
  const items: DisplayItem[] = []
  const links: PictureLink[] = []
  if (!polygon) return { bounds: EMPTY_SHEET, items, links }
  for (const look of looks) {
    // Its border is no part of what it shows.
    const isFrame = look.element.id === frame.id
    items.push(
      ...(isFrame ? look.items().map((item) => (item.type === 'path' ? borderless(item) : item)) : look.items()),
    )
    links.push(...look.links)
  }
  return { bounds: boxOfCoordinates(polygon), items: seenThrough(polygon, items), links }
}

const borderless = ({ type, path, fill, opacity }: PathItem): PathItem =>
  fill === undefined ? { type, path, opacity } : { type, path, fill, opacity }

/** An element as it is seen in its place. */
interface Look {
  readonly element: Depicted
  readonly bounds: Box
  readonly links: readonly PictureLink[]
  readonly items: () => readonly DisplayItem[]
}

function* looksOf(
  sorted: readonly Depicted[],
  byId: ReadonlyMap<string, Depicted>,
  measure: MeasureText,
): Generator<Look> {
  for (const element of sorted) {
    const kind = kindOf(element.kind)
    const props = shownProps(element, measure, (id) => byId.get(id))
    const whole = kind.bounds(props, measure)
    const window = windowOf(byId.get(holderOf(element, (id) => byId.get(id)?.kind) ?? ''), whole)
    const bounds = window ? intersection(whole, boxOfCoordinates(window)) : whole
    const { link: href } = element.belonging
    const links: readonly PictureLink[] = href === '' ? [] : [{ box: bounds, href }]
    yield { element, bounds, links, items: () => seenThrough(window, kind.display(props, measure)) }
  }
}
