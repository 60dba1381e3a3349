import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { actAtRandom } from '#board/testing/person.ts'
import { newStrokes } from '#board/elements/new-strokes.ts'
import { createBoardDocument, type BoardDocument } from '#board/document/board-document.ts'
import { createRandom, type Random } from '#board/testing/random.ts'
import { addRectangle, addStroke, testBoard } from '../editor/testing/test-editor.ts'
import { byTiles, differing, directly, measure, PAINTERS, SIZE, tilesOf } from './testing/test-tiles.ts'
import { tileBudget } from './tile-budget.ts'
import { viewOf, type View } from './tile-grid.ts'

const viewAt = (x: number, y: number, zoom = 1): View => viewOf({ x, y, zoom }, SIZE, 1)

/** More than are painted at once, in one change, on top of all; half of them can be seen through. */
function addMany(document: BoardDocument, random: Random): void {
  const stroke = (opacity: number) => {
    const points = Array.from({ length: 6 }, () => [random.int(300), random.int(240), 0.5]).flat()
    return newStrokes(points, { color: random.pick(['red', 'blue', 'ink']), width: 4, opacity }, 1)
  }
  document.add(Array.from({ length: 40 }, (_, i) => stroke(i % 2 === 0 ? 1 : 0.4)).flat())
}

