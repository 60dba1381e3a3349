import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument, type BoardDocument } from '#board/document/board-document.ts'
import { addRectangle, addStroke, testBoard } from '../editor/testing/test-editor.ts'
import { paintPart, type TileOrder } from './paint-part.ts'
import { byTiles, differing, directly, measure, SIZE, tilesOf } from './testing/test-tiles.ts'
import { viewOf } from './tile-grid.ts'
import type { CreatePainter, PainterParts } from './tile-painter.ts'
import { workerPainter } from './worker-painter.ts'

const VIEW = viewOf({ x: 0, y: 0, zoom: 1 }, SIZE, 1)

/** A painter that paints when it is told to, and delivers when it is told to. */
function slowPainter(board: ReturnType<typeof testBoard>) {
  const { scene } = board.editor
  const wanted: { orders: TileOrder[] } = { orders: [] }
  let parts: PainterParts | undefined
  let version = 0
  const create: CreatePainter = (given) => {
    parts = given
    return {
      follow: (_, next) => (version = next),
      set: (_, next) => (version = next),
      order: (orders) => (wanted.orders = [...orders]),
      work: () => false,
      dispose: () => {},
    }
  }
  const painted = (order: TileOrder): (() => void) => {
    const find = (box: Parameters<typeof scene.query>[0]) => scene.inOrder(scene.query(box))
    const steps = paintPart(order, { find, itemsOf: (id, scale) => scene.displayAt(id, scale) }, 'light')
    let step = steps.next()
    while (!step.done) step = steps.next()
    const part = { order, theme: 'light' as const, version, picture: step.value }
    return () => parts?.deliver(part)
  }
  return {
    create,
    wanted,
    /** Paints the first order as the board is now; answers how to deliver it. */
    paint(): () => void {
      const [order] = wanted.orders
      if (!order) throw new Error('nothing is wanted')
      return painted(order)
    },
    /** Paints and delivers all that is wanted. */
    paintAll(): void {
      for (const order of wanted.orders.splice(0)) painted(order)()
    },
  }
}

test('[TILE17] a picture that comes late never takes the place of a newer one, and what it lacks is painted again', () => {
  const board = testBoard()
  const painter = slowPainter(board)
  const tiles = tilesOf(board, { createPainter: painter.create })
  const below = addRectangle(board.document, 0, 0, 200, 200, 'red')
  tiles.frame(VIEW)
  const first = painter.paint()
  board.document.edit([below], 'fill', 'blue')
  tiles.frame(VIEW)
  const second = painter.paint()
  second()
  const after = directly(board, VIEW)
  expect(differing(byTiles(tiles, VIEW), after)).toBe(0)
  first()
  expect(differing(byTiles(tiles, VIEW), after)).toBe(0)
})

test('[TILE17] a change while a picture is on its way stays wanted, wherever it is', () => {
  const board = testBoard()
  const painter = slowPainter(board)
  const tiles = tilesOf(board, { createPainter: painter.create })
  const a = addRectangle(board.document, 10, 10, 40, 40, 'red')
  const b = addRectangle(board.document, 200, 150, 40, 40, 'red')
  const paintAll = () => {
    for (tiles.frame(VIEW); tiles.state.value === 'painting'; tiles.frame(VIEW)) painter.paint()()
  }
  paintAll()
  board.document.edit([a], 'fill', 'blue')
  tiles.frame(VIEW)
  // The painter has heard of the second change, and paints the part that the first one asked for.
  board.document.edit([b], 'fill', 'green')
  painter.paint()()
  tiles.frame(VIEW)
  expect(tiles.state.value).toBe('painting')
  paintAll()
  expect(differing(byTiles(tiles, VIEW), directly(board, VIEW))).toBe(0)
})

