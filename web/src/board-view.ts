import { computed, type ReadonlySignal } from '@preact/signals'
import type { BoardDocument } from '#board/document/board-document.ts'
import type { Box } from '#board/geometry/box.ts'
import { LIMITS } from '#board/limits.ts'
import type { Theme as Look } from '#board/render/theme.ts'
import { createMeasure, type BrowserMeasure } from './canvas/measure.ts'
import { mountViewer } from './canvas/viewer-canvas.ts'
import { fitBox, roomIn, sameCamera, type Camera, type Insets } from './editor/camera.ts'
import { createEditor, type OwnedEditor } from './editor/create-editor.ts'
import type { Viewport } from './editor/editor.ts'
import { createGrowingFit } from './editor/growing-fit.ts'
import { pixelRatio } from './editor/pixel-ratio.ts'
import { attachInput } from './input/attach-input.ts'
import { createBefores } from './scene/befores.ts'
import { createImages, type ImageSource } from './scene/images.ts'
import { createPaging, type Paging } from './scene/paging.ts'
import { createScene, type Scene } from './scene/scene.ts'
import { createTileCache, type TileCache } from './scene/tile-cache.ts'
import { viewOf } from './scene/tile-grid.ts'
import { workerPainter } from './scene/worker-painter.ts'
import type { LocalMemory } from './start/local-memory.ts'
import { hand } from './tools/hand.ts'
import { loadWideFonts } from './ui/load-wide-fonts.ts'
import { createTheme, type Theme } from './ui/theme.ts'

/** What a board looks like on this page, whoever works on it: there as soon as its document begins to load. */
export interface BoardView {
  readonly paging: Paging
  readonly text: BrowserMeasure
  readonly theme: Theme
  readonly look: ReadonlySignal<Look>
  readonly scene: Scene
  readonly tiles: TileCache
  dispose(): void
}

/** `start`: how to get the thread that paints tiles, where it has been started already. `page`: which one is looked at from the start. */
export function createBoardView(
  document: BoardDocument,
  memory: LocalMemory,
  files: ImageSource,
  start?: () => Worker,
  page?: string,
): BoardView {
  const sheets = loadWideFonts()
  const text = createMeasure(sheets)
  const theme = createTheme(memory)
  const images = createImages(files)
  const paging = createPaging(document, page)
  const scene = createScene(paging.document, text.measure, images, paging.rankOf)
  const painter = workerPainter({ scene, measure: text.measure, sheets, ...(start && { start }) })
  const tiles = createTileCache({ scene, createPainter: painter, befores: createBefores() })
  const stopMeasuring = text.onFonts(() => scene.remeasure())
  return {
    paging,
    text,
    theme,
    look: computed(() => (theme.dark.value ? 'dark' : 'light')),
    scene,
    tiles,
    dispose() {
      stopMeasuring()
      tiles.dispose()
      scene.dispose()
      paging.dispose()
      images.dispose()
      theme.dispose()
    },
  }
}

export interface ViewerOptions {
  /** What chrome covers, or will cover, of the host. */
  readonly covered: Insets
  /** What to look at before all else, on whatever page it is, as soon as it is there. */
  readonly frame?: string | undefined
  /** Where to look; where it answers nothing all of the board is shown, also while it grows. */
  readonly recall: (viewport: Viewport) => Camera | undefined
  /** Where all of the board is shown: does what was shown once stay in view, also when nothing is there any more? */
  readonly keepsInView?: boolean
}

/** Somebody who looks at a board and moves around in it, and does nothing else. */
export interface Viewer {
  readonly editor: OwnedEditor
  readonly paint: ReadonlySignal<'painting' | 'settled'>
  /** Until all is there, what comes will about fill this box: where all of the board is shown, that much is shown from the start. */
  readonly expect: (extent: Box) => void
  /** All of the board is there now: shows the page that was asked for, if there is such a one. */
  settle(): void
  /** Leaves the view as it is. Answers where one looked. */
  close(): Camera
}

export function openViewer(host: HTMLElement, view: BoardView, options: ViewerOptions): Viewer {
  const { covered, frame, recall, keepsInView = false } = options
  const { paging, scene, text, tiles, look } = view
  const editor = createEditor({
    document: paging.document,
    paging,
    scene,
    measure: text.measure,
    tools: [hand],
    readonly: true,
    covered,
  })
  const { camera, viewport, frames } = editor
  const canvas = mountViewer(host, editor, { theme: look, tiles })
  const stopInput = attachInput(host, editor)
  const recalled = frame === undefined ? recall(viewport.peek()) : undefined
  let placed = recalled ?? camera.peek()
  camera.value = placed
  const growing = createGrowingFit(view, covered, keepsInView)
  const fit = () => {
    // Whoever has moved stays where they are.
    if (recalled || camera.peek() !== placed) return
    const page = frame === undefined ? undefined : paging.pageOf(frame)
    if (page !== undefined) paging.show(page)
    const framed = frame === undefined ? undefined : scene.boundsOf(frame)
    const size = viewport.peek()
    // A frame is there as a whole, and does not grow.
    const next = framed ? fitBox(framed, size, roomIn(size, covered), LIMITS.maxZoom) : growing.fit(size, placed)
    if (next && !sameCamera(next, placed)) camera.value = placed = next
  }
  /** Has the last tiles painted from now on: what shows the board next takes some time to be made, and no frame comes meanwhile. */
  const order = () => {
    const view = viewOf(camera.peek(), viewport.peek(), pixelRatio())
    tiles.hurry()
    if (view.width > 0) tiles.work({ view, theme: look.peek(), now: performance.now(), rests: true })
  }
  const stopFitting = scene.onChange(() => frames.request('input', fit))
  fit()
  return {
    editor,
    paint: canvas.paint,
    expect(extent) {
      growing.expect(extent)
      fit()
    },
    settle() {
      growing.settle()
      // What turns the page takes the view along: of two that were asked for, the frame's is the one.
      fit()
      if (frame === undefined || paging.pageOf(frame) !== paging.page.peek()) paging.settle()
      order()
    },
    close() {
      fit()
      stopFitting()
      stopInput()
      canvas.dispose()
      editor.dispose()
      return camera.peek()
    },
  }
}