describe.each(PAINTERS)('painted %s', (where, painterOf) => {
  const opened = (options = {}) => {
    const board = testBoard({ measure })
    const tiles = tilesOf(board, { createPainter: painterOf(board), ...options })
    onTestFinished(() => tiles.dispose())
    return { board, tiles, document: board.document }
  }

  test(
    '[TILE6] tiles show what the display lists say, after any edits and undos, at any zoom',
    () =>
      fc.assert(
        fc.asyncProperty(fc.integer(), fc.constantFrom(0.4, 1, 2.7), async (seed, zoom) => {
          const random = createRandom(seed)
          const { board, tiles, document } = opened()
          const view = viewAt(-20.3, -11.7, zoom)
          for (let i = 0; i < 12; i++) {
            actAtRandom(document, random)
            if (random.int(4) === 0) addMany(document, random)
            if (random.int(4) === 0) board.editor.history.undo()
            if (random.int(2) === 0) tiles.frame(view)
            if (random.int(6) === 0) await tiles.settle(view)
          }
          await tiles.settle(view)
          expect(differing(byTiles(tiles, view), directly(board, view))).toBeLessThan(10)
          tiles.dispose()
        }),
        { numRuns: where === 'worker' ? 15 : 40 },
      ),
    60_000,
  )

  test(
    '[TILE31] taking back and doing again looks as it should, whoever else draws and whatever is about to go',
    () =>
      fc.assert(
        fc.asyncProperty(fc.integer(), async (seed) => {
          const random = createRandom(seed)
          const { board, tiles, document } = opened()
          const { history } = board.editor
          const view = viewAt(0, 0)
          const some = () => [...document.ids()].filter(() => random.int(3) === 0)
          const acts = [
            () => document.remove(some()),
            () => document.edit(some(), 'fill', random.pick(['red', 'blue', 'none'])),
            () => document.transform(some(), [1, 0, 0, 1, random.int(40) - 20, random.int(40) - 20]),
            () => addRectangle(document, random.int(200), random.int(150), 90, 70, random.pick(['red', 'green'])),
            () => actElsewhere(board.doc, (other) => other.edit(some().slice(0, 2), 'fill', 'green')),
            () => (random.int(2) === 0 ? tiles.fade(new Set(some())) : tiles.lift(new Set(some()))),
            () => tiles.release(),
            ...Array.from({ length: 5 }, () => () => history.undo()),
            ...Array.from({ length: 3 }, () => () => history.redo()),
          ]
          for (let i = 0; i < 6; i++) addRectangle(document, 30 * i, 20 * i, 120, 80, 'red')
          for (let i = 0; i < 30; i++) {
            random.pick(acts)()
            if (random.int(2) === 0) tiles.frame(view)
            if (random.int(2) === 0) continue
            await tiles.settle(view)
            if (random.int(3) > 0) continue
            tiles.release()
            await tiles.settle(view)
            expect(differing(byTiles(tiles, view), directly(board, view))).toBeLessThan(10)
          }
          tiles.dispose()
        }),
        { numRuns: where === 'worker' ? 15 : 40 },
      ),
    60_000,
  )

  test('[TILE31] what was about to go when it was deleted comes back as it is, not as it was then', async () => {
    const { board, tiles, document } = opened()
    const view = viewAt(0, 0)
    const id = addRectangle(document, 10, 10, 100, 100, 'red')
    addRectangle(document, 150, 150, 50, 50, 'red')
    await tiles.settle(view)
    tiles.fade(new Set([id]))
    await tiles.settle(view)
    document.remove([id])
    await tiles.settle(view)
    tiles.release()
    await tiles.settle(view)
    board.editor.history.undo()
    await tiles.settle(view)
    expect(differing(byTiles(tiles, view), directly(board, view), 30)).toBeLessThan(10)
  })

  test('[TILE21] what comes on top in great number, again and again, looks as if all had been painted at once', async () => {
    // Whoever paints here ends what it begins, however slow the machine: only rounds are waited for.
    const { board, tiles, document } = opened({ restBudgetMs: Infinity })
    const random = createRandom(3)
    const view = viewAt(0, 0)
    addRectangle(document, 0, 0, 250, 200, 'red')
    await tiles.settle(view)
    for (let round = 0; round < 5; round++) {
      addMany(document, random)
      tiles.frame(view)
      if (round === 2) document.remove([...document.ids()].slice(10, 30))
      if (round === 3) addStroke(document, [20, 20], [200, 150])
    }
    expect(tiles.state.value).toBe('painting')
    await tiles.settle(view)
    expect(differing(byTiles(tiles, view), directly(board, view), 30)).toBeLessThan(10)
  })

  test('[TILE27] a part that is given up while it is painted leaves no trace on the next one', async () => {
    const { board, tiles, document } = opened()
    const random = createRandom(5)
    for (let i = 0; i < 60; i++) addMany(document, random)
    const [far, near] = [viewAt(-40, -40, 0.5), viewAt(30, 20, 1.5)]
    tiles.frame(far)
    for (let i = 0; i < 4; i++) {
      // The painter has begun when it hears of something else.
      await new Promise((resolve) => requestAnimationFrame(resolve))
      tiles.frame(i % 2 === 0 ? near : far)
    }
    for (const view of [near, far]) {
      await tiles.settle(view)
      expect(differing(byTiles(tiles, view), directly(board, view))).toBeLessThan(10)
    }
  })

  test('[TILE25] what was deleted is not seen again where the board grows back', async () => {
    const { tiles, document } = opened()
    const view = viewAt(0, 0)
    const reds = () => {
      const data = byTiles(tiles, view)
      const isRed = (at: number) => data[at]! > 150 && data[at + 1]! < 100 && data[at + 3]! > 0
      return Array.from({ length: data.length / 4 }, (_, i) => 4 * i).filter(isRed)
    }
    addRectangle(document, 20, 20, 60, 60, 'blue')
    addRectangle(document, 120, 20, 100, 100, 'red')
    await tiles.settle(view)
    expect(reds().length).toBeGreaterThan(100)
    document.remove([...document.ids()])
    await tiles.settle(view)
    addRectangle(document, 20, 20, 60, 60, 'blue')
    expect(reds()).toEqual([])
    tiles.frame(view)
    expect(reds()).toEqual([])
  })

  test('[TILE7] lifted elements are left out, and come back', async () => {
    const { board, tiles, document } = opened()
    const view = viewAt(0, 0)
    const a = addRectangle(document, 20, 20, 100, 100, 'red')
    addRectangle(document, 60, 60, 100, 100, 'blue')
    await tiles.settle(view)
    tiles.lift(new Set([a]))
    await tiles.settle(view)
    expect(differing(byTiles(tiles, view), directly(board, view, new Set([a])))).toBe(0)
    tiles.lift(new Set())
    await tiles.settle(view)
    expect(differing(byTiles(tiles, view), directly(board, view))).toBe(0)
  })

  test('[TILE8] what is added on top is there at once, without another frame of work', async () => {
    const { board, tiles, document } = opened()
    const view = viewAt(0, 0)
    addRectangle(document, 0, 0, 250, 200, 'red')
    await tiles.settle(view)
    addStroke(document, [20, 20], [200, 150])
    expect(differing(byTiles(tiles, view), directly(board, view), 0)).toBe(0)
    expect(tiles.state.value).toBe('settled')
  })

  test('[TILE14] what is added on top of tiles that are being painted is there at once, and looks the same when they are', async () => {
    const { board, tiles, document } = opened()
    const view = viewAt(0, 0)
    const below = addRectangle(document, 0, 0, 250, 200, 'red')
    await tiles.settle(view)
    document.edit([below], 'fill', 'blue')
    tiles.frame(view)
    addStroke(document, [20, 120], [280, 220])
    const beside = (image: Uint8ClampedArray) => image.slice(4 * SIZE.width * 205)
    const after = directly(board, view)
    expect(differing(beside(byTiles(tiles, view)), beside(after), 0)).toBe(0)
    await tiles.settle(view)
    expect(differing(byTiles(tiles, view), after)).toBe(0)
  })

  test.each([511.5, 512.5, 513.5, 514.5])(
    '[TILE12] a change at %d, beside a tile’s edge, takes nothing from that tile',
    async (left) => {
      const { board, tiles, document } = opened()
      const view = viewAt(400, 0)
      addRectangle(document, 410, 20, 90, 90, 'red')
      const beside = addRectangle(document, left, 20, 90, 90, 'blue')
      await tiles.settle(view)
      document.remove([beside])
      await tiles.settle(view)
      expect(differing(byTiles(tiles, view), directly(board, view))).toBe(0)
    },
  )

  test('[TILE11] no more tiles are kept than there is room for', async () => {
    const { board, tiles, document } = opened({ capacity: () => 24 })
    addRectangle(document, 0, 0, 20_000, 200, 'red')
    for (let x = 0; x < 20_000; x += 1_250) {
      const view = viewAt(x, 0)
      await tiles.settle(view)
      expect(differing(byTiles(tiles, view), directly(board, view))).toBeLessThan(10)
      expect(tiles.size).toBeLessThanOrEqual(24)
    }
  })
})

