import type { Box } from '#board/geometry/box.ts'
import { IDENTITY } from '#board/geometry/matrix.ts'
import { paintSlowly, type SlowPlate } from './paint-slowly.ts'
import { around, drawPlate, type Plate, type PlateContext } from './plate.ts'
import type { Scene } from './scene.ts'
import type { PaintItems } from './paint-part.ts'
import type { View } from './tile-grid.ts'

/** More elements over what is moved than this are painted once, as a picture, and not in every frame. */
const MOST = 120

/**
 * The settled elements that lie over others when these are where `placeOf` says: those that are above any whose box they meet.
 * `many` when they are too many to be painted in every frame.
 */
export function elementsAbove(
  scene: Scene,
  ids: Iterable<string>,
  placeOf: (id: string) => Box,
  isSettled: (id: string) => boolean,
): ReadonlySet<string> | 'many' {
  const above = new Set<string>()
  for (const id of ids) {
    for (const other of scene.query(placeOf(id))) {
      if (isSettled(other) && scene.compare(other, id) > 0) above.add(other)
    }
    if (above.size > MOST) return 'many'
  }
  return above
}

/** A picture of everything that is above some elements, for where it is too much to be painted in every frame. */
export interface Canopy {
  /** There is a picture, and something in it. */
  readonly isReady: boolean
  draw(ctx: PlateContext): void
  /** Goes on with its picture; answers whether there is more to do. */
  work(view: View, isLate: () => boolean): boolean
}

/** `isOver`: whether an element is part of it. */
export function createCanopy(scene: Scene, isOver: (id: string) => boolean, paint: PaintItems): Canopy {
  let picture: Plate | null = null
  let isBlank = true
  let painting: { readonly slow: SlowPlate; readonly view: View } | null = null
  const suits = (plate: View, view: View) => plate.scale === view.scale && contains(plate, view, scene.bounds)
  return {
    get isReady() {
      return !isBlank
    },
    draw(ctx) {
      if (picture && !isBlank) drawPlate(ctx, picture)
    },
    work(view, isLate) {
      if (picture && suits(picture.view, view)) return false
      if (painting && !suits(painting.view, view)) painting = null
      if (!painting) {
        const region = around(view, scene.bounds ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 })
        const motif = {
          scene,
          has: isOver,
          displayOf: (id: string) => scene.displayOf(id),
          by: IDENTITY,
          moved: IDENTITY,
          paint,
        }
        painting = { slow: paintSlowly(region, motif), view: region }
      }
      const plate = painting.slow.run(isLate)
      if (!plate) return true
      picture = plate
      isBlank = painting.slow.isBlank
      painting = null
      return false
    },
  }
}

/** Does a plate show all of what a view shows of the board? */
function contains(plate: View, view: View, board: Box | undefined): boolean {
  if (!board) return true
  const { scale } = view
  return (
    plate.left <= Math.max(view.left, board.minX * scale) &&
    plate.top <= Math.max(view.top, board.minY * scale) &&
    plate.left + plate.width >= Math.min(view.left + view.width, board.maxX * scale) &&
    plate.top + plate.height >= Math.min(view.top + view.height, board.maxY * scale)
  )
}
