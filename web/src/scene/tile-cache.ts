import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { Theme } from '#board/render/theme.ts'
import type { Befores } from './befores.ts'
import { localPainter } from './local-painter.ts'
import { createRounds } from './rounds.ts'
import type { Scene, SceneChange } from './scene.ts'
import { drawLevels } from './tile-blit.ts'
import { deviceMemoryGib, tileBudget } from './tile-budget.ts'
import { baseScaleOf, inRange, tilesInView, type View } from './tile-grid.ts'
import { createTileLevels, evict } from './tile-levels.ts'
import { createTileOrders } from './tile-orders.ts'
import { NOTHING_ASIDE, type Aside, type CreatePainter, type PaintedPart } from './tile-painter.ts'
import { createTilePictures } from './tile-pictures.ts'
import { createTileWishes } from './tile-wishes.ts'
import { createViewMotion } from './view-motion.ts'

export interface TileCacheOptions {
  readonly scene: Scene
  /** Who paints; on this thread unless told otherwise. */
  readonly createPainter?: CreatePainter
  /** Milliseconds; decides when a frame's budget is used up. */
  readonly clock?: () => number
  /** What a frame may spend while anything moves: the view, ink, a drag. */
  readonly budgetMs?: number
  /** What a frame may spend while nothing does: less than what people notice before the next thing they do. */
  readonly restBudgetMs?: number
  /** Where somebody takes back what they did; else all of it is painted again. */
  readonly befores?: Befores | undefined
  /** Tiles kept (one is 1 MiB), for a view. */
  readonly capacity?: (view: View) => number
}

/** What is to be shown in a frame. */
export interface TileFrame {
  readonly view: View
  readonly theme: Theme
  /** The frame's time in milliseconds. */
  readonly now: number
  /** Nothing but the view could be moving. */
  readonly rests: boolean
}

/**
 * Pictures of the scene at the exact scale of the view, and of the whole board at a coarse one.
 * What is shown may be out of date or blurred for some frames, but never blank where there is something.
 */
export interface TileCache {
  /** Has painted what the view lacks, nearest first; on this thread until the frame's budget is used up. */
  work(frame: TileFrame): void
  /** Hot path. Copies what there is to `ctx`, in device pixels. */
  draw(ctx: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, view: View): void
  /** No more comes for now: nothing waits for a round any longer. */
  hurry(): void
  /** Copies the coarse pictures alone: a view of the whole board for the price of some tiles. In device pixels. */
  drawCoarse(ctx: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, view: View): void
  /** From now on these elements, and no others, are left out. */
  lift(ids: ReadonlySet<string>): void
  /** From now on these elements, and no others, are about to go: painted faintly. */
  fade(ids: ReadonlySet<string>): void
  /** Nothing is lifted or faded any more. */
  release(): void
  /** Calls back when another frame has something new to show or to paint. */
  onNeed(listener: () => void): () => void
  /** Settled: all that is in view is sharp and up to date. */
  readonly state: ReadonlySignal<'painting' | 'settled'>
  /** Tiles kept. */
  readonly size: number
  dispose(): void
}

/** Milliseconds between the first two orders of what has only to be laid over tiles: while a board is loaded there is more with every frame. */
const ROUND_MS = 100