test('[TILE15] both painters paint the same pixels', async () => {
  const random = createRandom(7)
  const board = testBoard({ measure })
  for (let i = 0; i < 60; i++) actAtRandom(board.document, random)
  for (const zoom of [0.1, 0.5, 1, 3]) {
    const view = viewAt(0, 0, zoom)
    const [here, there] = await Promise.all(
      PAINTERS.map(async ([, painterOf]) => {
        const tiles = tilesOf(board, { createPainter: painterOf(board) })
        await tiles.settle(view)
        const picture = byTiles(tiles, view)
        tiles.dispose()
        return picture
      }),
    )
    expect(differing(here!, there!, 0)).toBe(0)
  }
})

/** A clock that goes on by a millisecond whenever somebody looks at it. */
function countingClock() {
  const looks = { count: 0 }
  return { looks, clock: () => looks.count++ }
}

test('[TILE13] a view at rest is painted with a larger budget than one that moves, or one over which something moves', () => {
  const looksIn = (frames: readonly { x: number; rests: boolean }[]): number => {
    const board = testBoard()
    for (let i = 0; i < 2_000; i++) addStroke(board.document, [i / 10, 0], [300 - i / 10, 200])
    const { looks, clock } = countingClock()
    const tiles = tilesOf(board, { clock, budgetMs: 10, restBudgetMs: 60 })
    for (const { x, rests } of frames) tiles.work({ view: viewAt(x, 0), theme: 'light', now: 0, rests })
    return looks.count
  }
  const moving = looksIn([0, 5].map((x) => ({ x, rests: true })))
  const drawing = looksIn([0, 0].map((x) => ({ x, rests: false })))
  const still = looksIn([0, 0].map((x) => ({ x, rests: true })))
  expect(still).toBeGreaterThan(moving * 2)
  expect(moving).toBeLessThan(30)
  expect(drawing).toBeLessThan(30)
})

