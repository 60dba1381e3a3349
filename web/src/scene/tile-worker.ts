import type { Theme } from '#board/render/theme.ts'
import { createBitmaps } from './bitmaps.ts'
import { boxOfPart, contextOf, paintPart, type TileOrder } from './paint-part.ts'
import { samePart, sameTile, TILE } from './tile-grid.ts'
import type { FromTileWorker, ToTileWorker } from './tile-messages.ts'
import type { PaintedPart } from './tile-painter.ts'
import { createTileStore } from './tile-store.ts'
import { createWorkerFonts } from './worker-fonts.ts'
import { turn } from '../turn.ts'

/** The thread that paints tiles: it keeps a copy of the elements, and hands back bitmaps. */

interface WorkerScope {
  readonly fonts?: FontFaceSet
  onmessage: ((event: MessageEvent<ToTileWorker>) => void) | null
  postMessage(message: FromTileWorker, transfer: readonly Transferable[]): void
}

/** How long a picture waits for fonts that are on their way, milliseconds. */
const FONT_PATIENCE_MS = 400

function serve(scope: WorkerScope): void {
  const store = createTileStore()
  const bitmaps = createBitmaps((file, side) => scope.postMessage({ type: 'want', file, side }, []))
  const fonts = scope.fonts && createWorkerFonts(scope.fonts, () => scope.postMessage({ type: 'fonts' }, []))
  /** Of parts that the page may not have yet, by number. */
  const onTheirWay = new Map<number, TileOrder>()
  let version = 0
  let sent = 0
  let queue: readonly TileOrder[] = []
  let theme: Theme = 'light'
  let isPainting = false
  let job: Omit<PaintedPart, 'picture'> | null = null

  /** One for all parts: before it draws on a new one, a browser waits until the page's own thread is idle. */
  const sheet = contextOf(new OffscreenCanvas(TILE, TILE))
  const takeSheet = () => {
    sheet.clearRect(0, 0, TILE, TILE)
    return sheet
  }

  /** The page orders again what it lacks when it has the part that is on its way. */
  const isOnItsWay = (order: TileOrder) => [...onTheirWay.values()].some((other) => sameTile(order, other))

  function nextOrder(): TileOrder | undefined {
    const at = queue.findIndex((order) => !isOnItsWay(order))
    const order = queue[at]
    queue = at < 0 ? [] : queue.slice(at + 1)
    return order
  }

  async function paint(): Promise<void> {
    isPainting = true
    for (let order = nextOrder(); order; order = nextOrder()) {
      await waitForFonts(order)
      const part = { order, theme, version: order.over?.upTo ?? version }
      job = part
      const steps = paintPart(order, store, theme, bitmaps.at(order.scale), takeSheet)
      const canvas = await finish(steps, () => job === part)
      if (canvas !== undefined) {
        const { width, height } = order.pixels
        const picture = canvas && (await createImageBitmap(canvas, 0, 0, width, height))
        onTheirWay.set(++sent, order)
        scope.postMessage({ type: 'part', ...part, picture }, picture ? [picture] : [])
      }
      job = null
      await turn()
    }
    isPainting = false
  }

  async function waitForFonts(order: TileOrder): Promise<void> {
    if (!fonts) return
    const isMissing = store.lettersIn(boxOfPart(order)).some((items) => fonts.want(items))
    if (isMissing) await Promise.race([fonts.settled, new Promise((resolve) => setTimeout(resolve, FONT_PATIENCE_MS))])
  }

  scope.onmessage = ({ data }) => {
    if (data.type === 'change') {
      version = data.version
      store.remove(data.gone)
      store.put(data.packed, version)
      store.putLettered(data.lettered, version)
      for (const { items } of data.lettered) fonts?.want(items)
    } else if (data.type === 'aside') {
      version = data.version
      store.set(data.aside)
    } else if (data.type === 'bitmap') bitmaps.put(data.file, data.side, data.bitmap)
    else if (data.type === 'arrival') bitmaps.forget(data.file)
    else if (data.type === 'fonts') fonts?.add(data.faces)
    else {
      for (const no of onTheirWay.keys()) if (no <= data.received) onTheirWay.delete(no)
      const { orders } = data
      const isWanted =
        job !== null && job.theme === data.theme && orders.some((order) => job && continues(order, job.order))
      theme = data.theme
      queue = isWanted ? orders.filter((order) => job && !sameTile(order, job.order)) : orders
      if (!isWanted) job = null
      if (!isPainting) void paint()
    }
  }
}

/** Is what is being painted for one order of use for a later one? What has come on top since is ordered when it is there. */
const continues = (order: TileOrder, begun: TileOrder): boolean =>
  samePart(order, begun) && order.over?.after === begun.over?.after

/** Milliseconds of painting between two looks at what has come in. */
const SLICE_MS = 8

/** Goes on to the end, with breaks in which messages are heard; `undefined` when nobody wants it any more. */
async function finish<Result>(
  steps: Generator<undefined, Result>,
  isWanted: () => boolean,
): Promise<Result | undefined> {
  while (isWanted()) {
    const deadline = performance.now() + SLICE_MS
    do {
      const { done, value } = steps.next()
      if (done) return value
    } while (performance.now() < deadline)
    await turn()
  }
  steps.return(undefined as never)
  return undefined
}

serve(self as unknown as WorkerScope)
