import { placeTile, tilesInView, type PixelRect, type TilePlace, type TileRange, type View } from './tile-grid.ts'
import type { Tile } from './tile-levels.ts'

/**
 * Hot path. Draws the first level; where it has no tile, the second shows through, and so on. Never two over each other:
 * ink that is drawn twice is darker.
 */
export function drawLevels(
  ctx: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  view: View,
  scales: readonly number[],
  placesOf: (scale: number, range: TileRange) => readonly TilePlace[],
  tileAt: (scale: number, place: TilePlace) => Tile | undefined,
): void {
  const [scale, ...others] = scales
  if (scale === undefined) return
  ctx.imageSmoothingEnabled = scale !== view.scale
  const missing: PixelRect[] = []
  for (const place of placesOf(scale, tilesInView(view, scale))) {
    const tile = tileAt(scale, place)
    const rect = placeTile(place, scale, view)
    if (!tile?.isPainted) missing.push(rect)
    else if (tile.picture) drawPicture(ctx, tile.picture, rect, scale === view.scale)
  }
  if (missing.length === 0 || others.length === 0) return
  ctx.save()
  ctx.beginPath()
  for (const { x, y, width, height } of missing) ctx.rect(x, y, width, height)
  ctx.clip()
  drawLevels(ctx, view, others, placesOf, tileAt)
  ctx.restore()
}

function drawPicture(
  ctx: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  picture: OffscreenCanvas | ImageBitmap,
  rect: PixelRect,
  exact: boolean,
): void {
  if (exact) ctx.drawImage(picture, rect.x, rect.y)
  else ctx.drawImage(picture, rect.x, rect.y, rect.width, rect.height)
}
