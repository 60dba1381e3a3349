import { kindOf } from '#board/elements/index.ts'
import { seenThrough } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { createElementPacker } from './element-codec.ts'
import { localPainter } from './local-painter.ts'
import { startTileWorker } from './start-tile-worker.ts'
import { pageFonts } from './page-fonts.ts'
import type { PlacedElement, Scene, SceneChange } from './scene.ts'
import type { FromTileWorker, LetteredElement, ToTileWorker } from './tile-messages.ts'
import type { CreatePainter } from './tile-painter.ts'

export interface WorkerPainterOptions {
  readonly scene: Scene
  readonly measure: MeasureText
  /** Style sheets of fonts that are under way. */
  readonly sheets?: Promise<unknown>
  readonly start?: () => Worker
  /** How long an order may go without any answer before the worker counts as lost, milliseconds. */
  readonly patienceMs?: number
}

/** Bytes of elements after which the worker is told of them before the next frame. */
const MOST_GATHERED = 512 * 1024
const NOTHING: readonly string[] = []

/** Paints on a thread of its own; where the browser has no such thing, on this one. */
export function workerPainter(options: WorkerPainterOptions): CreatePainter {
  const canPaint = typeof Worker === 'function' && typeof OffscreenCanvas === 'function'
  return (parts) => {
    if (!canPaint) return localPainter(options.scene)(parts)
    try {
      return connect(options, parts)
    } catch {
      return localPainter(options.scene)(parts)
    }
  }
}

function connect(
  { scene, measure, sheets, start = startTileWorker, patienceMs = 20_000 }: WorkerPainterOptions,
  { deliver, fail }: Parameters<CreatePainter>[0],
): ReturnType<CreatePainter> {
  const worker = start()
  const packer = createElementPacker()
  let received = 0
  let watch: ReturnType<typeof setTimeout> | undefined
  const send = (message: ToTileWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer)
  const expect = (isWaiting: boolean) => {
    clearTimeout(watch)
    if (isWaiting) watch = setTimeout(() => fail('the worker does not answer'), patienceMs)
  }

  let lettered: LetteredElement[] = []
  let toldUpTo = 0
  let latest = 0

  function pack(placed: Iterable<PlacedElement>): void {
    for (const each of placed) {
      const { element, box, window } = each
      const { id, z, props } = element
      const kind = kindOf(element.kind)
      if (kind.text) lettered.push({ id, z, box, items: seenThrough(window, kind.display(props, measure)) })
      else packer.add(each)
    }
  }

  /** Says what has been gathered; `gone`: what goes before that comes. */
  function tell(gone: readonly string[] = NOTHING): void {
    if (toldUpTo === latest && packer.length === 0 && lettered.length === 0) return
    const packed = packer.take()
    send({ type: 'change', version: latest, packed, lettered, gone }, [packed.buffer])
    lettered = []
    toldUpTo = latest
  }

  /** What only comes is gathered until the next frame: a board that opens comes in hundreds of changes, and a message takes its time. */
  function follow({ placed, gone }: SceneChange, version: number): void {
    if (gone.length > 0) tell()
    latest = version
    pack(placed)
    if (gone.length > 0 || packer.length > MOST_GATHERED) tell(gone)
  }

  let isOver = false
  async function bring(file: string, side: number): Promise<void> {
    const bitmap = await scene.images.load(file, side)
    if (!bitmap) return
    if (isOver) {
      bitmap.close()
      return
    }
    send({ type: 'bitmap', file, side, bitmap }, [bitmap])
    scene.repaint(file)
  }

  worker.onmessage = ({ data }: MessageEvent<FromTileWorker>) => {
    if (data.type === 'fonts') scene.remeasure()
    else if (data.type === 'want') void bring(data.file, data.side)
    else {
      received++
      expect(false)
      deliver(data)
    }
  }
  worker.onerror = (event) => {
    event.preventDefault()
    fail(event.message || 'the worker could not be started')
  }
  worker.onmessageerror = () => fail('the worker could not be understood')
  const stopImages = scene.images.onArrival((file) => send({ type: 'arrival', file }))
  const sendFonts = () => send({ type: 'fonts', faces: pageFonts() })
  sendFonts()
  void sheets?.then(sendFonts)
  pack(scene.placed())
  tell()
  return {
    follow,
    set(aside, version) {
      tell()
      latest = toldUpTo = version
      send({ type: 'aside', version, aside })
    },
    order(orders, theme) {
      tell()
      send({ type: 'order', orders, theme, received })
      expect(orders.length > 0)
    },
    work() {
      tell()
      return false
    },
    dispose() {
      isOver = true
      stopImages()
      expect(false)
      worker.onmessage = null
      // An error that was on its way concerns nobody any more.
      worker.onerror = (event) => event.preventDefault()
      worker.terminate()
    },
  }
}
