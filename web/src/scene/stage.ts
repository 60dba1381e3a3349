import { effect, type ReadonlySignal } from '@preact/signals-core'
import type { Matrix } from '#board/geometry/matrix.ts'
import { paintItems, type PaintContext } from '#board/render/canvas.ts'
import type { BoardReader } from '#board/document/board-reader.ts'
import type { Theme } from '#board/render/theme.ts'
import type { Editor } from '../editor/editor.ts'
import type { Frames } from '../editor/frames.ts'
import { pixelRatio } from '../editor/pixel-ratio.ts'
import { createFadingScene } from './fading-scene.ts'
import { createLift } from './lift.ts'
import { createLivePictures, type LivePicture } from './live-pictures.ts'
import { paintPaper, paperOf, type Paper } from './paper.ts'
import { createTileCache, type TileCache } from './tile-cache.ts'
import { viewOf, type View } from './tile-grid.ts'

/** What of an editor is needed to show its board. */
export type StageEditor = Pick<
  Editor,
  'scene' | 'live' | 'camera' | 'viewport' | 'fading' | 'cut' | 'editing' | 'part' | 'measure'
> & {
  readonly document: Pick<BoardReader, 'get' | 'meta' | 'onMeta'>
  readonly frames: Frames
}

export interface StageOptions {
  readonly theme: ReadonlySignal<Theme>
  /** What lies under the board, where it isn't as the board and the theme have it. */
  readonly paper?: ReadonlySignal<Paper> | undefined
  /** The scene's tiles, where they are kept longer than the stage; else it has its own. */
  readonly tiles?: TileCache
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

export function createStage(editor: StageEditor, { theme, paper, render, tiles: given }: StageOptions): Stage {
  const { document, live, camera, viewport, editing, frames, measure } = editor
  const refresh = () => frames.request('paint', frame)
  const paint = (ctx: PaintContext, items: LivePicture['items']) =>
    paintItems(ctx, items, theme.peek(), editor.scene.images.at(camera.peek().zoom * pixelRatio()))
  const scene = createFadingScene(editor.scene, editor.fading)
  const tiles = given ?? createTileCache({ scene: editor.scene })
  const still = matchMedia('(prefers-reduced-motion: reduce)')
  const inHand = { editing: () => editing.peek(), typed: () => editor.part.peek(), cut: () => editor.cut.peek() }
  const pictures = createLivePictures({ document, scene, live, measure, ...inHand, still: () => still.matches })
  const lift = createLift({ scene, live, measure, paint, tiles, pictures, ...inHand })

  function frame(now: number): void {
    const ratio = pixelRatio()
    const view = viewOf(camera.peek(), viewport.peek(), ratio)
    if (view.width === 0 || view.height === 0) return
    lift.follow(view)
    tiles.fade(editor.fading.peek())
    const rests = live.inks.size + live.drags.size + live.drafts.size === 0
    tiles.work({ view, theme: theme.peek(), now, rests })
    if (lift.work(view, now)) refresh()
    render({ view, pixelRatio: ratio, pictures: lift.pictures() })
    if (live.lasers.size > 0 && !still.matches) refresh()
  }

  const stops = [
    live.onChange(refresh),
    document.onMeta(refresh),
    effect(() => {
      void [camera.value, viewport.value, editor.fading.value, editor.cut.value, editing.value, paper?.value]
      refresh()
    }),
    effect(() => {
      void theme.value
      lift.clear()
      refresh()
    }),
    tiles.onNeed(refresh),
    // No tile has what is in hand, and none asks for a frame when somebody else restyles it.
    editor.scene.onChange(() => {
      if (pictures.lifted().size > 0) refresh()
    }),
  ]
  return {
    paintGround(ctx, view) {
      const shade = theme.peek()
      paintPaper(ctx, view, shade, paperOf(document.meta, shade, paper?.peek()))
      lift.drawGround(ctx, view)
    },
    paintPicture: (ctx, picture) => lift.draw(ctx, picture),
    refresh,
    state: tiles.state,
    dispose() {
      stops.forEach((stop) => stop())
      frames.cancel(frame)
      lift.dispose()
      if (given) given.release()
      else tiles.dispose()
      pictures.dispose()
      scene.dispose()
    },
  }
}

/** From scene to device pixels, on whole pixels as the tiles are. */
export const matrixOfView = ({ scale, left, top }: View): Matrix => [scale, 0, 0, scale, -left, -top]
