import { transformBox, type Box } from '#board/geometry/box.ts'
import { invert, type Matrix } from '#board/geometry/matrix.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import { blankPlate, boxOfView, toScene, type Plate } from './plate.ts'
import type { Scene } from './scene.ts'
import type { PaintItems } from './paint-part.ts'
import type { View } from './tile-grid.ts'

/** A plate that is painted some elements at a time. */
export interface SlowPlate {
  /** Paints until done or until `isLate` answers true. The plate when it is done. */
  run(isLate: () => boolean): Plate | null
  /** Nothing has been painted. */
  readonly isBlank: boolean
}

export interface Motif {
  readonly scene: Pick<Scene, 'query' | 'inOrder'>
  readonly has: (id: string) => boolean
  readonly displayOf: (id: string) => readonly DisplayItem[]
  /** Done to what `displayOf` answers, in the scene. */
  readonly by: Matrix
  /** Done to where the elements are, and contained in `by` or in what `displayOf` answers. */
  readonly moved: Matrix
  readonly paint: PaintItems
}

/** Device pixels: elements are found and put in order for one square after the other, so that neither takes long. */
const SIDE = 512
/** Scene units that a line may be thicker than it would be, had it been scaled with its element. */
const MARGIN = 32
/** Elements painted between two looks at the clock. */
const SLICE = 8

/** Paints those elements of a scene that `has` names, as they are after `moved`. */
export function paintSlowly(view: View, motif: Motif): SlowPlate {
  const plate = blankPlate(view)
  let isBlank = true
  const paint: PaintItems = (ctx, items) => {
    isBlank = false
    motif.paint(ctx, items)
  }
  const work = paintSquares(plate, { ...motif, paint })
  let done = false
  return {
    get isBlank() {
      return isBlank
    },
    run(isLate) {
      while (!done && !isLate()) done = work.next().done === true
      return done ? plate : null
    },
  }
}

function* paintSquares({ ctx, view }: Plate, motif: Motif): Generator<void> {
  const { scene, has, displayOf, by, moved, paint } = motif
  for (let y = 0; y < view.height; y += SIDE) {
    for (let x = 0; x < view.width; x += SIDE) {
      const square = { ...view, left: view.left + x, top: view.top + y, width: SIDE, height: SIDE }
      const ids = scene.inOrder(scene.query(reachOf(square, moved)).filter(has))
      if (ids.length === 0) continue
      ctx.setTransform(1, 0, 0, 1, 0, 0)
      ctx.save()
      ctx.beginPath()
      ctx.rect(x, y, SIDE, SIDE)
      ctx.clip()
      toScene(ctx, view)
      ctx.transform(...by)
      for (const [i, id] of ids.entries()) {
        paint(ctx, displayOf(id))
        if (i % SLICE === SLICE - 1) yield
      }
      ctx.restore()
      yield
    }
  }
}

/** Where what is seen in a square was before it was moved. */
function reachOf(square: View, moved: Matrix): Box {
  const box = boxOfView(square)
  const margin = MARGIN + 1 / square.scale
  const wide = { minX: box.minX - margin, minY: box.minY - margin, maxX: box.maxX + margin, maxY: box.maxY + margin }
  return transformBox(wide, invert(moved))
}
