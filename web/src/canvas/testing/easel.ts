import { signal, type Signal } from '@preact/signals'
import { paintItems } from '#board/render/canvas.ts'
import { CANVAS_COLOR, type Theme } from '#board/render/theme.ts'
import { pixelRatio } from '../../editor/pixel-ratio.ts'
import type { TestBoard } from '../../editor/testing/test-editor.ts'
import { viewOf } from '../../scene/tile-grid.ts'
import { mountCanvas } from '../mount-canvas.ts'
import { pixelsOf } from './pixels.ts'

/** A test board on a real canvas. */
export interface Easel {
  readonly host: HTMLElement
  readonly theme: Signal<Theme>
  /** Lets frames come until all is painted, with time enough between them that a zoom is at rest. */
  settle(): Promise<void>
  /** What the canvas shows now. */
  picture(): ImageData
  /** What it should show: paper, and every element painted from its display list. */
  expected(): ImageData
  dispose(): void
}

/** Mounts the board's canvas in a host of so many CSS pixels within `parent`. */
export function createEasel(board: TestBoard, { width, height }: Size, parent: HTMLElement = document.body): Easel {
  const { editor, frames } = board
  const host = document.createElement('div')
  host.style.cssText = `position:relative;width:${width}px;height:${height}px`
  parent.append(host)
  const theme = signal<Theme>('light')
  const mounted = mountCanvas(host, editor, { theme })
  let now = 1_000
  return {
    host,
    theme,
    async settle() {
      for (let quiet = 0; quiet < 3 || mounted.paint.value !== 'settled';) {
        quiet = frames.flush((now += 50)) ? 0 : quiet + 1
        await new Promise((resolve) => setTimeout(resolve))
      }
    },
    picture() {
      const canvas = host.querySelector('canvas')
      if (!canvas) throw new Error('no canvas')
      return pixelsOf(canvas)
    },
    expected: () => paintDirectly(board, theme.value),
    dispose() {
      mounted.dispose()
      host.remove()
    },
  }
}

type Size = Readonly<{ width: number; height: number }>

function paintDirectly({ editor }: TestBoard, theme: Theme): ImageData {
  const view = viewOf(editor.camera.value, editor.viewport.value, pixelRatio())
  const ctx = new OffscreenCanvas(view.width, view.height).getContext('2d', { willReadFrequently: true })
  if (!ctx) throw new Error('this browser gives no 2D context')
  ctx.fillStyle = CANVAS_COLOR[theme]
  ctx.fillRect(0, 0, view.width, view.height)
  ctx.setTransform(view.scale, 0, 0, view.scale, -view.left, -view.top)
  for (const id of editor.scene.inOrder(Array.from(editor.document.elements(), ({ id }) => id))) {
    paintItems(ctx, editor.scene.displayOf(id), theme)
  }
  return ctx.getImageData(0, 0, view.width, view.height)
}
