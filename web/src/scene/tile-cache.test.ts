import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paintItems } from '#board/render/canvas.ts'
import { actAtRandom } from '#board/testing/person.ts'
import { createRandom } from '#board/testing/random.ts'
import { createMeasure } from '../canvas/measure.ts'
import { addRectangle, addStroke, testBoard, type TestBoard } from '../editor/testing/test-editor.ts'
import { createTileCache, type TileCache } from './tile-cache.ts'
import { viewOf, type View } from './tile-grid.ts'

/** Tiles are painted with real fonts, so the bounds must be real ones too. */
const { measure } = createMeasure()
const SIZE = { width: 300, height: 240 }

function context(): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, SIZE)
  const ctx = canvas.getContext('2d', { willReadFrequently: true })
  if (!ctx) throw new Error('this browser gives no 2D context')
  return ctx
}

const pixels = (ctx: CanvasRenderingContext2D) => ctx.getImageData(0, 0, SIZE.width, SIZE.height).data

function byTiles(tiles: TileCache, view: View): Uint8ClampedArray {
  const ctx = context()
  tiles.draw(ctx, view)
  return pixels(ctx)
}

function directly({ editor }: TestBoard, view: View, without: ReadonlySet<string> = new Set()): Uint8ClampedArray {
  const ctx = context()
  ctx.setTransform(view.scale, 0, 0, view.scale, -view.left, -view.top)
  const ids = Array.from(editor.document.elements(), ({ id }) => id).filter((id) => !without.has(id))
  for (const id of editor.scene.inOrder(ids)) paintItems(ctx, editor.scene.displayOf(id), 'light')
  return pixels(ctx)
}

/** Pixels whose opacity or colour differs by more than anti-aliasing: edges of one path come out differently inside a clip. */
function differing(a: Uint8ClampedArray, b: Uint8ClampedArray, tolerance = 100): number {
  let count = 0
  for (let i = 0; i < a.length; i += 4) {
    const alpha = Math.abs((a[i + 3] ?? 0) - (b[i + 3] ?? 0))
    const shade = Math.abs((a[i] ?? 0) * (a[i + 3] ?? 0) - (b[i] ?? 0) * (b[i + 3] ?? 0)) / 255
    if (alpha > tolerance || shade > tolerance) count++
  }
  return count
}

interface TestTiles extends TileCache {
  /** Works until no more is asked for; every frame is far from the last, so that a zoom is at rest. */
  settle(view: View): void
}

function cacheOf({ editor }: TestBoard, capacity?: number): TestTiles {
  let needed = false
  let now = 0
  const tiles = createTileCache({
    scene: editor.scene,
    paint: (ctx, items) => paintItems(ctx, items, 'light'),
    onNeed: () => {
      needed = true
    },
    ...(capacity === undefined ? {} : { capacity }),
  })
  return Object.assign(tiles, {
    settle(view: View) {
      do {
        needed = false
        tiles.work(view, (now += 1_000))
      } while (needed)
      expect(tiles.state.value).toBe('settled')
    },
  })
}

test('[TILE6] tiles show what the display lists say, after any edits, at any zoom', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(0.4, 1, 2.7), (seed, zoom) => {
      const random = createRandom(seed)
      const board = testBoard({ measure })
      const tiles = cacheOf(board)
      const view = viewOf({ x: -20.3, y: -11.7, zoom }, SIZE, 1)
      for (let i = 0; i < 12; i++) {
        actAtRandom(board.document, random)
        if (random.int(2) === 0) tiles.work(view, i * 1_000)
      }
      tiles.settle(view)
      expect(differing(byTiles(tiles, view), directly(board, view))).toBeLessThan(10)
    }),
    { numRuns: 40 },
  )
})

test('[TILE7] lifted elements are left out, and come back', () => {
  const board = testBoard()
  const tiles = cacheOf(board)
  const view = viewOf({ x: 0, y: 0, zoom: 1 }, SIZE, 1)
  const a = addRectangle(board.document, 20, 20, 100, 100, 'red')
  addRectangle(board.document, 60, 60, 100, 100, 'blue')
  tiles.settle(view)
  tiles.lift(new Set([a]))
  tiles.settle(view)
  expect(differing(byTiles(tiles, view), directly(board, view, new Set([a])))).toBe(0)
  tiles.lift(new Set())
  tiles.settle(view)
  expect(differing(byTiles(tiles, view), directly(board, view))).toBe(0)
})

test('[TILE8] what is added on top is there at once, without another frame of work', () => {
  const board = testBoard()
  const tiles = cacheOf(board)
  const view = viewOf({ x: 0, y: 0, zoom: 1 }, SIZE, 1)
  addRectangle(board.document, 0, 0, 250, 200, 'red')
  tiles.settle(view)
  addStroke(board.document, [20, 20], [200, 150])
  expect(differing(byTiles(tiles, view), directly(board, view))).toBe(0)
})

