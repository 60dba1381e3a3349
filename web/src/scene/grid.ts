import type { Theme } from '#board/render/theme.ts'
import type { View } from './tile-grid.ts'

/** Scene units between dots at 100 %. */
const STEP = 32
/** Dots closer than this, in device pixels, are thinned out. */
const CLOSEST = 20
const COLOR: Readonly<Record<Theme, string>> = { light: '#d9dade', dark: '#2f333b' }

/** Scene units between the dots that are shown at `scale` device pixels per scene unit. */
export function gridStep(scale: number): number {
  let step = STEP
  while (step * scale < CLOSEST) step *= 2
  return step
}

/** A grid of dots, in device pixels. */
export function paintGrid(
  ctx: CanvasRenderingContext2D,
  { scale, left, top, width, height }: View,
  theme: Theme,
): void {
  const step = gridStep(scale) * scale
  const size = Math.max(1, Math.round(Math.min(3, scale * 1.5)))
  ctx.fillStyle = COLOR[theme]
  for (let row = Math.ceil(top / step); row * step < top + height; row++) {
    for (let column = Math.ceil(left / step); column * step < left + width; column++) {
      ctx.fillRect(Math.round(column * step - left), Math.round(row * step - top), size, size)
    }
  }
}
