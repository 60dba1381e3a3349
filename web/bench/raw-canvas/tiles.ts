import { type Box, boxAt, intersects } from '#board/geometry/box.ts'
import { paintItems } from '#board/render/canvas.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import type { Camera } from '../../src/editor/camera.ts'

/** An element as a picture, and where it is. Scene units. */
export interface Painted {
  readonly box: Box
  readonly items: readonly DisplayItem[]
}

/** Pictures of the scene at one scale. */
export interface Tiles {
  readonly scale: number
  /** Paints what is missing in a box until so many milliseconds are used up; answers whether all is there. */
  paint(box: Box, painted: readonly Painted[], budgetMs: number): boolean
  draw(ctx: CanvasRenderingContext2D, camera: Camera): void
  /** Paints one more element over the pictures that it meets. */
  add(element: Painted): void
  forget(which: (box: Box) => boolean): void
}

interface Tile {
  readonly box: Box
  readonly ctx: OffscreenCanvasRenderingContext2D
  /** Elements from here on are missing. */
  next: number
}

const SIDE = 512
/** Elements looked at between two looks at the clock. */
const SLICE = 500

export function createTiles(scale: number): Tiles {
  const tiles = new Map<string, Tile>()
  const unit = SIDE / scale
  const paintOne = ({ ctx }: Tile, { items }: Painted): void => paintItems(ctx, items, 'light')

  function tileAt(column: number, row: number): Tile {
    const key = `${column}/${row}`
    const kept = tiles.get(key)
    if (kept) return kept
    const ctx = new OffscreenCanvas(SIDE, SIDE).getContext('2d') as OffscreenCanvasRenderingContext2D
    ctx.setTransform(scale, 0, 0, scale, -column * SIDE, -row * SIDE)
    const tile = { box: boxAt(column * unit, row * unit, unit, unit), ctx, next: 0 }
    tiles.set(key, tile)
    return tile
  }

  function fill(tile: Tile, painted: readonly Painted[], deadline: number): boolean {
    while (tile.next < painted.length) {
      if (tile.next % SLICE === 0 && performance.now() > deadline) return false
      const element = painted[tile.next++] as Painted
      if (intersects(element.box, tile.box)) paintOne(tile, element)
    }
    return true
  }

  return {
    scale,
    paint(box, painted, budgetMs) {
      const deadline = performance.now() + budgetMs
      for (let row = Math.floor(box.minY / unit); row * unit < box.maxY; row++) {
        for (let column = Math.floor(box.minX / unit); column * unit < box.maxX; column++) {
          if (!fill(tileAt(column, row), painted, deadline)) return false
        }
      }
      return true
    },
    draw(ctx, { x, y, zoom }) {
      const by = zoom / scale
      ctx.imageSmoothingEnabled = by !== 1
      for (const { box, ctx: picture } of tiles.values()) {
        const [left, top] = [
          Math.round(box.minX * zoom) - Math.round(x * zoom),
          Math.round(box.minY * zoom) - Math.round(y * zoom),
        ]
        const side = SIDE * by
        if (left + side < 0 || top + side < 0 || left > innerWidth || top > innerHeight) continue
        ctx.drawImage(picture.canvas, left, top, side, side)
      }
    },
    add(element) {
      for (const tile of tiles.values()) {
        if (tile.next === 0) continue
        if (intersects(tile.box, element.box)) paintOne(tile, element)
        tile.next++
      }
    },
    forget(which) {
      for (const [key, { box }] of tiles) if (which(box)) tiles.delete(key)
      for (const tile of tiles.values()) tile.next = Math.max(0, tile.next - 1)
    },
  }
}
