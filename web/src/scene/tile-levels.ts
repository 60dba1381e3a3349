import { boxAround, union, type Box } from '#board/geometry/box.ts'
import {
  boxOfTile,
  coversPixels,
  keyOfPlace,
  pixelsOfBox,
  TILE,
  tilesOver,
  type PixelRect,
  type TilePlace,
} from './tile-grid.ts'

/** A change that a tile does not show yet, or not for certain. */
export interface Dirt {
  readonly version: number
  /** Scene units. */
  readonly box: Box
  /** An element that was put on top, and drawn over the picture as it was, so that it is seen at once. */
  readonly onTop: string | null
  /** Nothing but what came on top of all, and is not in the picture: that has only to be laid over it. */
  readonly isOver: boolean
  /** Several changes, of which `version` is the last; or what is left of one, of which something is shown already. */
  readonly isMixed?: boolean
}

/** A square picture of part of the scene. */
export interface Tile {
  readonly place: TilePlace
  readonly scale: number
  /** In scene units, with a pixel around it: what is drawn outside touches none of its pixels. */
  readonly box: Box
  /** `null`: nothing is there, or nothing has been painted yet. */
  picture: ImageBitmap | OffscreenCanvas | null
  isPainted: boolean
  /** Empty: it shows all there is. Else it is shown as it is until it is painted again. */
  dirt: readonly Dirt[]
  /** The change up to which its picture shows everything but the dirt. */
  shown: number
  /** What it showed before the change that touched it last, where that is kept. */
  before: Before | null
  /** Number of the frame that showed it last. */
  used: number
}

/** What a part of a tile showed before a change, from the picture's first pixel on. */
export interface Before {
  readonly change: number
  readonly pixels: PixelRect
  readonly picture: OffscreenCanvas
}

/** Tiles by level and place. A level is all tiles of one exact scale. */
export interface TileLevels {
  /** Scale of the level that is kept sharp; the view's own, except while one zooms. */
  sharp: number
  /** Scale of the coarse level, of all of the board; 0 while that is empty. */
  base: number
  readonly get: (scale: number, place: TilePlace) => Tile | undefined
  /** Answers the tile. */
  put(tile: Tile): Tile
  delete(tile: Tile): void
  scales(): readonly number[]
  all(): IterableIterator<Tile>
  /** The tiles that a box may lie on. */
  under(box: Box): IterableIterator<Tile>
  readonly size: number
  clear(): void
}

export function createTileLevels(): TileLevels {
  const levels = new Map<number, Map<number, Tile>>()
  let size = 0
  const remove = (tile: Tile) => {
    const level = levels.get(tile.scale)
    if (level?.delete(keyOfPlace(tile.place))) size--
    if (level?.size === 0) levels.delete(tile.scale)
    forget(tile)
  }
  return {
    sharp: 0,
    base: 0,
    get: (scale, place) => levels.get(scale)?.get(keyOfPlace(place)),
    put(tile) {
      const level = levels.get(tile.scale) ?? new Map<number, Tile>()
      levels.set(tile.scale, level)
      if (!level.has(keyOfPlace(tile.place))) size++
      level.set(keyOfPlace(tile.place), tile)
      return tile
    },
    delete: remove,
    scales: () => [...levels.keys()],
    *all() {
      for (const level of levels.values()) yield* level.values()
    },
    *under(box) {
      for (const [scale, level] of levels) {
        const { minColumn, minRow, maxColumn, maxRow } = tilesOver(box, scale, 2)
        // A box over more places than there are tiles: the tiles are asked.
        if ((maxColumn - minColumn + 1) * (maxRow - minRow + 1) > level.size) {
          yield* level.values()
          continue
        }
        for (let row = minRow; row <= maxRow; row++) {
          for (let column = minColumn; column <= maxColumn; column++) {
            const tile = level.get(keyOfPlace({ column, row }))
            if (tile) yield tile
          }
        }
      }
    },
    get size() {
      return size
    },
    clear() {
      for (const level of levels.values()) for (const tile of level.values()) forget(tile)
      levels.clear()
      size = 0
    },
  }
}

/** A bitmap's memory is given back now, not when somebody collects it. */
function forget(tile: Tile): void {
  if (tile.picture instanceof ImageBitmap) tile.picture.close()
  tile.picture = null
  tile.before = null
}

