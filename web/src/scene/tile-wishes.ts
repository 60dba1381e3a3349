import type { Scene } from './scene.ts'
import {
  intersectRanges,
  nearestFirst,
  tilesInView,
  tilesOver,
  type TilePlace,
  type TileRange,
  type View,
} from './tile-grid.ts'
import { blankTile, type Tile, type TileLevels } from './tile-levels.ts'

/** Which tiles are to be painted, of those that show something. */
export interface TileWishes {
  /** Places of a level where there is something, nearest first; none for an empty board. */
  readonly placesOf: (scale: number, range: TileRange) => readonly TilePlace[]
  /**
   * First a coarse picture where there is none at all, then the sharp one, then what one is `about` to see, then all of the board, if there
   * is `time` for what nobody looks at.
   */
  of(view: View, about: View, time: boolean): ReadonlySet<Tile>
  /** Is all that is in view sharp, and up to date? */
  areMet(view: View): boolean
}

/** Scales by which the coarse level differs from the sharp one, from which on it is there so much sooner that it is painted first. */
const FAR_COARSER = 3

export function createTileWishes(scene: Scene, levels: TileLevels): TileWishes {
  const placesOf: TileWishes['placesOf'] = (scale, range) => {
    const { bounds } = scene
    return bounds ? nearestFirst(intersectRanges(range, tilesOver(bounds, scale, 1))) : []
  }
  function findDirty(scale: number, range: TileRange): readonly Tile[] {
    const tiles = placesOf(scale, range).map((place) => levels.get(scale, place) ?? levels.put(blankTile(scale, place)))
    return tiles.filter((tile) => tile.dirt.length > 0)
  }
  return {
    placesOf,
    of(view, about, time) {
      const { sharp, base } = levels
      const wanted: Tile[] = []
      if (base > 0 && base * FAR_COARSER <= sharp) {
        wanted.push(...findDirty(base, tilesInView(view, base)).filter((tile) => !tile.isPainted))
      }
      wanted.push(...findDirty(sharp, tilesInView(view, sharp)))
      if (sharp === view.scale) wanted.push(...findDirty(sharp, tilesInView(about, sharp)))
      if (time && wanted.length === 0 && base > 0 && scene.bounds)
        wanted.push(...findDirty(base, tilesOver(scene.bounds, base, 1)))
      return new Set(wanted)
    },
    areMet: (view) => levels.sharp === view.scale && findDirty(view.scale, tilesInView(view, view.scale)).length === 0,
  }
}
