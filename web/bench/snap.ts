import { createRandom } from '#board/testing/random.ts'
import { person } from '../src/editor/testing/person.ts'
import { testBoard } from '../src/editor/testing/test-editor.ts'

/** One line of the result: main-thread time of a frame of a drag, live messages and marks included, without painting. */
interface Row {
  readonly elements: number
  readonly inView: number
  /** Milliseconds, the median and the slowest of a hundred. */
  readonly snapMs: number
  readonly snapMostMs: number
  /** The same with snapping off. */
  readonly plainMs: number
}

const FRAMES = 300
const SIZE = 60

/** `elements` boxes at random over a board; `zoom` decides how many of them are seen at once. */
function measure(elements: number, zoom: number): Row {
  const { editor, document, frames } = testBoard()
  const random = createRandom(7)
  const side = Math.ceil(Math.sqrt(elements)) * SIZE * 2
  document.add(
    Array.from({ length: elements }, () => ({
      kind: 'shape',
      matrix: [SIZE, 0, 0, SIZE, random.int(side), random.int(side)],
      fill: 'red',
    })),
  )
  editor.resize({ width: 1_600, height: 900 })
  const view = { width: 1_600 / zoom, height: 900 / zoom }
  const from = { x: side / 2 - view.width / 2, y: side / 2 - view.height / 2 }
  editor.camera.value = { ...from, zoom }
  const box = { minX: from.x, minY: from.y, maxX: from.x + view.width, maxY: from.y + view.height }
  const inView = editor.scene.query(box).length
  const [held = ''] = document.add([{ kind: 'shape', matrix: [SIZE, 0, 0, SIZE, side / 2, side / 2], fill: 'blue' }])
  const drag = (snapping: boolean): number[] => {
    editor.snapping.value = snapping
    editor.selection.value = new Set([held])
    const [x, y] = [side / 2 + SIZE / 2, side / 2 + SIZE / 2]
    const alice = person(editor).down(x, y)
    const times = Array.from({ length: FRAMES }, (_, i) => {
      const start = performance.now()
      alice.move([x + (i * 3) / zoom, y + (100 * Math.sin(i / 9)) / zoom])
      return performance.now() - start
    })
    frames.flush()
    alice.cancel()
    return times.sort((a, b) => a - b)
  }
  drag(true)
  const [plain, snapped] = [drag(false), drag(true)]
  const round = (ms: number | undefined) => Math.round((ms ?? NaN) * 1_000) / 1_000
  return {
    elements,
    inView,
    snapMs: round(snapped[FRAMES >> 1]),
    snapMostMs: round(snapped.at(-1)),
    plainMs: round(plain[FRAMES >> 1]),
  }
}

/** What snapping costs a frame: boxes at 100 %, as far out as they attract at all, and all of a board in view at once. */
export const run = async (): Promise<readonly Row[]> =>
  Promise.resolve([measure(10_000, 1), measure(10_000, 0.17), measure(10_000, 0.075), measure(100_000, 0.024)])
