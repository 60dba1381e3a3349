import { contains, type Box } from '#board/geometry/box.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import type { Scene } from './scene.ts'
import { pixelsOfBox, TILE } from './tile-grid.ts'
import type { Tile } from './tile-levels.ts'

/** Draws display items onto a context that has the scene's transform. */
export type PaintItems = (ctx: OffscreenCanvasRenderingContext2D, items: readonly DisplayItem[]) => void

/** The painting of one tile, in slices. The tile shows its old picture until the new one is complete. */
export interface TileJob {
  readonly tile: Tile
  /** Paints until done or until `isLate` answers true; answers whether it is done. */
  run(isLate: () => boolean): boolean
}

/** Elements painted between two looks at the clock. */
const SLICE = 16

/** Paints what is out of date on a tile, without the elements in `lifted`. */
export function createTileJob(tile: Tile, scene: Scene, lifted: ReadonlySet<string>, paint: PaintItems): TileJob {
  const dirty = tile.dirty ?? tile.box
  const ids = scene.inOrder(scene.query(around(dirty, tile)).filter((id) => !lifted.has(id)))
  const isWhole = contains(dirty, tile.box)
  const ctx = ids.length > 0 || (tile.picture && !isWhole) ? beginPicture(tile, isWhole ? null : dirty) : null
  let next = 0
  return {
    tile,
    run(isLate) {
      if (ctx) {
        for (let painted = 0; next < ids.length; next++, painted++) {
          if (painted === SLICE && isLate()) return false
          painted %= SLICE
          paint(ctx, scene.displayOf(ids[next] as string))
        }
      }
      // What is painted over it later is not clipped to what was dirty now.
      ctx?.restore()
      tile.picture = ctx?.canvas ?? null
      tile.dirty = null
      return true
    },
  }
}

/** Paints one more element over a tile's picture, at once. */
export function paintOver(tile: Tile, items: readonly DisplayItem[], paint: PaintItems): void {
  const picture = tile.picture ?? new OffscreenCanvas(TILE, TILE)
  tile.picture = picture
  const ctx = contextOf(picture)
  ctx.save()
  toScene(ctx, tile)
  paint(ctx, items)
  ctx.restore()
}

/** What the dirty pixels show: an element beside the dirty box can still reach into its outermost pixels. */
function around(dirty: Box, tile: Tile): Box {
  const margin = 2 / tile.scale
  return {
    minX: Math.max(tile.box.minX, dirty.minX - margin),
    minY: Math.max(tile.box.minY, dirty.minY - margin),
    maxX: Math.min(tile.box.maxX, dirty.maxX + margin),
    maxY: Math.min(tile.box.maxY, dirty.maxY + margin),
  }
}

/** A new picture: empty, or a copy of the old one whose dirty pixels are cleared and open for painting. */
function beginPicture(tile: Tile, dirty: Box | null): OffscreenCanvasRenderingContext2D {
  const ctx = contextOf(new OffscreenCanvas(TILE, TILE))
  ctx.save()
  const pixels = dirty && pixelsOfBox(dirty, tile.place, tile.scale)
  if (pixels) {
    if (tile.picture) ctx.drawImage(tile.picture, 0, 0)
    ctx.beginPath()
    ctx.rect(pixels.x, pixels.y, pixels.width, pixels.height)
    ctx.clip()
    ctx.clearRect(pixels.x, pixels.y, pixels.width, pixels.height)
  }
  toScene(ctx, tile)
  return ctx
}

function toScene(ctx: OffscreenCanvasRenderingContext2D, { scale, place }: Tile): void {
  ctx.setTransform(scale, 0, 0, scale, -place.column * TILE, -place.row * TILE)
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('this browser gives no 2D context')
  return ctx
}
