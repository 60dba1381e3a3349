import { createRandom } from '#board/testing/random.ts'
import { startDrawbridge } from '../e2e/drawbridge.ts'
import { fillBoard, socketUrlOf } from './canvas/boards.ts'
import { startContenders } from './canvas/contenders.ts'
import { actLikeSomebody } from './canvas/habits.ts'
import { memory } from './canvas/measures/memory.ts'
import { sceneOf } from './canvas/scenes.ts'
import { openVisit, type Visit } from './canvas/visit.ts'

/** A tenth of the run. */
interface Row {
  /** Since the beginning. */
  readonly seconds: number
  readonly actions: number
  readonly elements: number
  /** After a garbage collection; tiles are not in it. */
  readonly heapMiB: number
  /** Memory of the page's processes, tiles included. */
  readonly memoryMiB: number
  readonly frames: number
  readonly longestFrameMs: number
  readonly framesOver200ms: number
}

const SEED = 1
const PATIENCE_MS = 60_000

/**
 * Random human-like use of the real page, at real speed: does memory stay flat, and is every frame short enough?
 * @param args seconds (60), strokes (20000), seed (1)
 */
export async function run(args: readonly string[]): Promise<readonly Row[]> {
  const [seconds = 60, strokes = 20_000, seed = SEED] = args.map(Number)
  const app = await startDrawbridge()
  const board = await fillBoard(app, sceneOf(String(strokes)))
  const contenders = await startContenders(app.url)
  const [ours] = contenders
  if (!ours) throw new Error('there is nothing to measure')
  const visit = await openVisit({
    url: ours.urlOf(board.id),
    emptyUrl: ours.urlOf(board.emptyId),
    socketUrl: `${socketUrlOf(app.url)}/${board.id}`,
    layout: board.layout,
    count: (page) => ours.count(page, board.id),
    patienceMs: PATIENCE_MS,
  })
  try {
    console.log(`seed ${seed}`)
    return await soak(visit, seconds * 1_000, seed)
  } finally {
    await visit.close()
    for (const contender of contenders) await contender.dispose()
    await app.dispose()
  }
}

async function soak(visit: Visit, durationMs: number, seed: number): Promise<readonly Row[]> {
  const random = createRandom(seed)
  const watch = await visit.page.evaluateHandle(watchFrames)
  const rows: Row[] = []
  const startMs = performance.now()
  let actions = 0
  for (let part = 1; part <= 10; part++) {
    await watch.evaluate(({ take }) => void take())
    for (; performance.now() - startMs < (durationMs * part) / 10; actions++) await actLikeSomebody(visit, random)
    const frames = await watch.evaluate(({ take }) => take())
    await visit.rest()
    const { 'JavaScript heap, MiB': heap = NaN, 'renderer (PSS), MiB': all = NaN } = await memory.run(visit)
    rows.push({
      seconds: Math.round((performance.now() - startMs) / 1_000),
      actions,
      elements: await visit.count(),
      heapMiB: Math.round(heap),
      memoryMiB: Math.round(all),
      ...frames,
    })
  }
  return rows
}

interface FrameWatch {
  /** What has been seen since it was last asked. */
  take(): Pick<Row, 'frames' | 'longestFrameMs' | 'framesOver200ms'>
}

/** In the page. */
function watchFrames(): FrameWatch {
  let [before, frames, longest, over] = [performance.now(), 0, 0, 0]
  const tick = (now: number): void => {
    frames++
    longest = Math.max(longest, now - before)
    if (now - before > 200) over++
    before = now
    requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
  return {
    take() {
      const seen = { frames, longestFrameMs: Math.round(longest), framesOver200ms: over }
      ;[before, frames, longest, over] = [performance.now(), 0, 0, 0]
      return seen
    },
  }
}
