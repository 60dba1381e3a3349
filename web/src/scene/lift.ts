import { withOpacity, type DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { Editor } from '../editor/editor.ts'
import { createCanopy, type Canopy } from './above.ts'
import { liftCrowd, type Crowd } from './crowd.ts'
import { createHeldGround } from './held-ground.ts'
import { MOST_OUTLINED, type LivePicture, type LivePictures } from './live-pictures.ts'
import type { LiveScene } from './live-scene.ts'
import { around, blankPlate, toScene, type Plate, type PlateContext } from './plate.ts'
import { repaintWithout } from './repaint-without.ts'
import type { Scene } from './scene.ts'
import { drawStack, type Scratch } from './stacked.ts'
import type { TileCache } from './tile-cache.ts'
import type { PaintItems } from './paint-part.ts'
import type { View } from './tile-grid.ts'

/**
 * What leaves the tiles to be moved, and comes back to them: everything is seen in exactly one place and in its place in the
 * order, in every frame.
 */
export interface Lift {
  /** Takes up what has been lifted or has landed since the last frame; before the tiles work. */
  follow(view: View): void
  /** After the tiles have worked; answers whether there is more to do. */
  work(view: View, now: number): boolean
  /** What is to be drawn over the ground now, bottom to top. */
  pictures(): readonly LivePicture[]
  /** The settled part of the board, in device pixels. */
  drawGround(ctx: CanvasRenderingContext2D, view: View): void
  /** Hot path. One picture, in a context that has the scene's transform. */
  draw(ctx: CanvasRenderingContext2D, picture: LivePicture): void
  /** Every colour has changed. */
  clear(): void
  dispose(): void
}

interface LiftSources {
  readonly scene: Scene
  readonly live: LiveScene
  readonly measure: MeasureText
  readonly paint: PaintItems
  readonly tiles: TileCache
  readonly pictures: LivePictures
  readonly editing: () => string | null
  readonly cut: Editor['cut']['peek']
}

/** Milliseconds of a frame for better pictures of what is moved. */
const BUDGET_MS = 6

export function createLift({ scene, live, measure, paint, tiles, pictures, editing, cut }: LiftSources): Lift {
  const ground = createHeldGround(paint)
  const crowds = new Map<ReadonlySet<string>, Crowd>()
  const canopies = new Map<string, Canopy>()
  const scratch: Scratch = { plate: null }
  let lifted = pictures.lifted()
  let lifts: ReadonlySet<string> = new Set()
  let shown: readonly LivePicture[] = []
  let view: View = { scale: 1, left: 0, top: 0, width: 0, height: 0 }
  let settled = true

  const stopFollowing = scene.onChange(({ onTop }) => {
    if (ground.active) for (const id of onTop) if (!lifted.has(id)) ground.add(scene.displayOf(id))
  })

  const drawGround = (ctx: PlateContext, at: View) => ground.draw(ctx, at, () => tiles.draw(ctx, at))

  /** The ground without what was lifted just now, as it was shown before, and with what had landed. */
  function change(next: ReadonlySet<string>): void {
    const landing = pictures.takeLanding()
    const withLanding = (ctx: PlateContext, at: View) => {
      drawGround(ctx, at)
      ctx.setTransform(at.scale, 0, 0, at.scale, -at.left, -at.top)
      for (const picture of landing) drawPicture(ctx, picture, at)
      ctx.setTransform(1, 0, 0, 1, 0, 0)
    }
    let plate: Plate | null = null
    for (const { id, ids } of live.drags.values()) {
      if (lifts.has(id) || ids.size <= MOST_OUTLINED) continue
      const before = plate
      const isGroundSharp = settled && !ground.active
      const sources = {
        scene,
        measure,
        paint,
        isGroundSharp,
        isLifted: (id: string) => next.has(id),
        drawGround: before ? drawerOf(before) : withLanding,
      }
      const { crowd, ground: left } = liftCrowd(ids, view, sources)
      crowds.set(ids, crowd)
      plate = left
    }
    plate ??= snapshot(withLanding)
    const few = [...singles(next)]
    if (few.length > 0 && !repaintWithout(plate, few, (id) => next.has(id), scene, paint)) {
      for (const id of few) erase(plate, scene.displayOf(id), paint)
    }
    ground.hold(plate)
    lifted = next
    lifts = new Set(live.drags.keys())
    tiles.lift(next)
  }

  function snapshot(draw: (ctx: PlateContext, at: View) => void): Plate {
    const plate = blankPlate(around(view, scene.bounds ?? NOWHERE))
    draw(plate.ctx, plate.view)
    return plate
  }

  /** What was lifted just now and is no crowd. */
  function* singles(next: ReadonlySet<string>): Generator<string> {
    const typed = editing()
    if (typed !== null && !lifted.has(typed) && next.has(typed)) yield typed
    for (const id of cut().keys()) if (!lifted.has(id)) yield id
    for (const { id, ids } of live.drags.values()) if (!lifts.has(id) && ids.size <= MOST_OUTLINED) yield* ids
  }

  function canopyOf({ key, isUnder }: LivePicture): Canopy | undefined {
    if (!isUnder) return undefined
    const canopy = canopies.get(key) ?? createCanopy(scene, isUnder, paint)
    canopies.set(key, canopy)
    return canopy
  }

  function drawPicture(ctx: PlateContext, picture: LivePicture, at: View): void {
    const crowd = picture.crowd && crowds.get(picture.crowd)
    const canopy = canopyOf(picture)
    const drawOwn = (to: PlateContext) => {
      if (crowd) return crowd.draw(to, at, picture.by)
      to.save()
      to.transform(...picture.by)
      paint(to as OffscreenCanvasRenderingContext2D, picture.items)
      to.restore()
    }
    if (picture.stack || canopy?.isReady) drawStack(ctx, at, picture, { paint, drawOwn, canopy, scratch })
    else drawOwn(ctx)
  }

  function forget(): void {
    const kept = new Set(shown.flatMap(({ crowd }) => crowd ?? []))
    for (const ids of crowds.keys()) if (!kept.has(ids)) crowds.delete(ids)
    const keys = new Set(shown.flatMap(({ key, isUnder }) => (isUnder ? key : [])))
    for (const key of canopies.keys()) if (!keys.has(key)) canopies.delete(key)
    if (shown.length === 0) scratch.plate = null
  }

  return {
    follow(now) {
      view = now
      const next = pictures.lifted()
      if (next !== lifted || live.drags.size !== lifts.size) change(next)
    },
    work(now, time) {
      const deadline = performance.now() + BUDGET_MS
      const isLate = () => performance.now() >= deadline
      settled = tiles.state.peek() === 'settled'
      let more = false
      let exact = true
      for (const { ids, by, committed } of live.drags.values()) {
        const crowd = crowds.get(ids)
        // What has been let go changes place by place: its picture stays as it is.
        if (!crowd || committed) continue
        if (crowd.work(now, by, time, isLate)) more = true
        if (!crowd.isExact) exact = false
      }
      if (ground.active && settled && exact) {
        for (const crowd of crowds.values()) crowd.refine()
        ground.release()
      }
      shown = pictures.list(settled && !ground.active)
      for (const picture of shown) if (canopyOf(picture)?.work(now, isLate)) more = true
      forget()
      return more
    },
    pictures: () => shown,
    drawGround,
    draw: (ctx, picture) => drawPicture(ctx, picture, view),
    clear() {
      ground.release()
      crowds.clear()
      canopies.clear()
    },
    dispose() {
      stopFollowing()
    },
  }
}

const NOWHERE = { minX: 0, minY: 0, maxX: 0, maxY: 0 }

const drawerOf = (plate: Plate) => (ctx: PlateContext, at: View) => {
  const by = at.scale / plate.view.scale
  ctx.drawImage(
    plate.ctx.canvas,
    plate.view.left * by - at.left,
    plate.view.top * by - at.top,
    plate.view.width * by,
    plate.view.height * by,
  )
}

/** Takes items off a plate, whatever their opacity, and what was below them too: until the tiles are there. */
function erase({ ctx, view }: Plate, items: readonly DisplayItem[], paint: PaintItems): void {
  ctx.save()
  toScene(ctx, view)
  ctx.globalCompositeOperation = 'destination-out'
  paint(
    ctx,
    withOpacity(items, () => 1),
  )
  ctx.restore()
}