export function createTileCache(options: TileCacheOptions): TileCache {
  const { scene, createPainter = localPainter(scene), clock = () => performance.now(), befores } = options
  const { budgetMs = 6, restBudgetMs = 24, capacity = tileBudget(deviceMemoryGib()) } = options
  const state = signal<'painting' | 'settled'>('painting')
  const listeners = new Set<() => void>()
  const need = () => {
    for (const listener of listeners) listener()
  }
  const motion = createViewMotion()
  const levels = createTileLevels()
  const pictures = createTilePictures(scene, levels, befores)
  const wishes = createTileWishes(scene, levels)
  const rounds = createRounds(ROUND_MS, need)
  const orders = createTileOrders(rounds)
  const parts = { deliver, fail: replacePainter }
  let painter = createPainter(parts)
  let frame = 0

  function deliver(part: PaintedPart): void {
    orders.delivered(part.order)
    need()
    pictures.deliver(part)
  }

  /** What a painter can't do any more goes on here: slower, but as well. */
  function replacePainter(reason: string): void {
    console.warn(`tiles are painted on the main thread from now on: ${reason}`)
    painter.dispose()
    painter = localPainter(scene)(parts)
    painter.set(pictures.aside, pictures.version)
    orders.forget()
    need()
  }

  function follow(change: SceneChange): void {
    const asksFor = pictures.follow(change)
    painter.follow(change, pictures.version)
    if (asksFor === 'nothing') return
    if (asksFor === 'frame' || !rounds.rests) return need()
    state.value = 'painting'
    rounds.askAgain(true)
  }

  function setAside(next: Aside): void {
    if (!pictures.setAside(next)) return
    painter.set(next, pictures.version)
    need()
  }

  function setTheme(theme: Theme): void {
    pictures.setTheme(theme)
    orders.forget()
  }

  function orderTiles(view: View): void {
    // While more and more comes it would be painted again and again; and a painter that has begun it has no time for what is in view.
    const hasTime = !rounds.rests
    const wanted = wishes.of(view, motion.ahead(view), hasTime)
    if (!hasTime) rounds.askAgain(false)
    const asked = orders.of(wanted, pictures.version)
    if (asked) painter.order(asked, pictures.theme)
  }

  /** The farthest from what one is about to see go first, and before them what is of no scale that is shown. */
  function makeRoom(view: View): void {
    const { sharp, base } = levels
    const near = tilesInView(motion.ahead(view), sharp)
    const middle = { column: (near.minColumn + near.maxColumn) / 2, row: (near.minRow + near.maxRow) / 2 }
    evict(levels, capacity(view), ({ scale, place, used }) => {
      if (scale === base || (scale === sharp && inRange(place, near))) return null
      if (scale !== sharp) return 2 ** 40 - used
      return Math.hypot(place.column - middle.column, place.row - middle.row)
    })
  }

  /** The scales that are shown, nearest to the view's first. Far out, the coarse level is the nearest: a fine one would be shrunk to specks. */
  function scalesShown(view: View): readonly number[] {
    const { sharp, base } = levels
    const byStretch = (a: number, b: number) => stretchOf(a, view) - stretchOf(b, view)
    const others = levels.scales().filter((scale) => scale !== sharp && scale !== base)
    const nearest = others.sort(byStretch).slice(0, 2)
    return [...new Set(base > 0 ? [sharp, ...nearest, base] : [sharp, ...nearest])].sort(byStretch)
  }

  const stopFollowing = scene.onChange(follow)
  return {
    work({ view, theme, now, rests }) {
      frame++
      if (theme !== pictures.theme) setTheme(theme)
      pictures.emptyOutside()
      const isStill = motion.follow(view, now)
      if (motion.wantsLevel(view, levels.sharp, now)) levels.sharp = view.scale
      levels.base = scene.bounds ? baseScaleOf(scene.bounds) : 0
      orderTiles(view)
      const deadline = clock() + (isStill && rests ? restBudgetMs : budgetMs)
      const hasMore = painter.work(() => clock() >= deadline)
      state.value = wishes.areMet(view) ? 'settled' : 'painting'
      if (levels.sharp !== view.scale || hasMore) need()
      makeRoom(view)
    },
    draw(ctx, view) {
      drawLevels(ctx, view, scalesShown(view), wishes.placesOf, (scale, place) => {
        const tile = levels.get(scale, place)
        if (tile) tile.used = frame
        return tile
      })
    },
    hurry: () => rounds.end(),
    drawCoarse(ctx, view) {
      if (levels.base > 0) drawLevels(ctx, view, [levels.base], wishes.placesOf, levels.get)
    },
    lift: (ids) => setAside({ ...pictures.aside, lifted: ids }),
    fade: (ids) => setAside({ ...pictures.aside, faded: ids }),
    release: () => setAside(NOTHING_ASIDE),
    onNeed(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    state,
    get size() {
      return levels.size
    },
    dispose() {
      stopFollowing()
      rounds.dispose()
      painter.dispose()
      listeners.clear()
      levels.clear()
    },
  }
}

/** How far the scale of a level is from the view's, either way. */
const stretchOf = (scale: number, view: View) => Math.abs(Math.log(scale / view.scale))
