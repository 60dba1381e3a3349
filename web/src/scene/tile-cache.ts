import { signal, type ReadonlySignal } from '@preact/signals'
import { union, type Box } from '#board/geometry/box.ts'
import type { Scene, SceneChange } from './scene.ts'
import { drawLevels } from './tile-blit.ts'
import {
  baseScaleOf,
  inRange,
  intersectRanges,
  nearestFirst,
  tilesInView,
  tilesOver,
  type TilePlace,
  type TileRange,
  type View,
} from './tile-grid.ts'
import { createTileJob, paintOver, type PaintItems, type TileJob } from './tile-job.ts'
import { blankTile, createTileLevels, evict, soil, type Tile } from './tile-levels.ts'

export interface TileCacheOptions {
  readonly scene: Scene
  readonly paint: PaintItems
  /** There is more to paint: come back in the next frame. */
  readonly onNeed: () => void
  /** Milliseconds; decides when a frame's budget is used up. */
  readonly clock?: () => number
  /** What a frame may spend while anything moves: the view, ink, a drag. */
  readonly budgetMs?: number
  /** What a frame may spend while nothing does: less than what people notice before the next thing they do. */
  readonly restBudgetMs?: number
  /** Tiles kept; one is 1 MiB. */
  readonly capacity?: number
}

/**
 * Pictures of the scene at the exact scale of the view, and of the whole board at a coarse one.
 * What is shown may be out of date or blurred for some frames, but never blank where there is something.
 */
export interface TileCache {
  /**
   * Paints what the view lacks, nearest first, until the frame's budget is used up. `now`: the frame's time in milliseconds;
   * `rests`: nothing but the view could be moving.
   */
  work(view: View, now: number, rests?: boolean): void
  /** Hot path. Copies what there is to `ctx`, in device pixels. */
  draw(ctx: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, view: View): void
  /** From now on these elements, and no others, are left out. */
  lift(ids: ReadonlySet<string>): void
  /** Forgets all pictures: every colour has changed. */
  clear(): void
  /** Settled: all that is in view is sharp and up to date. */
  readonly state: ReadonlySignal<'painting' | 'settled'>
  /** Tiles kept. */
  readonly size: number
  dispose(): void
}

/** After so long without a change of the zoom, the view is painted at its new scale. */
const ZOOM_RESTS_MS = 120
/** More boxes than this are made one. */
const MANY = 200
/** A level may be shown enlarged or reduced by so much while one zooms. */
const MOST_STRETCH = 3

