import type { Theme } from '#board/render/theme.ts'
import { boxOfPart, paintPart, type TileOrder } from './paint-part.ts'
import { coversPixels } from './tile-grid.ts'
import type { FromTileWorker, ToTileWorker } from './tile-messages.ts'
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
  const fonts = scope.fonts && createWorkerFonts(scope.fonts, () => scope.postMessage({ type: 'fonts' }, []))
  /** Parts that the page may not have yet, by number: it orders again what it doesn't know is on its way. */
  const onTheirWay = new Map<number, { readonly order: TileOrder; readonly theme: Theme; readonly version: number }>()
  let version = 0
  let sent = 0
  let queue: readonly TileOrder[] = []
  let theme: Theme = 'light'
  let isPainting = false

  const isOnItsWay = (order: TileOrder): boolean => {
    for (const { order: other, theme: look, version: shown } of onTheirWay.values()) {
      const isSameTile =
        other.scale === order.scale && other.place.column === order.place.column && other.place.row === order.place.row
      if (isSameTile && look === theme && shown === version && coversPixels(other.pixels, order.pixels)) return true
    }
    return false
  }

  async function paint(): Promise<void> {
    isPainting = true
    for (let order = queue[0]; order; order = queue[0]) {
      queue = queue.slice(1)
      await waitForFonts(order)
      const part = { order, theme, version }
      const picture = finish(paintPart(order, store, theme))?.transferToImageBitmap() ?? null
      onTheirWay.set(++sent, part)
      scope.postMessage({ type: 'part', ...part, picture }, picture ? [picture] : [])
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
      store.put(data.packed)
      store.putLettered(data.lettered)
      for (const { items } of data.lettered) fonts?.want(items)
    } else if (data.type === 'aside') {
      version = data.version
      store.set(data.aside)
    } else if (data.type === 'fonts') fonts?.add(data.faces)
    else {
      for (const no of onTheirWay.keys()) if (no <= data.received) onTheirWay.delete(no)
      theme = data.theme
      queue = data.orders.filter((order) => !isOnItsWay(order))
      if (!isPainting) void paint()
    }
  }
}

function finish<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

serve(self as unknown as WorkerScope)
