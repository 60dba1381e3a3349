import { zoomAt, type Camera } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { isDrag, reachOf } from '../tools/reach.ts'
import type { Pointer } from './pointer.ts'

/** A tap is no longer, and the next one comes no later, milliseconds. */
const SOON = 300
/** How far from a tap the next one may be, CSS pixels. */
const NEAR = 32
/** So many CSS pixels down make all twice as large, up half. */
const DOUBLING = 120

/** A finger that taps and, put down again at once, is moved up and down: one hand zooms, as in maps. */
export interface DoubleTap {
  /** A finger alone is put down; answers whether it zooms from here on. */
  down(at: Pointer): boolean
  up(at: Pointer): void
  /** Where one looks from when it has moved so far. */
  moved(at: Pointer): Camera
}

/** Only where a finger draws nothing and there is nothing to be dragged below it. */
export function createDoubleTap({ toolbox, scene, selectionFrame, camera }: Editor): DoubleTap {
  let from: Pointer | null = null
  let tap: Pointer | null = null
  let before = camera.peek()

  const isFree = (at: Pointer): boolean => {
    const tool = toolbox.current.peek()
    if (!tool.menuOnHold) return false
    return tool.looks === true || (!selectionFrame() && !scene.hitTest(at.x, at.y, reachOf(at, camera.peek().zoom)))
  }
  return {
    down(at) {
      const isSecond =
        tap !== null &&
        at.time - tap.time < SOON &&
        Math.hypot(at.viewX - tap.viewX, at.viewY - tap.viewY) < NEAR &&
        isFree(at)
      from = at
      tap = null
      before = camera.peek()
      return isSecond
    },
    up(at) {
      tap = from && at.time - from.time < SOON && !isDrag(from, at) ? at : null
    },
    moved(at) {
      const { viewX, viewY } = from ?? at
      return zoomAt(before, viewX, viewY, before.zoom * 2 ** ((at.viewY - viewY) / DOUBLING))
    },
  }
}
