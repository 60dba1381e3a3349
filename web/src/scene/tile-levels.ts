import type { Box } from '#board/geometry/box.ts'
import { union } from '#board/geometry/box.ts'
import { boxOfTile, keyOfPlace, pixelsOfBox, type TilePlace } from './tile-grid.ts'

/** A square picture of part of the scene. */
export interface Tile {
  readonly place: TilePlace
  readonly scale: number
  /** In scene units, with a pixel around it: what is drawn outside touches none of its pixels. */
  readonly box: Box
  /** `null`: nothing is there. */
  picture: OffscreenCanvas | null
  /** What of it is out of date, in scene units; the picture is shown as it is until it is painted again. */
  dirty: Box | null
  /** Number of the frame that showed it last. */
  used: number
}

/** Tiles by level and place. A level is all tiles of one exact scale. */
export interface TileLevels {
  get(scale: number, place: TilePlace): Tile | undefined
  put(tile: Tile): void
  delete(tile: Tile): void
  scales(): readonly number[]
  all(): IterableIterator<Tile>
  readonly size: number
  clear(): void
}

export function createTileLevels(): TileLevels {
  const levels = new Map<number, Map<number, Tile>>()
  return {
    get: (scale, place) => levels.get(scale)?.get(keyOfPlace(place)),
    put(tile) {
      const level = levels.get(tile.scale) ?? new Map<number, Tile>()
      levels.set(tile.scale, level)
      level.set(keyOfPlace(tile.place), tile)
    },
    delete({ scale, place }) {
      const level = levels.get(scale)
      level?.delete(keyOfPlace(place))
      if (level?.size === 0) levels.delete(scale)
    },
    scales: () => [...levels.keys()],
    *all() {
      for (const level of levels.values()) yield* level.values()
    },
    get size() {
      let size = 0
      for (const level of levels.values()) size += level.size
      return size
    },
    clear: () => levels.clear(),
  }
}

/** A tile that nothing has been painted on yet. */
export function blankTile(scale: number, place: TilePlace): Tile {
  const box = boxOfTile(place, scale)
  const pixel = 1 / scale
  const around = { minX: box.minX - pixel, minY: box.minY - pixel, maxX: box.maxX + pixel, maxY: box.maxY + pixel }
  return { place, scale, box: around, picture: null, dirty: around, used: 0 }
}

/** Marks what a box covers of a tile as out of date; answers whether painting inside the box can touch any pixel of it. */
export function soil(tile: Tile, box: Box): boolean {
  if (!pixelsOfBox(box, tile.place, tile.scale)) return false
  tile.dirty = tile.dirty ? union(tile.dirty, box) : box
  return true
}

/**
 * Lets go of the tiles that were shown longest ago until `most` are left; those that `keep` answers true for stay.
 */
export function evict(levels: TileLevels, most: number, keep: (tile: Tile) => boolean): void {
  const excess = levels.size - most
  if (excess <= 0) return
  const candidates = [...levels.all()].filter((tile) => !keep(tile)).sort((a, b) => a.used - b.used)
  for (const tile of candidates.slice(0, excess)) levels.delete(tile)
}