test.each([511.5, 512.5, 513.5, 514.5])(
  '[TILE12] a change at %d, beside a tile’s edge, takes nothing from that tile',
  (left) => {
    const board = testBoard()
    const tiles = cacheOf(board)
    const view = viewOf({ x: 400, y: 0, zoom: 1 }, SIZE, 1)
    addRectangle(board.document, 410, 20, 90, 90, 'red')
    const beside = addRectangle(board.document, left, 20, 90, 90, 'blue')
    tiles.settle(view)
    board.document.remove([beside])
    tiles.settle(view)
    expect(differing(byTiles(tiles, view), directly(board, view))).toBe(0)
  },
)

test('[TILE13] a view at rest is painted with a larger budget than one that moves, or one over which something moves', () => {
  const paintedIn = (frames: readonly { x: number; rests: boolean }[]): number => {
    const board = testBoard()
    for (let i = 0; i < 200; i++) addStroke(board.document, [i, 0], [300 - i, 200])
    let time = 0
    const tiles = createTileCache({
      scene: board.editor.scene,
      paint: () => (time += 1),
      onNeed: () => {},
      clock: () => time,
      budgetMs: 30,
      restBudgetMs: 120,
    })
    for (const { x, rests } of frames) tiles.work(viewOf({ x, y: 0, zoom: 1 }, SIZE, 1), time, rests)
    return time
  }
  const moving = paintedIn([
    { x: 0, rests: true },
    { x: 5, rests: true },
  ])
  const drawing = paintedIn([
    { x: 0, rests: false },
    { x: 0, rests: false },
  ])
  const still = paintedIn([
    { x: 0, rests: true },
    { x: 0, rests: true },
  ])
  expect(still).toBeGreaterThan(moving * 2)
  expect(moving).toBeLessThan(100)
  expect(drawing).toBeLessThan(100)
})

test('[TILE9] a frame paints no longer than its budget, and no element is forgotten over that', () => {
  const board = testBoard()
  for (let i = 0; i < 200; i++) addStroke(board.document, [i, 0], [300 - i, 200])
  let time = 0
  let painted = 0
  const tiles = createTileCache({
    scene: board.editor.scene,
    paint: (ctx, items) => {
      painted++
      time += 1
      paintItems(ctx, items, 'light')
    },
    onNeed: () => {},
    clock: () => time,
    budgetMs: 30,
  })
  const view = viewOf({ x: 0, y: 0, zoom: 1 }, SIZE, 1)
  tiles.work(view, 1_000)
  expect(painted).toBeLessThan(60)
  expect(tiles.state.value).toBe('painting')
  for (let now = 2_000; tiles.state.value === 'painting'; now += 1_000) tiles.work(view, now)
  expect(differing(byTiles(tiles, view), directly(board, view))).toBeLessThan(10)
})

test('[TILE10] while one zooms or pans to what was never shown, something is shown, and sharp tiles follow', () => {
  const board = testBoard()
  addRectangle(board.document, 0, 0, 2_000, 2_000, 'red')
  const tiles = cacheOf(board)
  tiles.settle(viewOf({ x: 0, y: 0, zoom: 1 }, SIZE, 1))
  const covered = (view: View) => byTiles(tiles, view).filter((value, i) => i % 4 === 3 && value < 250).length
  for (const camera of [
    { x: 100, y: 100, zoom: 1.3 },
    { x: 100, y: 100, zoom: 6 },
    { x: 1_200, y: 1_300, zoom: 1 },
  ]) {
    expect(covered(viewOf(camera, SIZE, 1))).toBe(0)
  }
  const zoomed = viewOf({ x: 100, y: 100, zoom: 1.3 }, SIZE, 1)
  tiles.work(zoomed, 6_000)
  expect(tiles.state.value).toBe('painting')
  tiles.work(zoomed, 6_050)
  expect(tiles.state.value).toBe('painting')
  tiles.work(zoomed, 6_200)
  expect(tiles.state.value).toBe('settled')
})

test('[TILE11] no more tiles are kept than there is room for', () => {
  const board = testBoard()
  addRectangle(board.document, 0, 0, 20_000, 200, 'red')
  const tiles = cacheOf(board, 20)
  for (let x = 0; x < 20_000; x += 250) {
    const view = viewOf({ x, y: 0, zoom: 1 }, SIZE, 1)
    tiles.settle(view)
    expect(differing(byTiles(tiles, view), directly(board, view))).toBeLessThan(10)
    expect(tiles.size).toBeLessThanOrEqual(20)
  }
})
