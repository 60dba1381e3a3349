import type { ReadonlySignal } from '@preact/signals'
import type { Theme } from '#board/render/theme.ts'
import type { OwnedEditor } from '../editor/create-editor.ts'
import type { Paper } from '../scene/paper.ts'
import { createStage, matrixOfView, type StageEditor, type StageFrame } from '../scene/stage.ts'
import type { TileCache } from '../scene/tile-cache.ts'
import { addCanvas } from './add-canvas.ts'
import { watchSize } from './watch-size.ts'

export interface MountedCanvas {
  /** Settled: all that is in view is sharp and up to date. */
  readonly paint: ReadonlySignal<'painting' | 'settled'>
  dispose(): void
}

export interface CanvasOptions {
  readonly theme: ReadonlySignal<Theme>
  /** What lies under the board, where it isn't as the board and the theme have it. */
  readonly paper?: ReadonlySignal<Paper> | undefined
  /** The scene's tiles, where they outlive the canvas. */
  readonly tiles?: TileCache
}

/** The board to look at: paper, tiles and what is in flight on one plain canvas that fills `host`. Needs no Fabric. */
export function mountViewer(
  host: HTMLElement,
  editor: StageEditor & Pick<OwnedEditor, 'viewport' | 'resize'>,
  options: CanvasOptions,
): MountedCanvas {
  const canvas = addCanvas(host)
  const ctx = canvas.getContext('2d', { alpha: options.paper !== undefined })
  if (!ctx) throw new Error('this browser gives no 2D context')

  const render = ({ view, pictures }: StageFrame) => {
    if (canvas.width !== view.width) canvas.width = view.width
    if (canvas.height !== view.height) canvas.height = view.height
    stage.paintGround(ctx, view)
    ctx.setTransform(...matrixOfView(view))
    for (const picture of pictures) stage.paintPicture(ctx, picture)
  }
  const stage = createStage(editor, { ...options, render })
  const stopWatching = watchSize(host, editor, stage.refresh)
  return {
    paint: stage.state,
    dispose() {
      stopWatching()
      stage.dispose()
      canvas.remove()
    },
  }
}
