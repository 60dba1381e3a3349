import { TILE, type View } from './tile-grid.ts'

/** Tiles for each GiB of the device's memory, at most; a tile is 1 MiB. */
const TILES_PER_GIB = 24
/** What the coarse picture of a board takes, with room for a board that lies across the edges of its tiles. */
const COARSE = 25

/**
 * How many tiles to keep for a view: those that cover it, the rim around it and the level before a zoom; fewer on a device with little
 * memory, but never fewer than the view needs.
 */
export const tileBudget =
  (memoryGib: number) =>
  ({ width, height }: View): number => {
    const inView = (Math.ceil(width / TILE) + 1) * (Math.ceil(height / TILE) + 1)
    const around = (Math.ceil(width / TILE) + 3) * (Math.ceil(height / TILE) + 3)
    const least = COARSE + inView
    return Math.max(least, Math.min(COARSE + 2 * around, Math.round(memoryGib * TILES_PER_GIB)))
  }

/** Of the device, as far as the browser tells: it answers 8 for more, and most browsers nothing. */
export const deviceMemoryGib = (): number => (navigator as { readonly deviceMemory?: number }).deviceMemory ?? 4
