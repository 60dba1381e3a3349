import type { DisplayItem } from '#board/render/display-item.ts'
import { paintItems, type FindBitmap } from '#board/render/canvas.ts'
import type { Theme } from '#board/render/theme.ts'
import { contextOf } from './paint-part.ts'
import { coversPixels, TILE, type PixelRect } from './tile-grid.ts'
import { WHOLE, type Tile } from './tile-levels.ts'
import type { PaintedPart } from './tile-painter.ts'

/** Paints something more over a tile's picture, within `clip` (in the tile's pixels) if there is one. */
export function paintOver(
  tile: Tile,
  items: readonly DisplayItem[],
  theme: Theme,
  clip: PixelRect | null,
  find: FindBitmap,
): void {
  const ctx = writable(tile)
  ctx.save()
  if (clip) {
    ctx.beginPath()
    ctx.rect(clip.x, clip.y, clip.width, clip.height)
    ctx.clip()
  }
  const { scale, place } = tile
  ctx.setTransform(scale, 0, 0, scale, -place.column * TILE, -place.row * TILE)
  paintItems(ctx, items, theme, find)
  ctx.restore()
}

/**
 * Puts a painted part in its place, or lays it over what is there; answers false, and does nothing, for a part of a tile that was never
 * painted, and for one that is to lie on something else than what is there.
 */
export function replacePart(tile: Tile, { order: { pixels, over }, picture, version }: PaintedPart): boolean {
  const isWhole = coversPixels(pixels, WHOLE) && !over
  if (!isWhole && !tile.isPainted) return false
  if (over && (tile.shown !== over.after || tile.dirt.some(({ onTop }) => onTop !== null))) return false
  if (isWhole) {
    if (tile.picture instanceof ImageBitmap) tile.picture.close()
    tile.picture = picture
  } else if (picture || (tile.picture && !over)) {
    const ctx = writable(tile)
    ctx.save()
    ctx.resetTransform()
    if (!over) ctx.clearRect(pixels.x, pixels.y, pixels.width, pixels.height)
    if (picture) ctx.drawImage(picture, pixels.x, pixels.y)
    ctx.restore()
    if (picture instanceof ImageBitmap) picture.close()
  }
  tile.isPainted = true
  tile.shown = version
  return true
}

/** The tile's picture as a canvas that can be painted on. */
export function writable(tile: Tile): OffscreenCanvasRenderingContext2D {
  if (tile.picture instanceof OffscreenCanvas) return contextOf(tile.picture)
  const canvas = new OffscreenCanvas(TILE, TILE)
  const ctx = contextOf(canvas)
  if (tile.picture) {
    ctx.drawImage(tile.picture, 0, 0)
    tile.picture.close()
  }
  tile.picture = canvas
  return ctx
}
