import type { Box } from '#board/geometry/box.ts'
import type { Camera } from '../editor/camera.ts'
import type { Viewport } from '../editor/editor.ts'

/** Side of a tile in device pixels. */
export const TILE = 512

/**
 * What of the scene is on the screen, in whole device pixels: the pixel `left + i`, `top + j` of the scene
 * drawn at `scale` is shown at `i`, `j`.
 */
export interface View {
  /** Device pixels per scene unit. */
  readonly scale: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Tiles of one level: inclusive columns and rows; empty when `maxColumn < minColumn`. */
export interface TileRange {
  readonly minColumn: number
  readonly minRow: number
  readonly maxColumn: number
  readonly maxRow: number
}

/** A tile's place in its level. Column 0, row 0 begins at the scene's origin. */
export interface TilePlace {
  readonly column: number
  readonly row: number
}

/** A rectangle of whole device pixels. */
export interface PixelRect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function viewOf(camera: Camera, viewport: Viewport, pixelRatio: number): View {
  const scale = camera.zoom * pixelRatio
  return {
    scale,
    left: Math.round(camera.x * scale),
    top: Math.round(camera.y * scale),
    width: Math.round(viewport.width * pixelRatio),
    height: Math.round(viewport.height * pixelRatio),
  }
}

/** The tiles of the level `scale` that a box touches; `bleed` device pixels are added around it. */
export function tilesOver(box: Box, scale: number, bleed = 0): TileRange {
  return {
    minColumn: Math.floor((box.minX * scale - bleed) / TILE),
    minRow: Math.floor((box.minY * scale - bleed) / TILE),
    maxColumn: Math.floor((box.maxX * scale + bleed) / TILE),
    maxRow: Math.floor((box.maxY * scale + bleed) / TILE),
  }
}

/** The tiles of the level `scale` that a view shows at least one pixel of. */
export function tilesInView(view: View, scale: number): TileRange {
  const side = TILE * (view.scale / scale)
  return {
    minColumn: Math.floor(view.left / side),
    minRow: Math.floor(view.top / side),
    maxColumn: Math.ceil((view.left + view.width) / side) - 1,
    maxRow: Math.ceil((view.top + view.height) / side) - 1,
  }
}

/** What a tile shows, in scene units. */
export function boxOfTile({ column, row }: TilePlace, scale: number): Box {
  const side = TILE / scale
  return { minX: column * side, minY: row * side, maxX: (column + 1) * side, maxY: (row + 1) * side }
}

/** Where a tile of the level `scale` goes on the screen. Edges are rounded alike, so that neighbours neither overlap nor gape. */
export function placeTile({ column, row }: TilePlace, scale: number, view: View): PixelRect {
  const side = TILE * (view.scale / scale)
  const x = Math.round(column * side) - view.left
  const y = Math.round(row * side) - view.top
  return {
    x,
    y,
    width: Math.round((column + 1) * side) - view.left - x,
    height: Math.round((row + 1) * side) - view.top - y,
  }
}

/** The whole pixels of a tile that painting inside a box can touch (one pixel of anti-aliasing around it), or null. */
export function pixelsOfBox(box: Box, { column, row }: TilePlace, scale: number): PixelRect | null {
  const x = Math.max(0, Math.floor(box.minX * scale) - 1 - column * TILE)
  const y = Math.max(0, Math.floor(box.minY * scale) - 1 - row * TILE)
  const right = Math.min(TILE, Math.ceil(box.maxX * scale) + 1 - column * TILE)
  const bottom = Math.min(TILE, Math.ceil(box.maxY * scale) + 1 - row * TILE)
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null
}

/** The places of a range, those nearest to its middle first. */
export function nearestFirst({ minColumn, minRow, maxColumn, maxRow }: TileRange): TilePlace[] {
  const places: TilePlace[] = []
  for (let row = minRow; row <= maxRow; row++) {
    for (let column = minColumn; column <= maxColumn; column++) places.push({ column, row })
  }
  const middleColumn = (minColumn + maxColumn) / 2
  const middleRow = (minRow + maxRow) / 2
  const distance = (place: TilePlace) => (place.column - middleColumn) ** 2 + (place.row - middleRow) ** 2
  return places.sort((a, b) => distance(a) - distance(b))
}

export function intersectRanges(a: TileRange, b: TileRange): TileRange {
  return {
    minColumn: Math.max(a.minColumn, b.minColumn),
    minRow: Math.max(a.minRow, b.minRow),
    maxColumn: Math.min(a.maxColumn, b.maxColumn),
    maxRow: Math.min(a.maxRow, b.maxRow),
  }
}

export function inRange({ column, row }: TilePlace, range: TileRange): boolean {
  return column >= range.minColumn && column <= range.maxColumn && row >= range.minRow && row <= range.maxRow
}

/** One number for a place: columns and rows of ±10 million scene units at the closest zoom and pixel ratio fit many times. */
export const keyOfPlace = ({ column, row }: TilePlace) => (column + 2 ** 25) * 2 ** 26 + row + 2 ** 25

/**
 * The scale at which a whole board fits into about `side` pixels: a power of two, so that it stays the same while the
 * board grows a little.
 */
export function baseScaleOf(bounds: Box, side = 4 * TILE): number {
  const largest = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY, 1)
  return Math.min(1, 2 ** Math.floor(Math.log2(side / largest)))
}

/** Is `inner` wholly inside `outer`? */
export const coversPixels = (outer: PixelRect, inner: PixelRect): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

/** A rectangle of a tile of the level `scale`, in the tile's pixels. */
interface PartOfTile {
  readonly scale: number
  readonly place: TilePlace
  readonly pixels: PixelRect
}

/** Can painting inside the box touch a pixel of the part? */
export function meetsPart(box: Box, { scale, place, pixels }: PartOfTile): boolean {
  const touched = pixelsOfBox(box, place, scale)
  if (!touched) return false
  const isBeside = touched.x >= pixels.x + pixels.width || pixels.x >= touched.x + touched.width
  return !isBeside && touched.y < pixels.y + pixels.height && pixels.y < touched.y + touched.height
}

export const sameTile = (a: Omit<PartOfTile, 'pixels'>, b: Omit<PartOfTile, 'pixels'>): boolean =>
  a.scale === b.scale && a.place.column === b.place.column && a.place.row === b.place.row

export const samePart = (a: PartOfTile, b: PartOfTile): boolean =>
  sameTile(a, b) &&
  a.pixels.x === b.pixels.x &&
  a.pixels.y === b.pixels.y &&
  a.pixels.width === b.pixels.width &&
  a.pixels.height === b.pixels.height

/** So many pixels more on every side; negative numbers: fewer. */
export const widened = (view: View, left: number, top: number, right: number, bottom: number): View => ({
  ...view,
  left: view.left - left,
  top: view.top - top,
  width: view.width + left + right,
  height: view.height + top + bottom,
})
