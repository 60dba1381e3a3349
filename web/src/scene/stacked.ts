import type { Canopy } from './above.ts'
import type { LivePicture } from './live-pictures.ts'
import { blankPlate, toScene, type Plate, type PlateContext } from './plate.ts'
import type { PaintItems } from './paint-part.ts'
import type { View } from './tile-grid.ts'

/** A plate that is used again in every frame. */
export interface Scratch {
  plate: Plate | null
}

interface StackSources {
  readonly paint: PaintItems
  /** What is moved, in scene units. */
  readonly drawOwn: (ctx: PlateContext) => void
  readonly canopy: Canopy | undefined
  readonly scratch: Scratch
}

/**
 * Hot path. Draws what is moved with the settled elements that lie over it, which the ground below shows as well. On a
 * plate of its own these are painted atop: where there is something below them and nowhere else. For Porter and Duff's
 * operators that is exact, also at half-covered edges and with translucent ink: the plate over the ground looks as if all
 * had been painted in its order.
 */
export function drawStack(
  ctx: PlateContext,
  view: View,
  { by, stack }: LivePicture,
  { paint, drawOwn, canopy, scratch }: StackSources,
): void {
  const plate = scratchFor(view, scratch)
  toScene(plate.ctx, view)
  if (stack) {
    for (const { items, settled } of stack) {
      plate.ctx.save()
      plate.ctx.globalCompositeOperation = settled ? 'source-atop' : 'source-over'
      if (!settled) plate.ctx.transform(...by)
      paint(plate.ctx, items)
      plate.ctx.restore()
    }
  } else drawOwn(plate.ctx)
  if (canopy) {
    plate.ctx.globalCompositeOperation = 'source-atop'
    canopy.draw(plate.ctx)
    plate.ctx.globalCompositeOperation = 'source-over'
  }
  ctx.save()
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.drawImage(plate.ctx.canvas, 0, 0)
  ctx.restore()
}

function scratchFor(view: View, scratch: Scratch): Plate {
  const { plate } = scratch
  if (plate && plate.view.width === view.width && plate.view.height === view.height) {
    plate.ctx.setTransform(1, 0, 0, 1, 0, 0)
    plate.ctx.clearRect(0, 0, view.width, view.height)
    return plate
  }
  return (scratch.plate = blankPlate(view))
}