export function createTileCache(options: TileCacheOptions): TileCache {
  const { scene, paint, onNeed, clock = () => performance.now(), capacity = 192 } = options
  const { budgetMs = 6, restBudgetMs = 24 } = options
  const levels = createTileLevels()
  const state = signal<'painting' | 'settled'>('painting')
  let lifted: ReadonlySet<string> = new Set()
  let job: TileJob | null = null
  let frame = 0
  /** Scale of the level that is kept sharp; the view's own, except while one zooms. */
  let sharp = 0
  let base = 0
  let zoom = { scale: 0, since: -Infinity }
  let shown: View | null = null

  function follow({ dirty, onTop }: SceneChange): void {
    for (const box of dirty) invalidate(box)
    for (const id of onTop) if (!lifted.has(id)) append(id)
    onNeed()
  }

  function invalidate(box: Box): void {
    for (const tile of levels.all()) {
      if (!soil(tile, box)) continue
      if (job?.tile === tile) job = null
      if (tile.scale !== sharp && tile.scale !== base) levels.delete(tile)
    }
  }

  function append(id: string): void {
    const box = scene.boundsOf(id)
    if (!box) return
    for (const tile of levels.all()) {
      if (tile.dirty && soil(tile, box)) {
        if (job?.tile === tile) job = null
      } else if (soil(tile, box)) {
        paintOver(tile, scene.displayOf(id), paint)
        tile.dirty = null
      }
    }
  }

  function chooseLevels(view: View, now: number): void {
    if (view.scale !== zoom.scale) zoom = { scale: view.scale, since: zoom.scale === 0 ? -Infinity : now }
    const stretch = view.scale / sharp
    const rests = now - zoom.since >= ZOOM_RESTS_MS
    if (rests || stretch > MOST_STRETCH || stretch < 1 / MOST_STRETCH) sharp = view.scale
    base = scene.bounds ? baseScaleOf(scene.bounds) : 0
  }

  /** Places of a level where there is something; empty for an empty board. */
  function placesOf(scale: number, range: TileRange): readonly TilePlace[] {
    const { bounds } = scene
    return bounds ? nearestFirst(intersectRanges(range, tilesOver(bounds, scale, 1))) : []
  }

  function findUnpainted(scale: number, range: TileRange): readonly Tile[] {
    const tiles = placesOf(scale, range).map((place) => levels.get(scale, place) ?? blankTile(scale, place))
    return tiles.filter((tile) => tile.dirty)
  }

  /** First a coarse picture where there is none at all, then the sharp one, then the rest of the board. */
  function wishes(view: View): readonly Tile[] {
    const sharpOnes = findUnpainted(sharp, tilesInView(view, sharp))
    const rest = scene.bounds ? findUnpainted(base, tilesOver(scene.bounds, base, 1)) : []
    if (base === 0 || base === sharp) return [...sharpOnes, ...rest]
    const coarse = findUnpainted(base, tilesInView(view, base)).filter((tile) => !tile.picture)
    return [...coarse, ...sharpOnes, ...rest]
  }

  function paintWishes(wanted: readonly Tile[], budget: number): void {
    const deadline = clock() + budget
    const isLate = () => clock() >= deadline
    if (job && !wanted.includes(job.tile)) job = null
    const queue = job ? [job.tile, ...wanted] : wanted
    for (const tile of queue) {
      if (!tile.dirty) continue
      job = job?.tile === tile ? job : createTileJob(tile, scene, lifted, paint)
      levels.put(tile)
      if (!job.run(isLate)) break
      job = null
      if (isLate()) break
    }
  }

  const stopFollowing = scene.onChange(follow)
  return {
    work(view, now, rests = false) {
      frame++
      chooseLevels(view, now)
      const isStill =
        rests && shown !== null && shown.left === view.left && shown.top === view.top && shown.scale === view.scale
      shown = view
      paintWishes(wishes(view), isStill ? restBudgetMs : budgetMs)
      const inView = findUnpainted(sharp, tilesInView(view, sharp))
      const isSharp = sharp === view.scale && inView.length === 0
      state.value = isSharp ? 'settled' : 'painting'
      if (!isSharp || job || wishes(view).length > 0) onNeed()
      evict(
        levels,
        capacity,
        (tile) => tile.scale === base || (tile.scale === sharp && inRange(tile.place, tilesInView(view, sharp))),
      )
    },
    draw(ctx, view) {
      const others = levels.scales().filter((scale) => scale !== sharp && scale !== base)
      const nearest = others.sort((a, b) => stretchOf(a, view) - stretchOf(b, view)).slice(0, 2)
      const order = base === sharp || base === 0 ? [sharp, ...nearest] : [sharp, ...nearest, base]
      drawLevels(ctx, view, order, placesOf, (scale, place) => {
        const tile = levels.get(scale, place)
        if (tile) tile.used = frame
        return tile
      })
    },
    lift(ids) {
      if (ids === lifted || sameIds(ids, lifted)) return
      const before = lifted
      lifted = ids
      const changed = symmetricDifference(before, ids).flatMap((id) => scene.boundsOf(id) ?? [])
      if (changed.length > MANY) invalidate(changed.reduce(union))
      else for (const box of changed) invalidate(box)
      onNeed()
    },
    clear() {
      job = null
      levels.clear()
      onNeed()
    },
    state,
    get size() {
      return levels.size
    },
    dispose() {
      stopFollowing()
      levels.clear()
    },
  }
}

/** How far the scale of a level is from the view's, either way. */
const stretchOf = (scale: number, view: View) => Math.abs(Math.log(scale / view.scale))

function sameIds(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false
  for (const id of a) if (!b.has(id)) return false
  return true
}

function symmetricDifference(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  return [...[...a].filter((id) => !b.has(id)), ...[...b].filter((id) => !a.has(id))]
}