test('[TILE21] only what has come on top is ordered, in rounds', () => {
  const board = testBoard()
  const painter = slowPainter(board)
  const tiles = tilesOf(board, { createPainter: painter.create })
  const addMany = () =>
    board.document.add(Array.from({ length: 30 }, (_, i) => ({ kind: 'rectangle', matrix: [9, 0, 0, 9, 9 * i, 9] })))
  addMany()
  tiles.frame(VIEW)
  painter.paint()()
  tiles.frame(VIEW)
  expect(tiles.state.value).toBe('settled')
  addMany()
  tiles.frame(VIEW)
  expect(painter.wanted.orders[0]?.over).toEqual({ after: 1, upTo: 2 })
  addMany()
  tiles.frame(VIEW)
  expect(painter.wanted.orders[0]?.over).toEqual({ after: 1, upTo: 2 })
  board.document.remove([...board.document.ids()].slice(0, 5))
  tiles.frame(VIEW)
  expect(painter.wanted.orders[0]).not.toHaveProperty('over')
})

test('[TILE28] what comes on top while a tile is painted has only to be laid over it, however much and often it comes', () => {
  const board = testBoard()
  const painter = slowPainter(board)
  const tiles = tilesOf(board, { createPainter: painter.create })
  onTestFinished(() => tiles.dispose())
  const addMany = () =>
    board.document.add(Array.from({ length: 30 }, (_, i) => ({ kind: 'rectangle', matrix: [9, 0, 0, 9, 9 * i, 9] })))
  addMany()
  tiles.frame(VIEW)
  const deliver = painter.paint()
  for (let times = 0; times < 40; times++) addMany()
  deliver()
  tiles.frame(VIEW)
  expect(painter.wanted.orders[0]?.over).toEqual({ after: 1, upTo: 41 })
  for (; tiles.state.value === 'painting'; tiles.frame(VIEW)) painter.paint()()
  expect(differing(byTiles(tiles, VIEW), directly(board, VIEW))).toBe(0)
})

test('[TILE29] once a board is there, all of it is painted coarsely, though nobody moves', async () => {
  const board = testBoard()
  const painter = slowPainter(board)
  const tiles = tilesOf(board, { createPainter: painter.create })
  onTestFinished(() => tiles.dispose())
  const rectangle = (x: number, y: number) => ({ kind: 'rectangle', matrix: [30, 0, 0, 30, x, y] })
  const add = () =>
    board.document.add([...Array.from({ length: 40 }, (_, i) => rectangle(i, i)), rectangle(4_000, 4_000)])
  const isCoarseWanted = () => painter.wanted.orders.some(({ scale }) => scale < VIEW.scale)
  add()
  for (tiles.frame(VIEW); tiles.state.value === 'painting'; tiles.frame(VIEW)) painter.paint()()
  tiles.onNeed(() => requestAnimationFrame(() => tiles.frame(VIEW)))
  add()
  tiles.frame(VIEW)
  // What is looked at comes first; as long as that round lasts, nothing else is wanted.
  painter.paint()()
  tiles.frame(VIEW)
  expect(isCoarseWanted()).toBe(false)
  const paintUntilCoarse = () => {
    if (!isCoarseWanted()) painter.paintAll()
    return isCoarseWanted()
  }
  await expect.poll(paintUntilCoarse, { timeout: 10_000 }).toBe(true)
})

