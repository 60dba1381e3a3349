import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { BoardReader } from '#board/document/board-reader.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { addCanvas } from '../canvas/add-canvas.ts'
import { createMeasure } from '../canvas/measure.ts'
import { watchSize } from '../canvas/watch-size.ts'
import { type Camera, HOME } from '../editor/camera.ts'
import type { Viewport } from '../editor/editor.ts'
import { createFrames, type Frames } from '../editor/frames.ts'
import { pixelRatio } from '../editor/pixel-ratio.ts'
import { createImages, type ImageSource } from '../scene/images.ts'
import { readPages, type PageReader } from '../scene/page-reader.ts'
import { paintPaper, paperOf } from '../scene/paper.ts'
import { createScene, type Scene } from '../scene/scene.ts'
import { createTileCache, type TileCache } from '../scene/tile-cache.ts'
import { viewOf } from '../scene/tile-grid.ts'
import type { Look } from './look.ts'

/** A board to look at, with as little code as it takes: no editor, no tools, nobody else's work in flight. */
export interface LightView {
  /** The page that is shown. */
  readonly document: BoardReader
  readonly paging: PageReader
  readonly scene: Scene
  readonly tiles: TileCache
  readonly measure: MeasureText
  readonly frames: Frames
  readonly camera: Signal<Camera>
  readonly viewport: ReadonlySignal<Viewport>
  resize(viewport: Viewport): void
  /** Resolves when a frame has been painted that shows all of what is in view now. */
  painted(): Promise<void>
  /** Somebody else paints the board from now on. */
  handOver(): void
  dispose(): void
}

export interface LightViewOptions {
  readonly document: BoardReader
  /** The page to be shown, where one is asked for: id, name or number. */
  readonly page?: string | undefined
  readonly images: ImageSource
  readonly look: Look
  /** Style sheets of fonts that are under way. */
  readonly sheets: Promise<unknown>
}

/** Many frames may share a thread: each takes little of it at a time, milliseconds. */
const BUDGET_MS = 4
const REST_BUDGET_MS = 8

export function openLightView(host: HTMLElement, options: LightViewOptions): LightView {
  const { document: board, look, sheets } = options
  const text = createMeasure(sheets)
  const images = createImages(options.images)
  const paging = readPages(board, options.page)
  const scene = createScene(paging.document, text.measure, images, paging.rankOf)
  const tiles = createTileCache({ scene, budgetMs: BUDGET_MS, restBudgetMs: REST_BUDGET_MS })
  const frames = createFrames()
  const camera = signal<Camera>(HOME)
  const viewport = signal<Viewport>({ width: 0, height: 0 })
  const stopMeasuring = text.onFonts(() => scene.remeasure())
  const resize = (size: Viewport) => (viewport.value = size)
  const { painted, handOver } = paintTiles(host, { board, tiles, frames, camera, viewport, resize }, look)
  return {
    document: paging.document,
    paging,
    scene,
    tiles,
    measure: text.measure,
    frames,
    camera,
    viewport,
    resize,
    painted,
    handOver,
    dispose() {
      handOver()
      stopMeasuring()
      frames.dispose()
      tiles.dispose()
      scene.dispose()
      paging.dispose()
      images.dispose()
    },
  }
}

type Painted = Pick<LightView, 'tiles' | 'frames' | 'camera' | 'viewport' | 'resize'> & { readonly board: BoardReader }

/** Paper and tiles on a canvas that fills `host`. */
function paintTiles(
  host: HTMLElement,
  { board, tiles, frames, camera, viewport, resize }: Painted,
  { theme, paper }: Look,
): Pick<LightView, 'painted' | 'handOver'> {
  const canvas = addCanvas(host)
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('this browser gives no 2D context')
  let waiting: (() => void)[] = []
  const tell = () => {
    for (const resolve of waiting) resolve()
    waiting = []
  }
  const refresh = () => frames.request('paint', frame)
  function frame(now: number): void {
    const view = viewOf(camera.peek(), viewport.peek(), pixelRatio())
    if (!ctx || view.width === 0 || view.height === 0) return
    tiles.work({ view, theme: theme.peek(), now, rests: true })
    if (canvas.width !== view.width) canvas.width = view.width
    if (canvas.height !== view.height) canvas.height = view.height
    const shade = theme.peek()
    paintPaper(ctx, view, shade, paperOf(board.meta, shade, paper.peek()))
    tiles.draw(ctx, view)
    if (tiles.state.peek() === 'settled') tell()
  }
  const stops = [
    tiles.onNeed(refresh),
    board.onMeta(refresh),
    watchSize(host, { viewport, resize }, refresh),
    effect(() => {
      void [camera.value, viewport.value, theme.value, paper.value]
      refresh()
    }),
  ]
  return {
    painted: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        refresh()
      }),
    handOver() {
      stops.forEach((stop) => stop())
      frames.cancel(frame)
      canvas.remove()
      tell()
    },
  }
}
