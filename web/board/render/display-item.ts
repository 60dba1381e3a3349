import type { Matrix } from '../geometry/matrix.ts'
import { polygonPath, type Path } from '../geometry/path.ts'
import type { Face } from './fonts.ts'
import type { LaidOutLine, TextBlock } from './text-layout.ts'

/**
 * What an element looks like, as plain data in scene units. The only thing that renderers read:
 * screen tiles, live Fabric objects, SVG and server pictures are all drawn from these, so they agree.
 *
 * Colours are the document's colour values (a palette name or `#rrggbb`); a renderer resolves them with a theme.
 */
export type DisplayItem = PathItem | TextItem | ImageItem | ClipItem

/** How a line is drawn. Its ends and corners are round. */
export interface Pen {
  readonly color: string
  readonly width: number
  /** Lengths of dashes and gaps in turn; a line without is whole. */
  readonly dash?: readonly number[]
}

export interface PathItem {
  readonly type: 'path'
  readonly path: Path
  readonly fill?: string
  readonly stroke?: Pen
  /** 0 to 1. */
  readonly opacity: number
}

/** What is drawn in the place of a picture that isn't there. */
export const SHEET = { color: 'grey', opacity: 0.16 } as const

/** A picture from a file; a quiet sheet in its place for renderers that don't have it (yet). */
export interface ImageItem {
  readonly type: 'image'
  /** Its hash. */
  readonly file: string
  /** From the unit square, which all of the picture fills, to the scene. */
  readonly matrix: Matrix
  /** What it shows, in words; missing: nobody has said. */
  readonly alt?: string
  /** What of it is seen: a closed path, scene units. */
  readonly outline: Path
  readonly opacity: number
}

export interface TextItem extends Face {
  readonly type: 'text'
  /** In the local space that `matrix` maps to the scene. */
  readonly lines: readonly LaidOutLine[]
  /** Font size in local units. */
  readonly size: number
  readonly color: string
  readonly opacity: number
  readonly matrix: Matrix
}

/** Items of which only what lies within a path is seen. */
export interface ClipItem {
  readonly type: 'clip'
  readonly path: Path
  readonly items: readonly DisplayItem[]
}

/** The items as they are seen through a window, a closed polygon; without one, as they are. */
export const seenThrough = (
  window: ArrayLike<number> | undefined,
  items: readonly DisplayItem[],
): readonly DisplayItem[] => (window && items.length > 0 ? [{ type: 'clip', path: polygonPath(window), items }] : items)

/** The items with other opacities, also of those that are clipped. */
export const withOpacity = (
  items: readonly DisplayItem[],
  opacityOf: (opacity: number) => number,
): readonly DisplayItem[] =>
  items.map((item) =>
    item.type === 'clip'
      ? { ...item, items: withOpacity(item.items, opacityOf) }
      : { ...item, opacity: opacityOf(item.opacity) },
  )

/** The letters of a text block; lines without one are not drawn. */
export const textItem = ({ lines, font, bold, italic, size, color, opacity, matrix }: TextBlock): TextItem => ({
  type: 'text',
  lines: lines.filter(({ text }) => text !== ''),
  font,
  bold,
  italic,
  size,
  color,
  opacity,
  matrix,
})

/** The pictures among items. */
export const imagesIn = (items: readonly DisplayItem[]): ImageItem[] =>
  items.flatMap((item) => (item.type === 'image' ? [item] : item.type === 'clip' ? imagesIn(item.items) : []))

/** How large a picture is drawn, its longer side, at so many pixels a scene unit. */
export const paintedSide = ({ matrix: [a, b, c, d] }: ImageItem, scale: number): number =>
  Math.max(Math.hypot(a, b), Math.hypot(c, d)) * scale