test('[TILE31] what is taken back or done again is there at once, as it was, and nobody paints it', () => {
  const board = testBoard()
  const painter = slowPainter(board)
  const tiles = tilesOf(board, { createPainter: painter.create })
  onTestFinished(() => tiles.dispose())
  const { document, editor } = board
  const ids = document.add(
    Array.from({ length: 40 }, (_, i) => ({
      kind: 'rectangle',
      matrix: [60, 0, 0, 60, 5 * i, 3 * i],
      fill: i % 2 ? 'red' : 'blue',
    })),
  )
  const settle = () => {
    for (tiles.frame(VIEW); painter.wanted.orders.length > 0; tiles.frame(VIEW)) painter.paintAll()
  }
  const elsewhere = (act: (board: BoardDocument) => unknown) => {
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(board.doc))
    act(createBoardDocument(other))
    Y.applyUpdate(board.doc, Y.encodeStateAsUpdate(other))
  }
  /** It looks as it should without anything being painted. */
  const expectThere = () => {
    tiles.frame(VIEW)
    expect([tiles.state.value, painter.wanted.orders.length]).toEqual(['settled', 0])
    expect(differing(byTiles(tiles, VIEW), directly(board, VIEW), 30)).toBeLessThan(10)
  }
  settle()
  document.remove(ids.slice(5, 35))
  settle()
  for (let i = 0; i < 2; i++) {
    editor.history.undo()
    expectThere()
    editor.history.redo()
    expectThere()
  }
  editor.history.undo()
  // Taken back before it was painted.
  document.remove(ids.slice(5, 35))
  tiles.frame(VIEW)
  editor.history.undo()
  painter.wanted.orders.length = 0
  expectThere()
  // What somebody else did in between is not lost: it is painted.
  document.remove(ids.slice(5, 35))
  settle()
  elsewhere((other) => other.edit([ids[2]!], 'fill', 'green'))
  settle()
  editor.history.undo()
  tiles.frame(VIEW)
  expect(painter.wanted.orders.length).toBeGreaterThan(0)
  settle()
  expectThere()
  // The same where it was painted over the picture at once.
  document.remove(ids.slice(5, 35))
  settle()
  elsewhere((other) => addRectangle(other, 30, 30, 50, 50, 'green'))
  editor.history.undo()
  settle()
  expectThere()
  // One of which some was painted along with what came before it.
  const small = [10, 220].map((x) => addRectangle(document, x, 10, 20, 20, 'green'))
  settle()
  elsewhere((other) => other.edit([ids[0]!], 'fill', 'green'))
  tiles.frame(VIEW)
  document.remove(small)
  painter.paint()()
  settle()
  editor.history.undo()
  settle()
  expectThere()
  // Two changes that were painted at once.
  document.edit(ids.slice(0, 20), 'fill', 'green')
  tiles.frame(VIEW)
  document.remove(ids.slice(20))
  settle()
  editor.history.undo()
  settle()
  expectThere()
})

test('[TILE30] what is in view is sharp before anything is painted for later', () => {
  const board = testBoard()
  const painter = slowPainter(board)
  const tiles = tilesOf(board, { createPainter: painter.create })
  onTestFinished(() => tiles.dispose())
  addRectangle(board.document, 10, 10, 4_000, 4_000, 'ink')
  const isCoarse = () => painter.wanted.orders.some(({ scale }) => scale < VIEW.scale)
  for (tiles.frame(VIEW); tiles.state.value === 'painting'; tiles.frame(VIEW)) {
    expect(isCoarse()).toBe(false)
    painter.paintAll()
  }
  if (!isCoarse()) {
    // What one is about to see comes in between.
    painter.paintAll()
    tiles.frame(VIEW)
  }
  expect(isCoarse()).toBe(true)
})

test('[TILE17] pictures of another theme are not shown', () => {
  const board = testBoard()
  const painter = slowPainter(board)
  const tiles = tilesOf(board, { createPainter: painter.create })
  addRectangle(board.document, 10, 10, 40, 40, 'ink')
  tiles.frame(VIEW)
  const light = painter.paint()
  tiles.work({ view: VIEW, theme: 'dark', now: 0, rests: true })
  light()
  expect(byTiles(tiles, VIEW).every((value) => value === 0)).toBe(true)
})

const script = (source: string) => () => new Worker(URL.createObjectURL(new Blob([source])))

test.each([
  ['fails at once', script('throw new Error("no")')],
  ['fails later', script('onmessage = ({ data }) => { if (data.type === "order") throw new Error("no more") }')],
  ['never answers', script('onmessage = () => {}')],
  [
    'can not be started',
    () => {
      throw new Error('no workers here')
    },
  ],
])('[TILE18] where the worker %s, tiles are painted all the same', async (what, start) => {
  const patience = what === 'never answers' ? { patienceMs: 50 } : {}
  const board = testBoard({ measure })
  const { scene } = board.editor
  addStroke(board.document, [20, 20], [200, 150])
  const tiles = tilesOf(board, { createPainter: workerPainter({ scene, measure, start, ...patience }) })
  onTestFinished(() => tiles.dispose())
  await tiles.settle(VIEW)
  addRectangle(board.document, 10, 10, 40, 40, 'red')
  await tiles.settle(VIEW)
  expect(differing(byTiles(tiles, VIEW), directly(board, VIEW))).toBe(0)
})
