import { paintItems } from '#board/render/canvas.ts'
import { createMeasure } from '../../canvas/measure.ts'
import type { TestBoard } from '../../editor/testing/test-editor.ts'
import { createBefores } from '../befores.ts'
import { localPainter } from '../local-painter.ts'
import { createTileCache, type TileCache, type TileCacheOptions } from '../tile-cache.ts'
import type { View } from '../tile-grid.ts'
import type { CreatePainter } from '../tile-painter.ts'
import { workerPainter } from '../worker-painter.ts'

/** Tiles are painted with real fonts, so the bounds must be real ones too. */
export const { measure } = createMeasure()

export const SIZE = { width: 300, height: 240 }

/** Where tiles can be painted: on the thread of the page, and on one of their own. */
export const PAINTERS: readonly ['here' | 'worker', (board: TestBoard) => CreatePainter][] = [
  ['here', ({ editor: { scene } }) => localPainter(scene)],
  ['worker', ({ editor: { scene } }) => workerPainter({ scene, measure })],
]

export interface TestTiles extends TileCache {
  /** One frame; every one is far from the last, so that a zoom is at rest. */
  frame(view: View): void
  /** Frames as they are asked for, until all is settled. */
  settle(view: View): Promise<void>
}

export function tilesOf({ editor: { scene } }: TestBoard, options: Partial<TileCacheOptions> = {}): TestTiles {
  const tiles = createTileCache({ scene, befores: createBefores(), ...options })
  let now = 0
  let wake: (() => void) | null = null
  let isNeeded = false
  tiles.onNeed(() => {
    isNeeded = true
    wake?.()
  })
  const frame = (view: View) => tiles.work({ view, theme: 'light', now: (now += 1_000), rests: true })
  return Object.assign(tiles, {
    frame,
    async settle(view: View) {
      for (;;) {
        isNeeded = false
        frame(view)
        if (tiles.state.value === 'settled') return
        if (!isNeeded) await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  })
}

function context(): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, SIZE)
  const ctx = canvas.getContext('2d', { willReadFrequently: true })
  if (!ctx) throw new Error('this browser gives no 2D context')
  return ctx
}

const pixels = (ctx: CanvasRenderingContext2D) => ctx.getImageData(0, 0, SIZE.width, SIZE.height).data

export function byTiles(tiles: TileCache, view: View): Uint8ClampedArray {
  const ctx = context()
  tiles.draw(ctx, view)
  return pixels(ctx)
}

/** Everything painted straight from the display lists. */
export function directly(
  { editor: { document, scene } }: TestBoard,
  view: View,
  without: ReadonlySet<string> = new Set(),
): Uint8ClampedArray {
  const ctx = context()
  ctx.setTransform(view.scale, 0, 0, view.scale, -view.left, -view.top)
  const ids = Array.from(document.elements(), ({ id }) => id).filter((id) => !without.has(id))
  for (const id of scene.inOrder(ids)) paintItems(ctx, scene.displayOf(id), 'light')
  return pixels(ctx)
}

/** Pixels whose opacity or colour differs by more than anti-aliasing: edges of one path come out differently inside a clip. */
export function differing(a: Uint8ClampedArray, b: Uint8ClampedArray, tolerance = 100): number {
  let count = 0
  for (let i = 0; i < a.length; i += 4) {
    const alpha = Math.abs((a[i + 3] ?? 0) - (b[i + 3] ?? 0))
    const shade = Math.abs((a[i] ?? 0) * (a[i + 3] ?? 0) - (b[i] ?? 0) * (b[i + 3] ?? 0)) / 255
    if (alpha > tolerance || shade > tolerance) count++
  }
  return count
}
