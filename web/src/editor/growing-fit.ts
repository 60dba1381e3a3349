import { FIRST_SECTION } from '#board/document/sections.ts'
import { EMPTY_BOX, isEmpty, union, type Box } from '#board/geometry/box.ts'
import type { PageReader } from '../scene/page-reader.ts'
import type { Scene } from '../scene/scene.ts'
import { fitBox, HOME, keepFitted, roomIn, sameCamera, type Camera, type Insets } from './camera.ts'
import type { Viewport } from './editor.ts'

/** Fits all of a board into a view, while it comes and while it grows. */
export interface GrowingFit {
  /** Until all is there, what comes will about fill this box: that much is shown from the start. */
  readonly expect: (extent: Box) => void
  /** All of the board is there now. */
  readonly settle: () => void
  /**
   * The camera that shows all; undefined: there is nothing. From the one that did so before, which is answered itself where nothing
   * moves, for every frame of a view that stands still would be painted for nothing; without one the view is another.
   */
  readonly fit: (viewport: Viewport, before?: Camera) => Camera | undefined
}

export interface GrowingBoard {
  readonly scene: Pick<Scene, 'bounds'>
  readonly paging: Pick<PageReader, 'page'>
}

/** `covered`: what chrome covers of the view. `keepsInView`: does what was shown once stay in view, also when nothing is there any more? */
export function createGrowingFit({ scene, paging }: GrowingBoard, covered: Insets, keepsInView = false): GrowingFit {
  let seen = EMPTY_BOX
  let expected = EMPTY_BOX
  return {
    expect(extent) {
      // On another page it would be of other elements.
      if (paging.page.peek() === FIRST_SECTION) expected = union(expected, extent)
    },
    settle: () => void (expected = EMPTY_BOX),
    fit(viewport, before) {
      const grows = !isEmpty(expected) || (before !== undefined && !isEmpty(seen))
      if (scene.bounds) seen = keepsInView ? union(seen, scene.bounds) : scene.bounds
      const bounds = union(seen, expected)
      if (isEmpty(bounds)) return undefined
      const from = before ?? HOME
      const fitted = grows ? keepFitted.bind(null, from) : fitBox
      const next = fitted(bounds, viewport, roomIn(viewport, covered))
      return before && sameCamera(next, before) ? before : next
    },
  }
}
