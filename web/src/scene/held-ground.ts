import type { DisplayItem } from '#board/render/display-item.ts'
import { drawPlate, toScene, type Plate, type PlateContext } from './plate.ts'
import type { PaintItems } from './paint-part.ts'
import type { View } from './tile-grid.ts'

/**
 * The settled part of the board as it was, shown instead of the tiles until these are all as they should be: what leaves
 * the tiles or comes back to them does so in one frame, nowhere twice and nowhere missing.
 */
export interface HeldGround {
  readonly active: boolean
  hold(plate: Plate): void
  /** Something new on top of all. */
  add(items: readonly DisplayItem[]): void
  /** In device pixels. `beside` paints what the held part does not cover. */
  draw(ctx: PlateContext, view: View, beside: () => void): void
  release(): void
}

export function createHeldGround(paint: PaintItems): HeldGround {
  let held: Plate | null = null
  return {
    get active() {
      return held !== null
    },
    hold(plate) {
      held = plate
    },
    add(items) {
      if (!held) return
      toScene(held.ctx, held.view)
      paint(held.ctx, items)
    },
    draw(ctx, view, beside) {
      if (!held) return beside()
      if (!covers(held.view, view)) {
        ctx.save()
        ctx.beginPath()
        ctx.rect(0, 0, view.width, view.height)
        const { x, y, width, height } = placeOf(held.view, view)
        ctx.rect(x, y, width, height)
        ctx.clip('evenodd')
        beside()
        ctx.restore()
      }
      ctx.save()
      ctx.setTransform(view.scale, 0, 0, view.scale, -view.left, -view.top)
      ctx.imageSmoothingEnabled = held.view.scale !== view.scale
      drawPlate(ctx, held)
      ctx.restore()
    },
    release() {
      held = null
    },
  }
}

function placeOf(part: View, view: View) {
  const by = view.scale / part.scale
  return {
    x: part.left * by - view.left,
    y: part.top * by - view.top,
    width: part.width * by,
    height: part.height * by,
  }
}

function covers(part: View, view: View): boolean {
  const { x, y, width, height } = placeOf(part, view)
  return x <= 0 && y <= 0 && x + width >= view.width && y + height >= view.height
}
