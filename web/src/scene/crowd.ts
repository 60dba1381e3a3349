import { EMPTY_BOX, intersects, transformBox, union, type Box } from '#board/geometry/box.ts'
import { IDENTITY, invert, multiply, type Matrix } from '#board/geometry/matrix.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { copyOf, cutOut } from './cut-out.ts'
import { carried, reshaped } from './in-flight.ts'
import { paintSlowly, type SlowPlate } from './paint-slowly.ts'
import { around, blankPlate, boxOfView, drawPlate, toScene, viewOfBox, type Plate, type PlateContext } from './plate.ts'
import { repaintWithout } from './repaint-without.ts'
import type { Scene } from './scene.ts'
import type { PaintItems } from './paint-part.ts'
import type { View } from './tile-grid.ts'

/** Many elements on the move: a picture of them, painted once and then only moved, and sharpened when they rest. */
export interface Crowd {
  /** Hot path. In a context that has the scene's transform, on a canvas that shows `view`. */
  draw(ctx: PlateContext, view: View, by: Matrix): void
  /** Goes on with a better picture, if one is needed; answers whether there is more to do. */
  work(view: View, by: Matrix, now: number, isLate: () => boolean): boolean
  /** False while neighbours that lie within its elements' boxes are in the picture, and no better one is there. */
  readonly isExact: boolean
  /** The ground is exact now: from here on the crowd is shown without its neighbours. */
  refine(): void
  /** Around all of its elements where they were lifted, in scene units. */
  readonly box: Box
}

export interface CrowdSources {
  readonly scene: Scene
  readonly measure: MeasureText
  readonly paint: PaintItems
  /** Draws the settled part of the board as it is shown, the crowd included, in device pixels of a view. */
  readonly drawGround: (ctx: PlateContext, view: View) => void
  /** The ground shows all there is, as it should be. */
  readonly isGroundSharp: boolean
  /** By others too. */
  readonly isLifted: (id: string) => boolean
}

/** So many elements in sight are painted at once: within a frame, at some 0.1 ms each. */
const AT_ONCE = 100
/** Device pixels of the picture of a whole crowd that reaches beyond what is painted sharply. */
const WHOLE_SIDE = 2_048
/** After so long at one place it is painted as it will be when it is let go. */
const RESTS_MS = 150

/** A plate, and the map that was done to the elements before they were painted. */
interface Picture {
  readonly plate: Plate
  readonly by: Matrix
}

/**
 * Lifts elements off the ground: answers the crowd, and what is left of the ground around the view. A picture of very many
 * is cut out of what is shown: at once, neither painted nor missing, and exact where all that is there is lifted.
 */
export function liftCrowd(
  ids: ReadonlySet<string>,
  view: View,
  sources: CrowdSources,
): { readonly crowd: Crowd; readonly ground: Plate } {
  const { scene, paint, drawGround, isGroundSharp, isLifted } = sources
  const box = boxAround(scene, ids)
  const ground = blankPlate(around(view, scene.bounds ?? EMPTY_BOX))
  drawGround(ground.ctx, ground.view)
  const seen = scene.query(boxOfView(ground.view))
  const lifted = seen.filter((id) => ids.has(id))
  const boxes = () => boxesOf(scene, ids)
  const whole = wholeOf(ground.view, box, boxes, sources)
  if (lifted.length <= AT_ONCE) {
    const plate = blankPlate(around(view, box))
    toScene(plate.ctx, plate.view)
    for (const id of scene.inOrder(lifted)) paint(plate.ctx, scene.displayOf(id))
    if (!repaintWithout(ground, lifted, (id) => isLifted(id) || ids.has(id), scene, paint)) erase(ground, plate)
    return { crowd: createCrowd(ids, box, { plate, by: IDENTITY }, whole, false, sources), ground }
  }
  const isAll = lifted.length === seen.length
  const plate = isAll ? copyOf(ground) : cutOut(ground, boxesOf(scene, lifted))
  if (isAll) clear(ground)
  const isRough = !isAll || !isGroundSharp
  return { crowd: createCrowd(ids, box, { plate, by: IDENTITY }, whole, isRough, sources), ground }
}