/** Nothing is there, which is known without painting. @param version the change up to which that is so */
export function empty(tile: Tile, version: number): void {
  forget(tile)
  Object.assign(tile, { isPainted: true, dirt: [], shown: version, before: null })
}

/** A tile that nothing has been painted on yet. */
export function blankTile(scale: number, place: TilePlace): Tile {
  const box = boxOfTile(place, scale)
  const pixel = 1 / scale
  const around = { minX: box.minX - pixel, minY: box.minY - pixel, maxX: box.maxX + pixel, maxY: box.maxY + pixel }
  const dirt = [{ version: 0, box: around, onTop: null, isOver: false }]
  return {
    place,
    scale,
    box: around,
    picture: null,
    isPainted: false,
    dirt,
    shown: 0,
    before: null,
    used: 0,
  }
}

/** More changes than this are taken together: as one of what has only to be laid over the picture, and one of the rest. */
const MOST_DIRT = 16

/** Notes that a change is not shown; answers whether it can touch any pixel of the tile. */
export function soil(tile: Tile, dirt: Dirt): boolean {
  if (!pixelsOfBox(dirt.box, tile.place, tile.scale)) return false
  tile.before = null
  tile.dirt = tile.dirt.length < MOST_DIRT ? [...tile.dirt, dirt] : gathered([...tile.dirt, dirt])
  return true
}

/** What only has to be laid over the picture stays that: on a slow machine much comes while a tile is painted for the first time. */
const gathered = (dirt: readonly Dirt[]): readonly Dirt[] =>
  [dirt.filter(({ isOver }) => !isOver), dirt.filter(({ isOver }) => isOver)]
    .filter((alike) => alike.length > 0)
    .map((alike) => alike.reduce(together))

const together = (a: Dirt, b: Dirt): Dirt => ({
  version: Math.max(a.version, b.version),
  box: union(a.box, b.box),
  onTop: null,
  isOver: a.isOver && b.isOver,
  isMixed: a.version !== b.version || a.isMixed === true || b.isMixed === true,
})

export const WHOLE: PixelRect = { x: 0, y: 0, width: TILE, height: TILE }

/** Does it lack one change, and nothing else, and shows none of that? */
export const lacksOnly = ({ isPainted, dirt }: Tile, change: number): boolean =>
  isPainted && dirt.every(({ version, onTop, isMixed }) => version === change && onTop === null && !isMixed)

/** What of a tile has to be painted: all that is dirty, and all of it when nothing was painted yet. */
export function dirtyPixels(tile: Tile): PixelRect {
  if (!tile.isPainted) return WHOLE
  const box = boxAround(tile.dirt.map((dirt) => dirt.box))
  return pixelsOfBox(box, tile.place, tile.scale) ?? WHOLE
}

/** Does it show all there is, but for what came on top of all and has only to be laid over it? */
export const lacksOnlyTop = ({ isPainted, dirt }: Tile): boolean => isPainted && dirt.every(({ isOver }) => isOver)

/** What a part that shows everything up to `version` leaves dirty. */
export function dirtAfter(tile: Tile, part: PixelRect, version: number): readonly Dirt[] {
  const left = tile.dirt.filter((dirt) => {
    const pixels = pixelsOfBox(dirt.box, tile.place, tile.scale)
    return pixels !== null && (dirt.version > version || !coversPixels(part, pixels))
  })
  return left.length === tile.dirt.length ? left : left.map(asLeft)
}

const asLeft = ({ version, box, onTop, isOver }: Dirt): Dirt => ({ version, box, onTop, isOver, isMixed: true })

/** Lets go of tiles until `most` are left, in the order of `rank`, highest first; those without a rank stay. */
export function evict(levels: TileLevels, most: number, rank: (tile: Tile) => number | null): void {
  const excess = levels.size - most
  if (excess <= 0) return
  const candidates: { tile: Tile; rank: number }[] = []
  for (const tile of levels.all()) {
    const of = rank(tile)
    if (of !== null) candidates.push({ tile, rank: of })
  }
  candidates.sort((a, b) => b.rank - a.rank)
  for (const { tile } of candidates.slice(0, excess)) levels.delete(tile)
}
