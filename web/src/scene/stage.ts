import { effect, type ReadonlySignal } from '@preact/signals'
import type { Box } from '#board/geometry/box.ts'
import type { Matrix } from '#board/geometry/matrix.ts'
import { paintItems, type PaintContext } from '#board/render/canvas.ts'
import { CANVAS_COLOR, type Theme } from '#board/render/theme.ts'
import type { Editor } from '../editor/editor.ts'
import type { Frames } from '../editor/frames.ts'
import { pixelRatio } from '../editor/pixel-ratio.ts'
import { paintGrid } from './grid.ts'
import { drawBitmap, liftBitmap, type LiftedBitmap } from './lifted-bitmap.ts'
import { createLivePictures, type LivePicture } from './live-pictures.ts'
import { createTileCache } from './tile-cache.ts'
import { viewOf, type View } from './tile-grid.ts'

/** What of an editor is needed to show its board. */
export type StageEditor = Pick<
  Editor,
  'document' | 'scene' | 'live' | 'camera' | 'viewport' | 'fading' | 'editing' | 'measure'
> & {
  readonly frames: Frames
}

export interface StageOptions {
  readonly theme: ReadonlySignal<Theme>
  /** Paints a frame: called at most once per animation frame, when something has changed. */
  readonly render: (frame: StageFrame) => void
}

/** All that is needed to paint one frame. */
export interface StageFrame {
  readonly view: View
  readonly pixelRatio: number
  readonly pictures: readonly LivePicture[]
}

/**
 * What a board looks like, whatever shows it: the paper, the tiles, and over them what is in flight.
 * It watches everything that can change the picture and asks for a frame.
 */
export interface Stage {
  /** Paper and tiles, in device pixels: resets the context's transform. */
  paintGround(ctx: CanvasRenderingContext2D, view: View): void
  /** One picture, in a context that has the scene's transform. */
  paintPicture(ctx: CanvasRenderingContext2D, picture: LivePicture): void
  /** Asks for a frame. */
  readonly refresh: () => void
  readonly state: ReadonlySignal<'painting' | 'settled'>
  dispose(): void
}

export function createStage(editor: StageEditor, { theme, render }: StageOptions): Stage {
  const { document, scene, live, camera, viewport, fading, editing, frames, measure } = editor
  const refresh = () => frames.request('paint', frame)
  const paint = (ctx: PaintContext, items: LivePicture['items']) => paintItems(ctx, items, theme.peek())
  let bitmap: { items: LivePicture['items']; scale: number; theme: Theme; lifted: LiftedBitmap } | null = null
  const tiles = createTileCache({ scene, paint, onNeed: refresh })
  const pictures = createLivePictures({
    scene,
    live,
    measure,
    fading: () => fading.peek(),
    editing: () => editing.peek(),
  })

  /** Kept until the items, the zoom or the theme are others. */
  function bitmapOf(items: LivePicture['items'], box: Box): LiftedBitmap {
    const { scale } = viewOf(camera.peek(), viewport.peek(), pixelRatio())
    if (bitmap?.items !== items || bitmap.scale !== scale || bitmap.theme !== theme.peek()) {
      bitmap = { items, scale, theme: theme.peek(), lifted: liftBitmap(items, box, scale, paint) }
    }
    return bitmap.lifted
  }

  function frame(now: number): void {
    const ratio = pixelRatio()
    const view = viewOf(camera.peek(), viewport.peek(), ratio)
    if (view.width === 0 || view.height === 0) return
    tiles.lift(pictures.lifted())
    tiles.work(view, now, live.inks.size + live.drags.size + live.drafts.size === 0)
    render({ view, pixelRatio: ratio, pictures: pictures.list(tiles.state.peek() === 'settled') })
  }

  const stops = [
    live.onChange(refresh),
    document.onMeta(refresh),
    effect(() => {
      void [camera.value, viewport.value, fading.value, editing.value]
      refresh()
    }),
    effect(() => {
      void theme.value
      tiles.clear()
    }),
  ]
  return {
    paintGround(ctx, view) {
      ctx.setTransform(1, 0, 0, 1, 0, 0)
      ctx.globalAlpha = 1
      ctx.fillStyle = CANVAS_COLOR[theme.peek()]
      ctx.fillRect(0, 0, view.width, view.height)
      if (document.meta.grid) paintGrid(ctx, view, theme.peek())
      tiles.draw(ctx, view)
    },
    paintPicture(ctx, { items, by, box }) {
      ctx.save()
      ctx.transform(...by)
      if (box && items.length > MANY) drawBitmap(ctx, bitmapOf(items, box))
      else paint(ctx, items)
      ctx.restore()
    },
    refresh,
    state: tiles.state,
    dispose() {
      stops.forEach((stop) => stop())
      frames.cancel(frame)
      tiles.dispose()
      pictures.dispose()
    },
  }
}

/** So many items are painted once while they are moved, fewer in every frame: those stay sharp while they are scaled. */
const MANY = 60

/** From scene to device pixels, on whole pixels as the tiles are. */
export const matrixOfView = ({ scale, left, top }: View): Matrix => [scale, 0, 0, scale, -left, -top]