function createCrowd(
  ids: ReadonlySet<string>,
  box: Box,
  first: Picture,
  whole: Plate | null,
  rough: boolean,
  { scene, measure, paint }: CrowdSources,
): Crowd {
  let picture = first
  let isRough = rough
  /** Painted instead of a cut-out, and shown when the ground is exact too: else pieces of neighbours would be missing. */
  let exact: Picture | null = null
  let painting: { readonly slow: SlowPlate; readonly view: View; readonly by: Matrix } | null = null
  let rest = { by: IDENTITY, view: first.plate.view, since: -Infinity }

  function begin(view: View, by: Matrix): SlowPlate {
    const rigid = keepsSize(by)
    return paintSlowly(around(view, transformBox(box, by)), {
      scene,
      has: (id) => ids.has(id),
      displayOf: (id) => (rigid ? carried(scene, measure, id, ids) : reshaped(scene, measure, id, ids, by)),
      by: rigid ? by : IDENTITY,
      moved: by,
      paint,
    })
  }

  /** Is what can be seen of the crowd painted as it is, at this scale? */
  function isSharp(view: View, by: Matrix): boolean {
    const { plate } = picture
    if (isRough || plate.view.scale !== view.scale || !sameShape(by, picture.by)) return false
    const { minX, minY, maxX, maxY } = transformBox(boxOfView(plate.view), multiply(by, invert(picture.by)))
    const here = transformBox(box, by)
    const shown = boxOfView(view)
    const slack = 2 / view.scale
    return (
      minX - slack <= Math.max(here.minX, shown.minX) &&
      minY - slack <= Math.max(here.minY, shown.minY) &&
      maxX + slack >= Math.min(here.maxX, shown.maxX) &&
      maxY + slack >= Math.min(here.maxY, shown.maxY)
    )
  }

  return {
    box,
    get isExact() {
      return !isRough || exact !== null
    },
    refine() {
      if (exact) picture = exact
      exact = null
      isRough = false
    },
    draw(ctx, view, by) {
      const { plate } = picture
      const map = wholePixels(multiply(by, invert(picture.by)), view.scale)
      ctx.save()
      if (whole) {
        ctx.save()
        outside(ctx, transformBox(boxOfView(plate.view), IDENTITY), view, map)
        ctx.transform(...by)
        drawPlate(ctx, whole)
        ctx.restore()
      }
      ctx.transform(...map)
      ctx.imageSmoothingEnabled = plate.view.scale !== view.scale || !isTranslation(map)
      drawPlate(ctx, plate)
      ctx.restore()
    },
    work(view, by, now, isLate) {
      // A cut-out is replaced as soon as possible, whatever moves; sharpness waits until it rests.
      if (isRough && exact) return false
      if (isRough) painting ??= { slow: begin(picture.plate.view, IDENTITY), view, by: IDENTITY }
      else if (isSharp(view, by)) {
        painting = null
        return false
      } else if (!same(rest.by, by) || !sameView(rest.view, view)) {
        rest = { by, view, since: now }
        painting = null
      } else if (now - rest.since >= RESTS_MS) painting ??= { slow: begin(view, by), view, by }
      const plate = painting?.slow.run(isLate)
      if (painting && plate) {
        const better = { plate, by: painting.by }
        if (isRough) exact = better
        else picture = better
        painting = null
      }
      return true
    },
  }
}

/** A coarse picture of all of a crowd that is larger than what is painted sharply of it; null when it isn't. */
function wholeOf(region: View, box: Box, boxes: () => Iterable<Box>, { drawGround }: CrowdSources): Plate | null {
  const { minX, minY, maxX, maxY } = boxOfView(region)
  if (box.minX >= minX && box.minY >= minY && box.maxX <= maxX && box.maxY <= maxY) return null
  const ground = blankPlate(viewOfBox(box, region.scale, WHOLE_SIDE))
  drawGround(ground.ctx, ground.view)
  return cutOut(ground, boxes())
}

function boxAround(scene: Scene, ids: ReadonlySet<string>): Box {
  let box = EMPTY_BOX
  for (const each of boxesOf(scene, ids)) box = union(box, each)
  return box
}

function* boxesOf(scene: Scene, ids: Iterable<string>): Generator<Box> {
  for (const id of ids) {
    const box = scene.boundsOf(id)
    if (box) yield box
  }
}

/** Takes what a plate shows off another one. */
function erase(from: Plate, plate: Plate): void {
  if (!intersects(boxOfView(from.view), boxOfView(plate.view))) return
  from.ctx.globalCompositeOperation = 'destination-out'
  toScene(from.ctx, from.view)
  drawPlate(from.ctx, plate)
  from.ctx.globalCompositeOperation = 'source-over'
}

function clear({ ctx }: Plate): void {
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height)
}

/** Clips a context in scene units to what lies outside a box that a map has moved, within a view. */
function outside(ctx: PlateContext, box: Box, view: View, map: Matrix): void {
  const shown = boxOfView(view)
  ctx.beginPath()
  ctx.rect(shown.minX, shown.minY, shown.maxX - shown.minX, shown.maxY - shown.minY)
  ctx.save()
  ctx.transform(...map)
  ctx.rect(box.minX, box.minY, box.maxX - box.minX, box.maxY - box.minY)
  ctx.restore()
  ctx.clip('evenodd')
}

/** A move by very nearly whole pixels is one by whole pixels: pixels are then copied and not resampled. */
function wholePixels(map: Matrix, scale: number): Matrix {
  if (!isTranslation(map)) return map
  const near = (value: number) => {
    const pixels = value * scale
    return Math.abs(pixels - Math.round(pixels)) < 0.02 ? Math.round(pixels) / scale : value
  }
  return [1, 0, 0, 1, near(map[4]), near(map[5])]
}

const CLOSE = 1e-9
const isClose = (a: number, b: number) => Math.abs(a - b) < CLOSE
const isTranslation = ([a, b, c, d]: Matrix) => isClose(a, 1) && isClose(b, 0) && isClose(c, 0) && isClose(d, 1)
const sameShape = (a: Matrix, b: Matrix) => [0, 1, 2, 3].every((i) => isClose(a[i] as number, b[i] as number))
const same = (a: Matrix, b: Matrix) => a.every((value, i) => value === b[i])
const sameView = (a: View, b: View) => a.scale === b.scale && a.left === b.left && a.top === b.top

/** Does a map only move and turn? */
export const keepsSize = ([a, b, c, d]: Matrix): boolean => isClose(Math.hypot(a, b), 1) && isClose(Math.hypot(c, d), 1)
