import { contextOf } from './paint-part.ts'
import { TILE, type PixelRect } from './tile-grid.ts'
import { lacksOnly, type Before, type Tile } from './tile-levels.ts'
import { writable } from './tile-picture.ts'

/**
 * What tiles showed before this person's own changes: who takes one back sees at once what was there, and nobody paints it again. It
 * is kept for the last change of each tile, and of few of them.
 */
export interface Befores {
  /** Notes an own change by its id, and by the version of the picture that it makes. */
  note(id: symbol, version: number): void
  /** The version that an own change made; `undefined` where that is forgotten. */
  versionOf(id: symbol): number | undefined
  /** A copy of what a part of a tile shows, where all that it lacks is one own change; to be handed to {@link keep} once that is painted. */
  copy(tile: Tile, pixels: PixelRect): Before | null
  keep(tile: Tile, before: Before | null): void
  /**
   * Shows again what was there before `change`, if nothing else has touched the tile since, and keeps what is shown now for whoever does it
   * again. `version`: of the change that takes it back. Answers whether it could.
   */
  takeBack(tile: Tile, change: number, version: number): boolean
  /** Elements look other than they did, whatever became of them: nothing that was there before is to be seen again. */
  forget(): void
}

/** Changes that are remembered. */
const MOST_CHANGES = 64
/** Pixels that are kept: 8 MiB. */
const MOST_PIXELS = 8 * TILE * TILE

export function createBefores(): Befores {
  const versions = new Map<symbol, number>()
  const own = new Set<number>()
  /** The oldest first; some may have been dropped by now. */
  const kept = new Set<Tile>()

  function trim(): void {
    let pixels = 0
    for (const tile of [...kept].reverse()) {
      if (tile.before) pixels += tile.before.pixels.width * tile.before.pixels.height
      if (tile.before && pixels <= MOST_PIXELS) continue
      tile.before = null
      kept.delete(tile)
    }
  }

  function keep(tile: Tile, before: Before | null): void {
    tile.before = before
    kept.delete(tile)
    if (!before) return
    kept.add(tile)
    trim()
  }

  return {
    note(id, version) {
      versions.set(id, version)
      own.add(version)
      const [oldest] = versions
      if (versions.size <= MOST_CHANGES || !oldest) return
      versions.delete(oldest[0])
      own.delete(oldest[1])
    },
    versionOf: (id) => versions.get(id),
    copy(tile, pixels) {
      const change = tile.dirt[0]?.version ?? 0
      return own.has(change) && lacksOnly(tile, change) ? { change, pixels, picture: cut(tile, pixels) } : null
    },
    keep,
    forget() {
      versions.clear()
      own.clear()
      for (const tile of kept) tile.before = null
      kept.clear()
    },
    takeBack(tile, change, version) {
      // What is not painted yet has not to be painted any more.
      const isShown = tile.dirt.length === 0
      const isKept = isShown ? tile.before?.change === change : lacksOnly(tile, change)
      if (!isKept) return false
      const { before } = tile
      Object.assign(tile, { dirt: [], shown: version, before: null })
      if (!isShown || !before) return true
      const { pixels } = before
      const now = cut(tile, pixels)
      const ctx = writable(tile)
      ctx.save()
      ctx.resetTransform()
      ctx.clearRect(pixels.x, pixels.y, pixels.width, pixels.height)
      ctx.drawImage(before.picture, pixels.x, pixels.y)
      ctx.restore()
      keep(tile, { change: version, pixels, picture: now })
      return true
    },
  }
}

function cut({ picture }: Tile, { x, y, width, height }: PixelRect): OffscreenCanvas {
  const copy = new OffscreenCanvas(width, height)
  if (picture) contextOf(copy).drawImage(picture, -x, -y)
  return copy
}
