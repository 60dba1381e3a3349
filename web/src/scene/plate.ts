import type { Box } from '#board/geometry/box.ts'
import type { View } from './tile-grid.ts'

/** A picture of part of the scene, on whole pixels as the tiles are. */
export interface Plate {
  readonly ctx: OffscreenCanvasRenderingContext2D
  /** What of the scene it shows; `scale` is device pixels per scene unit. */
  readonly view: View
}

/** Device pixels. */
const LARGEST_SIDE = 4_096
const MOST_PIXELS = 12_000_000

export function blankPlate(view: View): Plate {
  const ctx = new OffscreenCanvas(Math.max(1, view.width), Math.max(1, view.height)).getContext('2d')
  if (!ctx) throw new Error('this browser gives no 2D context')
  return { ctx, view }
}

/** What a view shows and up to half as much again on every side, as far as there is something within `box` and the memory for it. */
export function around(view: View, box: Box): View {
  const room = Math.sqrt(MOST_PIXELS / (view.width * view.height)) - 1
  const share = Math.min(0.5, Math.max(0, room / 2))
  const [x, y] = [Math.round(view.width * share), Math.round(view.height * share)]
  const left = Math.max(view.left - x, Math.floor(box.minX * view.scale) - 1)
  const top = Math.max(view.top - y, Math.floor(box.minY * view.scale) - 1)
  const right = Math.min(view.left + view.width + x, Math.ceil(box.maxX * view.scale) + 1)
  const bottom = Math.min(view.top + view.height + y, Math.ceil(box.maxY * view.scale) + 1)
  return {
    scale: view.scale,
    left,
    top,
    width: Math.min(LARGEST_SIDE, Math.max(0, right - left)),
    height: Math.min(LARGEST_SIDE, Math.max(0, bottom - top)),
  }
}

/** All of a box, on at most `side` pixels in either direction and no larger than `scale`. */
export function viewOfBox(box: Box, scale: number, side: number): View {
  const fitting = Math.min(scale, side / Math.max(box.maxX - box.minX, box.maxY - box.minY, 1e-9))
  const left = Math.floor(box.minX * fitting)
  const top = Math.floor(box.minY * fitting)
  const width = Math.ceil(box.maxX * fitting) - left
  return { scale: fitting, left, top, width, height: Math.ceil(box.maxY * fitting) - top }
}

/** In scene units. */
export function boxOfView({ scale, left, top, width, height }: View): Box {
  return { minX: left / scale, minY: top / scale, maxX: (left + width) / scale, maxY: (top + height) / scale }
}

/** A context that draws in scene units. */
export function toScene(ctx: OffscreenCanvasRenderingContext2D, { scale, left, top }: View): void {
  ctx.setTransform(scale, 0, 0, scale, -left, -top)
}

/** Hot path. Draws a plate in a context that has the scene's transform. */
export function drawPlate(
  ctx: PlateContext,
  { ctx: { canvas }, view: { scale, left, top, width, height } }: Plate,
): void {
  ctx.drawImage(canvas, left / scale, top / scale, width / scale, height / scale)
}

export type PlateContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
