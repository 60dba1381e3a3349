import { signal } from '@preact/signals'
import { afterEach, expect, test } from 'vitest'
import { scale, translate, type Matrix } from '#board/geometry/matrix.ts'
import { createRandom } from '#board/testing/random.ts'
import { newStrokes } from '#board/elements/new-strokes.ts'
import { person } from '../editor/testing/person.ts'
import { testBoard, type TestBoard } from '../editor/testing/test-editor.ts'
import { mountViewer } from './viewer-canvas.ts'
import { differing, inked, pixelsOf } from './testing/pixels.ts'

const disposals: (() => void)[] = []
afterEach(() => disposals.splice(0).forEach((dispose) => dispose()))

/** A board on the screen, frame by frame. */
function shown(board = testBoard()) {
  const host = document.createElement('div')
  host.style.cssText = 'position:relative;width:400px;height:300px'
  document.body.append(host)
  const canvas = mountViewer(host, board.editor, { theme: signal('light') })
  disposals.push(() => {
    canvas.dispose()
    host.remove()
  })
  let now = 1_000
  const frame = () => board.frames.flush((now += 50))
  const look = () => pixelsOf(host.querySelector('canvas') as HTMLCanvasElement)
  const picture = () => {
    while (frame());
    return look()
  }
  /** Every picture from now on until nothing changes any more. */
  const film = () => {
    const pictures: ImageData[] = []
    while (frame()) pictures.push(look())
    return pictures
  }
  picture()
  return { ...board, picture, film }
}

const box = (x: number, y: number, color: string, opacity = 1) => ({
  kind: 'rectangle',
  matrix: [120, 0, 0, 90, x, y],
  color,
  fill: color,
  width: 6,
  opacity,
})

/** Strokes at random places, some of them translucent; `from` and `to` are how far they go across. */
function scribbles(board: TestBoard, count: number, from: number, to: number, seed = 1): string[] {
  const random = createRandom(seed)
  return board.document.add(
    Array.from({ length: count }, () => {
      const [x, y] = [random.between(from, to), random.between(10, 260)]
      const points = [x, y, 0.5, x + random.between(-30, 30), y + random.between(-30, 30), 0.5]
      const style = { color: random.pick(['ink', 'red', 'blue']), width: 3, opacity: random.pick([1, 0.5]) }
      return newStrokes(points, style, 1)[0] as never
    }),
  )
}

/** What the board looks like when `ids` have been moved and all is settled. */
function truth(board: TestBoard & { picture: () => ImageData }, ids: readonly string[], by: Matrix): ImageData {
  board.document.transform(ids, by)
  const picture = board.picture()
  board.document.transform(ids, [1 / by[0], 0, 0, 1 / by[3], -by[4] / by[0], -by[5] / by[3]])
  board.picture()
  return picture
}

for (const [who, drag] of [
  [
    'mine',
    (board: TestBoard, ids: readonly string[], by: Matrix) => {
      board.editor.live.beginDrag('drag-drag-drag', ids)
      board.editor.live.moveDrag('drag-drag-drag', by)
    },
  ],
  [
    'somebody else’s',
    ({ editor: { live } }: TestBoard, ids: readonly string[], by: Matrix) => {
      live.receive(7, { type: 'lift', drag: 'drag-drag-drag', ids })
      live.receive(7, { type: 'drag', drag: 'drag-drag-drag', by })
    },
  ],
] as const) {
  test(`[CANVAS12] what is dragged under others stays under them, pixel by pixel: ${who}`, () => {
    const board = shown()
    const [low, , middle] = board.document.add([
      box(20, 20, 'red', 0.6),
      box(200, 120, 'green', 0.5),
      box(60, 60, 'blue'),
      box(240, 60, 'orange', 0.7),
    ]) as [string, string, string]
    scribbles(board, 20, 180, 330)
    for (const by of [translate(160, 40), scale(1.5, 1.5)]) {
      const after = truth(board, [low, middle], by)
      drag(board, [low, middle], by)
      const moving = board.picture()
      // Layers of translucent colours are rounded to 8 bits in another grouping.
      expect(differing(moving, after, 64)).toBe(0)
      expect(differing(moving, after, 12)).toBeLessThan(30)
      board.editor.live.end('drag-drag-drag', false)
      board.editor.live.forget(7)
      board.picture()
    }
  })
}

test('[CANVAS17] what is dragged and restyled meanwhile by somebody else looks so at once', () => {
  const board = shown()
  const [id] = board.document.add([box(20, 20, 'red')]) as [string]
  const by = translate(160, 40)
  board.document.edit([id], 'fill', 'blue')
  const after = truth(board, [id], by)
  board.document.edit([id], 'fill', 'red')
  board.picture()
  board.editor.live.beginDrag('drag-drag-drag', [id])
  board.editor.live.moveDrag('drag-drag-drag', by)
  expect(differing(board.picture(), after, 12)).toBeGreaterThan(1_000)
  board.document.edit([id], 'fill', 'blue')
  expect(differing(board.picture(), after, 12)).toBe(0)
})

