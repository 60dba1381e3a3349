import type { Box } from '#board/geometry/box.ts'
import { createItemPainter, type FindBitmap } from '#board/render/canvas.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import type { Theme } from '#board/render/theme.ts'
import { TILE, type PixelRect, type TilePlace } from './tile-grid.ts'

/** Draws display items onto a context that has the scene's transform. */
export type PaintItems = (ctx: OffscreenCanvasRenderingContext2D, items: readonly DisplayItem[]) => void

/** A rectangle of a tile that is to be painted. */
export interface TileOrder {
  readonly scale: number
  readonly place: TilePlace
  /** In the tile's own pixels. */
  readonly pixels: PixelRect
  /** Nothing but what these changes put on top of all: to be laid over the picture that there is. A painter may paint all of it instead. */
  readonly over?: Changes
}

/** The changes after one, up to and with another. */
export interface Changes {
  readonly after: number
  readonly upTo: number
}

/** Where a painter finds what it paints. `Key`: how it names elements. */
export interface PaintSource<Key> {
  /** What may touch the box, bottom to top; only what came with some changes, if any are named. */
  find(box: Box, came?: Changes): readonly Key[]
  /** What an element looks like at `scale` device pixels per scene unit; until the next call. */
  itemsOf(key: Key, scale: number): readonly DisplayItem[]
}

/** Answers a context to paint on, as large as this at least and empty, in the state in which contexts begin. */
export type TakeSheet = (width: number, height: number) => OffscreenCanvasRenderingContext2D

/** A canvas for each. */
const newSheet: TakeSheet = (width, height) => contextOf(new OffscreenCanvas(width, height))

/** Elements painted between two looks at the clock. */
const SLICE = 16

/** A picture of a part, from the canvas' first pixel on, which may take many steps: `undefined` between them. Null: nothing is there. */
export function* paintPart<Key>(
  order: TileOrder,
  source: PaintSource<Key>,
  theme: Theme,
  find?: FindBitmap,
  take = newSheet,
): Generator<undefined, OffscreenCanvas | null> {
  const keys = source.find(boxOfPart(order), order.over)
  if (keys.length === 0) return null
  const { scale, place, pixels } = order
  const ctx = take(pixels.width, pixels.height)
  ctx.save()
  try {
    ctx.setTransform(scale, 0, 0, scale, -place.column * TILE - pixels.x, -place.row * TILE - pixels.y)
    const paint = createItemPainter(ctx, theme, find)
    let sinceLook = 0
    for (const key of keys) {
      if (sinceLook++ === SLICE) {
        sinceLook = 0
        yield
      }
      paint(source.itemsOf(key, scale))
    }
  } finally {
    // Whoever is given it may go on painting.
    ctx.restore()
  }
  return ctx.canvas
}

/** What a part shows, in scene units: an element beside it can still reach into its outermost pixels. */
export function boxOfPart({ scale, place, pixels }: TileOrder): Box {
  const left = (place.column * TILE + pixels.x - 1) / scale
  const top = (place.row * TILE + pixels.y - 1) / scale
  return {
    minX: left,
    minY: top,
    maxX: left + (pixels.width + 2) / scale,
    maxY: top + (pixels.height + 2) / scale,
  }
}

/** The 2D context of a canvas. @throws where the browser gives none */
export function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('this browser gives no 2D context')
  return ctx
}