test('[TILE9] a frame paints no longer than its budget, and no element is forgotten over that', () => {
  const board = testBoard()
  for (let i = 0; i < 400; i++) addStroke(board.document, [i / 2, 0], [300 - i / 2, 200])
  const { looks, clock } = countingClock()
  const tiles = tilesOf(board, { clock, budgetMs: 10, restBudgetMs: 10 })
  const view = viewAt(0, 0)
  tiles.frame(view)
  expect(looks.count).toBeLessThan(15)
  expect(tiles.state.value).toBe('painting')
  while (tiles.state.value === 'painting') tiles.frame(view)
  expect(differing(byTiles(tiles, view), directly(board, view))).toBeLessThan(10)
})

test('[TILE10] while one zooms or pans to what was never shown, something is shown, and sharp tiles follow', async () => {
  const board = testBoard()
  addRectangle(board.document, 0, 0, 2_000, 2_000, 'red')
  const tiles = tilesOf(board)
  const first = viewAt(0, 0)
  await tiles.settle(first)
  for (let i = 0; i < 20; i++) tiles.frame(first)
  const covered = (view: View) => byTiles(tiles, view).filter((value, i) => i % 4 === 3 && value < 250).length
  for (const view of [viewAt(100, 100, 1.3), viewAt(100, 100, 6), viewAt(1_200, 1_300, 1)]) {
    expect(covered(view)).toBe(0)
  }
  const zoomed = viewAt(100, 100, 1.3)
  const frame = (now: number) => tiles.work({ view: zoomed, theme: 'light', now, rests: true })
  frame(60_000)
  expect(tiles.state.value).toBe('painting')
  frame(60_050)
  expect(tiles.state.value).toBe('painting')
  frame(60_200)
  expect(tiles.state.value).toBe('settled')
})

test('[TILE20] far out the coarse level is shown, and no finer one shrunk', async () => {
  const board = testBoard()
  for (let i = 0; i < 40; i++) addRectangle(board.document, 5 * i, 3 * i, 2, 150, 'red')
  addRectangle(board.document, 20_000, 20_000, 100, 100, 'blue')
  const shownFrom = async (near: View) => {
    const tiles = tilesOf(board)
    await tiles.settle(near)
    for (let i = 0; i < 20; i++) tiles.frame(near)
    return byTiles(tiles, viewAt(0, 0, 0.07))
  }
  expect(differing(await shownFrom(viewAt(0, 0, 4)), await shownFrom(viewAt(20_000, 20_000, 4)))).toBe(0)
})

test('[TILE16] the room for tiles grows with the view and with the device, and is never too small for the view', () => {
  const view = (width: number, height: number): View => ({ scale: 1, left: 0, top: 0, width, height })
  const laptop = view(1_280, 720)
  const retina = view(3_840, 2_160)
  expect(tileBudget(8)(laptop)).toBeLessThan(tileBudget(8)(retina))
  expect(tileBudget(2)(retina)).toBeLessThan(tileBudget(8)(retina))
  for (const memory of [0.25, 1, 4, 8]) {
    for (const { width, height } of [laptop, retina]) {
      const inView = (Math.ceil(width / 512) + 1) * (Math.ceil(height / 512) + 1)
      expect(tileBudget(memory)(view(width, height))).toBeGreaterThan(inView)
    }
  }
})

/** What somebody else does, whose copy of the board is as this one. */
function actElsewhere(doc: Y.Doc, act: (document: BoardDocument) => void): void {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  act(createBoardDocument(other))
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
}
