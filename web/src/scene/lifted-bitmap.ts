import { height, width, type Box } from '#board/geometry/box.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import type { PaintItems } from './tile-job.ts'

/** A picture of many elements, painted once and then only moved. */
export interface LiftedBitmap {
  readonly canvas: OffscreenCanvas
  /** Device pixels per scene unit. */
  readonly scale: number
  /** Scene point of its top left corner: on a whole pixel, so that it stays sharp. */
  readonly x: number
  readonly y: number
}

/** Device pixels: a larger selection is painted more coarsely while it moves. */
const LARGEST_SIDE = 4_096

/** Paints items inside a box, at `scale` device pixels per scene unit or as close to it as the largest bitmap allows. */
export function liftBitmap(items: readonly DisplayItem[], box: Box, scale: number, paint: PaintItems): LiftedBitmap {
  const fitting = Math.min(scale, LARGEST_SIDE / Math.max(width(box), height(box)))
  const left = Math.floor(box.minX * fitting)
  const top = Math.floor(box.minY * fitting)
  const canvas = new OffscreenCanvas(Math.ceil(box.maxX * fitting) - left, Math.ceil(box.maxY * fitting) - top)
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('this browser gives no 2D context')
  ctx.setTransform(fitting, 0, 0, fitting, -left, -top)
  paint(ctx, items)
  return { canvas, scale: fitting, x: left / fitting, y: top / fitting }
}

/** Hot path. Draws it in a context that has the scene's transform. */
export function drawBitmap(ctx: CanvasRenderingContext2D, { canvas, scale, x, y }: LiftedBitmap): void {
  ctx.drawImage(canvas, x, y, canvas.width / scale, canvas.height / scale)
}
