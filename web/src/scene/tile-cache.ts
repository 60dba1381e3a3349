import { signal, type ReadonlySignal } from '@preact/signals-core'
import { boxAround, type Box } from '#board/geometry/box.ts'
import type { Theme } from '#board/render/theme.ts'
import type { Befores } from './befores.ts'
import { localPainter } from './local-painter.ts'
import { paintOver, replacePart } from './tile-picture.ts'
import type { TileOrder } from './paint-part.ts'
import { createRounds } from './rounds.ts'
import type { Scene, SceneChange } from './scene.ts'
import { drawLevels } from './tile-blit.ts'
import { deviceMemoryGib, tileBudget } from './tile-budget.ts'
import {
  baseScaleOf,
  inRange,
  intersectRanges,
  meetsPart,
  nearestFirst,
  samePart,
  sameTile,
  tilesInView,
  tilesOver,
  type TilePlace,
  type TileRange,
  type View,
} from './tile-grid.ts'
import {
  blankTile,
  createTileLevels,
  dirtAfter,
  dirtyPixels,
  empty,
  evict,
  lacksOnlyTop,
  soil,
  type Dirt,
  type Tile,
} from './tile-levels.ts'
import { NOTHING_ASIDE, type Aside, type CreatePainter, type PaintedPart } from './tile-painter.ts'
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

/** More elements than this that come at once are left to the painter. */
const MOST_AT_ONCE = 24
/** More boxes than this are made one. */
const MOST_BOXES = 200
/** Milliseconds between the first two orders of what has only to be laid over tiles: while a board is loaded there is more with every frame. */
const ROUND_MS = 100
/** Scales by which the coarse level differs from the sharp one, from which on it is there so much sooner that it is painted first. */
const FAR_COARSER = 3

const NO_TILES: ReadonlySet<Tile> = new Set()

