import type { Belonging } from '../elements/belonging.ts'
import type { Placed } from '../elements/element-kind.ts'
import { shownProps } from '../elements/connect.ts'
import { kindOf } from '../elements/index.ts'
import { compareZ } from '../elements/z-order.ts'
import { boxAt, EMPTY_BOX, expand, intersects, isEmpty, union, type Box } from '../geometry/box.ts'
import type { DisplayItem } from './display-item.ts'
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

/** What a picture needs to know of an element. */
export interface Depicted {
  readonly id: string
  readonly kind: string
  readonly z: string
  readonly props: Placed
  readonly belonging?: Pick<Belonging, 'link'>
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
  /** Exactly this part of the scene, without a margin. */
  readonly viewport?: Box | undefined
}

/** A picture of these elements, with a margin unless a part of the scene is asked for. */
export function pictureOf(
  elements: Iterable<Depicted>,
  measure: MeasureText,
  { margin = MARGIN, only, viewport }: PictureChoice = {},
): Picture {
  let bounds: Box = EMPTY_BOX
  const items: DisplayItem[] = []
  const links: PictureLink[] = []
  const sorted = [...elements].sort(compareZ)
  const byId = new Map(sorted.map((element) => [element.id, element]))
  for (const element of sorted) {
    if (only?.has(element.id) === false) continue
    const kind = kindOf(element.kind)
    const props = shownProps(element, measure, (id) => byId.get(id))
    const box = kind.bounds(props, measure)
    if (viewport !== undefined && !intersects(viewport, box)) continue
    bounds = union(bounds, box)
    const href = element.belonging?.link ?? ''
    if (href !== '') links.push({ box, href })
    items.push(...kind.display(props, measure))
  }
  if (viewport !== undefined) return { bounds: viewport, items, links }
  return { bounds: isEmpty(bounds) ? EMPTY_SHEET : expand(bounds, margin), items, links }
}
