import type { ReadonlySignal } from '@preact/signals'
import type { Theme } from '#board/render/theme.ts'
import type { OwnedEditor } from '../editor/create-editor.ts'
import { createStage, matrixOfView, type StageFrame } from '../scene/stage.ts'
import type { TileCache } from '../scene/tile-cache.ts'
import { watchSize } from './watch-size.ts'

export interface MountedCanvas {
  /** Settled: all that is in view is sharp and up to date. */
  readonly paint: ReadonlySignal<'painting' | 'settled'>
  dispose(): void
}

export interface CanvasOptions {
  readonly theme: ReadonlySignal<Theme>
  /** The scene's tiles, where they outlive the canvas. */
  readonly tiles?: TileCache
}

/** The board to look at: paper, tiles and what is in flight on one plain canvas that fills `host`. Needs no Fabric. */
export function mountViewer(host: HTMLElement, editor: OwnedEditor, options: CanvasOptions): MountedCanvas {
  const canvas = document.createElement('canvas')
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;display:block'
  host.append(canvas)
  const ctx = canvas.getContext('2d', { alpha: false })
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