export function createTileCache(options: TileCacheOptions): TileCache {
  const { scene, createPainter = localPainter(scene), clock = () => performance.now(), befores } = options
  const { budgetMs = 6, restBudgetMs = 24, capacity = tileBudget(deviceMemoryGib()) } = options
  const levels = createTileLevels()
  const state = signal<'painting' | 'settled'>('painting')
  const listeners = new Set<() => void>()
  const motion = createViewMotion()
  let aside = NOTHING_ASIDE
  let theme: Theme = 'light'
  /** Counts what changes the picture: elements, and which of them are lifted. */
  let version = 0
  let frame = 0
  /** Scale of the level that is kept sharp; the view's own, except while one zooms. */
  let sharp = 0
  let base = 0
  /** All of the board, when it was last looked at. */
  let bounds: Box | undefined
  let ordered: readonly TileOrder[] = []
  /** What the change that is followed just now need not touch. */
  let backAgain: ReadonlySet<Tile> = NO_TILES

  const need = () => {
    for (const listener of listeners) listener()
  }
  const rounds = createRounds(ROUND_MS, need)
  const parts = { deliver, fail: replacePainter }
  let painter = createPainter(parts)

  /** What a painter can't do any more goes on here: slower, but as well. */
  function replacePainter(reason: string): void {
    console.warn(`tiles are painted on the main thread from now on: ${reason}`)
    painter.dispose()
    painter = localPainter(scene)(parts)
    painter.set(aside, version)
    ordered = []
    need()
  }

  function follow(change: SceneChange): void {
    if (change.arrival) befores?.forget()
    painter.follow(change, ++version)
    const reverts = change.own?.reverts && befores?.versionOf(change.own.reverts)
    if (change.own) befores?.note(change.own.id, version)
    if (isAmong(change, aside.lifted)) return
    const isFew = change.onTop.length <= MOST_AT_ONCE
    backAgain = reverts === undefined ? NO_TILES : takenBack(change, reverts)
    for (const box of change.dirty) invalidate({ version, box, onTop: null, isOver: false })
    if (isFew) invalidateTop(change.onTop)
    else invalidate({ version, box: boxAround(change.placed.map(({ box }) => box)), onTop: null, isOver: true })
    if (isFew || change.dirty.length > 0 || !rounds.rests) return need()
    state.value = 'painting'
    rounds.askAgain(true)
  }

  function invalidateTop(ids: readonly string[]): void {
    for (const id of ids) {
      const box = aside.lifted.has(id) ? undefined : scene.boundsOf(id)
      if (box) invalidate({ version, box, onTop: id, isOver: false })
    }
  }

  /** The tiles that show again what was there before a change, now that this one takes it back. */
  function takenBack({ dirty, onTop, placed }: SceneChange, reverted: number): ReadonlySet<Tile> {
    const back = new Set<Tile>()
    const boxes = onTop.length > 0 ? placed.map(({ box }) => box) : dirty
    if (boxes.length === 0) return NO_TILES
    for (const tile of levels.under(boxAround(boxes))) if (befores?.takeBack(tile, reverted, version)) back.add(tile)
    return back
  }

  /** What is new on top is painted over what there is, at once; tiles that are neither shown nor needed go. */
  function invalidate(dirt: Dirt): void {
    for (const tile of levels.under(dirt.box)) {
      if (backAgain.has(tile)) continue
      const wasClean = tile.dirt.length === 0
      if (!soil(tile, dirt)) continue
      if (tile.scale !== sharp && tile.scale !== base) levels.delete(tile)
      else if (dirt.onTop !== null && tile.isPainted) {
        paintOver(tile, scene.displayAt(dirt.onTop, tile.scale), theme, null, scene.images.at(tile.scale))
        if (!wasClean) continue
        tile.dirt = []
        tile.shown = dirt.version
      }
    }
  }

  function deliver(part: PaintedPart): void {
    const { scale, place, pixels } = part.order
    ordered = ordered.filter((order) => !sameTile(order, part.order))
    need()
    const tile = levels.get(scale, place)
    const isNews = tile !== undefined && tile.dirt.length > 0 && part.version >= tile.shown && part.theme === theme
    const before = (isNews && befores?.copy(tile, pixels)) || null
    if (!isNews || !replacePart(tile, part)) {
      if (part.picture instanceof ImageBitmap) part.picture.close()
      return
    }
    tile.dirt = dirtAfter(tile, pixels, part.version)
    befores?.keep(tile, tile.dirt.length === 0 ? before : null)
    for (const { onTop, box } of tile.dirt) {
      const isHidden = onTop === null || aside.lifted.has(onTop) || !meetsPart(box, part.order)
      if (!isHidden) paintOver(tile, scene.displayAt(onTop, scale), theme, pixels, scene.images.at(scale))
    }
  }

  /** Places of a level where there is something; empty for an empty board. */
  function placesOf(scale: number, range: TileRange): readonly TilePlace[] {
    const { bounds } = scene
    return bounds ? nearestFirst(intersectRanges(range, tilesOver(bounds, scale, 1))) : []
  }

  function findDirty(scale: number, range: TileRange): readonly Tile[] {
    const tiles = placesOf(scale, range).map((place) => levels.get(scale, place) ?? levels.put(blankTile(scale, place)))
    return tiles.filter((tile) => tile.dirt.length > 0)
  }

  /** First a coarse picture where there is none at all, then the sharp one, then what one is about to see, then the rest of the board. */
  function wishes(view: View): ReadonlySet<Tile> {
    const wanted: Tile[] = []
    if (base > 0 && base * FAR_COARSER <= sharp) {
      wanted.push(...findDirty(base, tilesInView(view, base)).filter((tile) => !tile.isPainted))
    }
    wanted.push(...findDirty(sharp, tilesInView(view, sharp)))
    if (sharp === view.scale) wanted.push(...findDirty(sharp, tilesInView(motion.ahead(view), sharp)))
    // While more and more comes it would be painted again and again; and a painter that has begun it has no time for what is in view.
    if (rounds.rests) rounds.askAgain(false)
    else if (wanted.length === 0 && base > 0 && scene.bounds)
      wanted.push(...findDirty(base, tilesOver(scene.bounds, base, 1)))
    return new Set(wanted)
  }

  /** `undefined` when it has to wait for the next round. */
  function orderOf(tile: Tile, isRound: boolean): TileOrder | undefined {
    const { scale, place, shown } = tile
    const order = { scale, place, pixels: dirtyPixels(tile) }
    if (!lacksOnlyTop(tile)) return order
    const before = ordered.find((other) => sameTile(other, order))
    if (before?.over?.after === shown) return before
    return isRound ? { ...order, over: { after: shown, upTo: version } } : undefined
  }

  function orderTiles(wanted: ReadonlySet<Tile>): void {
    const isRound = !rounds.rests
    const orders: TileOrder[] = []
    for (const tile of wanted) {
      const order = orderOf(tile, isRound)
      if (order) orders.push(order)
      else rounds.askAgain(false)
      if (order?.over?.upTo === version && isRound) rounds.begin()
    }
    const isSame = orders.length === ordered.length && orders.every((order, i) => sameOrder(order, ordered[i]!))
    if (isSame) return
    ordered = orders
    painter.order(orders, theme)
  }

  /** Where the board is no more, tiles are not painted again: nothing of what they showed must be seen when it grows back. */
  function emptyOutside(): void {
    if (bounds === scene.bounds) return
    bounds = scene.bounds
    for (const tile of levels.all()) {
      const isOutside = !bounds || !inRange(tile.place, tilesOver(bounds, tile.scale, 1))
      if (isOutside && tile.dirt.length > 0) empty(tile, version)
    }
  }

  function setAside(next: Aside): void {
    const changed = [...changedIds(aside.lifted, next.lifted), ...changedIds(aside.faded, next.faded)]
    if (changed.length === 0) return
    aside = next
    befores?.forget()
    backAgain = NO_TILES
    painter.set(aside, ++version)
    const boxes = changed.flatMap((id) => scene.boundsOf(id) ?? [])
    const few = boxes.length > MOST_BOXES ? [boxAround(boxes)] : boxes
    for (const box of few) invalidate({ version, box, onTop: null, isOver: false })
    need()
  }

  function clear(look: Theme): void {
    theme = look
    levels.clear()
    befores?.forget()
    ordered = []
  }

  const stopFollowing = scene.onChange(follow)
  return {
    work({ view, theme: look, now, rests }) {
      frame++
      if (look !== theme) clear(look)
      emptyOutside()
      const isStill = motion.follow(view, now)
      if (motion.wantsLevel(view, sharp, now)) sharp = view.scale
      base = scene.bounds ? baseScaleOf(scene.bounds) : 0
      orderTiles(wishes(view))
      const deadline = clock() + (isStill && rests ? restBudgetMs : budgetMs)
      const hasMore = painter.work(() => clock() >= deadline)
      const isSharp = sharp === view.scale && findDirty(sharp, tilesInView(view, sharp)).length === 0
      state.value = isSharp ? 'settled' : 'painting'
      if (sharp !== view.scale || hasMore) need()
      const near = tilesInView(motion.ahead(view), sharp)
      const middle = { column: (near.minColumn + near.maxColumn) / 2, row: (near.minRow + near.maxRow) / 2 }
      evict(levels, capacity(view), ({ scale, place, used }) => {
        if (scale === base || (scale === sharp && inRange(place, near))) return null
        if (scale !== sharp) return 2 ** 40 - used
        return Math.hypot(place.column - middle.column, place.row - middle.row)
      })
    },
    draw(ctx, view) {
      const byStretch = (a: number, b: number) => stretchOf(a, view) - stretchOf(b, view)
      const others = levels.scales().filter((scale) => scale !== sharp && scale !== base)
      const nearest = others.sort(byStretch).slice(0, 2)
      const shown = new Set(base > 0 ? [sharp, ...nearest, base] : [sharp, ...nearest])
      // Far out, the coarse level is the nearest: a fine one would be shrunk to specks.
      const order = [...shown].sort(byStretch)
      drawLevels(ctx, view, order, placesOf, (scale, place) => {
        const tile = levels.get(scale, place)
        if (tile) tile.used = frame
        return tile
      })
    },
    hurry: () => rounds.end(),
    drawCoarse(ctx, view) {
      if (base > 0) drawLevels(ctx, view, [base], placesOf, (scale, place) => levels.get(scale, place))
    },
    lift: (ids) => setAside({ ...aside, lifted: ids }),
    fade: (ids) => setAside({ ...aside, faded: ids }),
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

const sameOrder = (a: TileOrder, b: TileOrder): boolean =>
  samePart(a, b) && a.over?.after === b.over?.after && a.over?.upTo === b.over?.upTo

/** Does a change concern nothing but these elements? */
function isAmong({ placed, gone }: SceneChange, ids: ReadonlySet<string>): boolean {
  if (placed.length + gone.length > ids.size) return false
  return placed.every(({ element }) => ids.has(element.id)) && gone.every((id) => ids.has(id))
}

function changedIds(before: ReadonlySet<string>, now: ReadonlySet<string>): string[] {
  if (before === now) return []
  return [...[...before].filter((id) => !now.has(id)), ...[...now].filter((id) => !before.has(id))]
}