test('[CANVAS12] a crowd stays under what is above all of it, also under very much', () => {
  const board = shown()
  const ids = scribbles(board, 100, 10, 120)
  scribbles(board, 400, 150, 380, 2)
  board.document.add([box(220, 100, 'green', 0.5)])
  const by = translate(170, 10)
  const after = truth(board, ids, by)
  board.editor.live.beginDrag('drag-drag-drag', ids)
  board.editor.live.moveDrag('drag-drag-drag', by)
  expect(differing(board.picture(), after, 12)).toBeLessThan(inked(after) * 0.002)
})

test('[CANVAS13] in no frame anything is seen twice or is missing when it is lifted, let go, or put back', () => {
  for (const count of [1, 40, 300, 1_600]) {
    const board = shown()
    scribbles(board, 300, 10, 380)
    const ids = scribbles(board, count, 10, 380, 2)
    const before = board.picture()
    const check = (what: string) => {
      const worst = board.film().map((picture) => differing(picture, before, 48))
      expect([what, count, worst.length > 0, Math.max(0, ...worst)]).toEqual([what, count, true, 0])
    }
    const { live, bulk } = board.editor
    live.beginDrag('drag-drag-drag', ids)
    live.moveDrag('drag-drag-drag', translate(0, 0))
    check('lifted')
    live.end('drag-drag-drag', true)
    bulk.edit(
      ids,
      (some) => board.document.transform(some, translate(0, 0)),
      () => live.landed('drag-drag-drag'),
    )
    check('let go')
    live.beginDrag('drag-drag-more', ids)
    live.moveDrag('drag-drag-more', translate(0, 0))
    check('lifted again')
    live.end('drag-drag-more', false)
    check('put back')
  }
})

test('[CANVAS13] while a large selection lands, slice by slice, its picture stays where it was let go', () => {
  const board = shown()
  const ids = scribbles(board, 2_500, 10, 180)
  const by = translate(150, 20)
  const after = truth(board, ids, by)
  board.document.onChange(() => board.clock.pass(20))
  board.editor.live.beginDrag('drag-drag-drag', ids)
  board.editor.live.moveDrag('drag-drag-drag', by)
  board.picture()
  board.editor.live.end('drag-drag-drag', true)
  board.editor.bulk.edit(
    ids,
    (some) => board.document.transform(some, by),
    () => board.editor.live.landed('drag-drag-drag'),
  )
  expect(board.editor.bulk.busy.value).toBe(true)
  const film = board.film()
  expect(film.length).toBeGreaterThan(5)
  for (const picture of film) expect(differing(picture, after, 64)).toBeLessThan(inked(after) * 0.01)
  expect(differing(board.picture(), after, 3)).toBe(0)
})

test('[CANVAS14] a crowd that is scaled and rests looks as it will when it is let go', () => {
  const board = shown()
  const ids = scribbles(board, 100, 10, 120)
  const by = scale(2, 0.5)
  const after = truth(board, ids, by)
  board.editor.live.beginDrag('drag-drag-drag', ids)
  board.editor.live.moveDrag('drag-drag-drag', by)
  expect(differing(board.picture(), after, 24)).toBeLessThan(10)
})

test('[CANVAS15] what the eraser marks is faded where it is in the order', () => {
  const board = shown()
  const [low] = board.document.add([box(20, 20, 'red'), box(60, 60, 'blue')]) as [string, string]
  board.document.edit([low], 'opacity', 0.25)
  const after = board.picture()
  board.document.edit([low], 'opacity', 1)
  board.picture()
  person(board.editor).choose('eraser').down(10, 30).move([30, 30])
  expect(differing(board.picture(), after, 3)).toBe(0)
})

test('[CANVAS16] what an eraser cuts is shown in pieces where it is in the order, and in no frame before or after its end anything flickers', () => {
  for (const isOnTop of [false, true]) {
    const board = shown()
    scribbles(board, 100, 10, 380)
    board.document.add(newStrokes([20, 150, 0.5, 380, 150, 0.5], { color: 'red', width: 12, opacity: 0.5 }, 1))
    if (!isOnTop) scribbles(board, 100, 10, 380, 2)
    const whole = board.picture()
    const alice = person(board.editor).choose('cutting-eraser').down(200, 120).move([200, 180])
    const cut = board.picture()
    expect(differing(cut, whole, 24)).toBeGreaterThan(200)
    const flickers = (than: ImageData) => Math.max(0, ...board.film().map((picture) => differing(picture, than, 48)))
    alice.up()
    expect([isOnTop, 'let go', flickers(cut)]).toEqual([isOnTop, 'let go', 0])
    board.editor.history.undo()
    board.picture()
    alice.down(200, 120).move([200, 180])
    board.picture()
    alice.cancel()
    expect([isOnTop, 'put back', flickers(whole)]).toEqual([isOnTop, 'put back', 0])
  }
})
