import type { ReadonlySignal } from '@preact/signals-core'
import type { BoardReader } from '#board/document/board-reader.ts'
import { createHandover } from '#board/document/handover.ts'
import { readStoredBoard, type StoredBoard } from '#board/document/stored-board.ts'
import { fitBox, type Insets, roomIn } from '../editor/camera.ts'
import { fetchFiles } from '../files/fetch-files.ts'
import { pageIn } from '../start/board-address.ts'
import type { LocalMemory } from '../start/local-memory.ts'
import { rememberCamera } from '../start/remembered-view.ts'
import type { BoardState } from '../sync/board-state.ts'
import type { Session } from '../sync/session.ts'
import { loadWideFonts } from '../ui/load-wide-fonts.ts'
import type { EmbedOptions } from './embed-options.ts'
import { attachGestures } from './gestures.ts'
import { type LightView, openLightView } from './light-view.ts'
import type { Look } from './look.ts'
import { placeCamera } from './place-camera.ts'
import type { SharedBoard } from './shared-board.ts'
import { yieldWheel } from './wheel.ts'

/** A board to look at, in this page: what the server has stored of it. */
export interface LightBoard {
  readonly view: LightView
  /** The document behind it, loaded: resolves when the code is there that reads and follows changes. */
  readonly shared: Promise<SharedBoard>
  /** The board as it is here now. */
  readonly stateNow: () => BoardState
  /** Shows everything. */
  readonly fit: () => void
  dispose(): void
}

export interface LightBoardOptions {
  readonly host: HTMLElement
  readonly session: Session
  readonly options: EmbedOptions
  readonly look: Look
  readonly active: ReadonlySignal<boolean>
  readonly memory: LocalMemory
  /** What chrome covers, or will cover, of the host. */
  readonly covered: Insets
}

/** A larger board comes in parts, so that the page answers meanwhile: those are read by Yjs. Bytes. */
const AT_ONCE_BYTES = 512 * 1024

/** Shows what is stored, at first without the code that follows changes. Resolves when what is in view has been painted. */
export async function openLightBoard(state: BoardState, parts: LightBoardOptions): Promise<LightBoard> {
  const { host, session, options, active, memory, covered } = parts
  const stored = readAtOnce(state)
  const source = stored ?? (await openShared())
  const reader = createHandover(source.reader)
  const view = openView(reader, parts)
  const { camera, viewport, scene } = view
  const goOn = async ({ doubtful }: StoredBoard): Promise<SharedBoard> => {
    const shared = await openShared()
    await shared.load(state)
    reader.take(shared.reader, doubtful)
    return shared
  }
  const fit = () => {
    if (scene.bounds) camera.value = fitBox(scene.bounds, viewport.peek(), roomIn(viewport.peek(), covered))
  }
  const keepCamera = () => {
    if (options.view.show === 'last') rememberCamera(memory, session.board, camera.peek(), viewport.peek())
  }
  window.addEventListener('pagehide', keepCamera)
  // Who yields the wheel has to hear of it first.
  const stopYielding = yieldWheel(host)
  const stopGestures = attachGestures(host, view, { active, fit })
  const placed = placeCamera(view, { board: session.board, view: options.view, memory, covered })
  const stops = [stopYielding, stopGestures, placed.stop, () => window.removeEventListener('pagehide', keepCamera)]
  if ('load' in source) await source.load(state, placed.expect)
  placed.settle()
  view.tiles.hurry()
  view.paging.settle()
  await view.painted()
  performance.mark('first-content')
  const here: { board?: SharedBoard } = {}
  const shared = 'load' in source ? Promise.resolve(source) : goOn(source)
  void shared.then(
    (board) => (here.board = board),
    () => undefined,
  )
  return {
    view,
    shared,
    stateNow: () => here.board?.state() ?? state,
    fit,
    dispose() {
      keepCamera()
      for (const stop of stops) stop()
      view.dispose()
      reader.destroy()
      void shared.then(
        (board) => board.dispose(),
        () => undefined,
      )
    },
  }
}

const openShared = async (): Promise<SharedBoard> => (await import('./shared-board.ts')).openSharedBoard()

function openView(
  document: BoardReader,
  { host, session, look, options: { view: asked } }: LightBoardOptions,
): LightView {
  const images = fetchFiles(session)
  // Families with thousands of glyphs are nothing to wait for.
  const sheets = new Promise<void>((resolve) => setTimeout(resolve)).then(loadWideFonts)
  const page = asked.show === 'page' ? asked.of : pageIn(location.search)
  const view = openLightView(host, { document, page, images, look, sheets })
  return {
    ...view,
    dispose() {
      view.dispose()
      images.dispose()
    },
  }
}

/** Undefined: too large, or something that only Yjs can read. */
function readAtOnce(state: BoardState): StoredBoard | undefined {
  if (state.found !== 'state' || state.bytes.length > AT_ONCE_BYTES) return undefined
  try {
    return readStoredBoard(state.bytes)
  } catch (error) {
    console.warn('embedded board: read by Yjs', error)
    return undefined
  }
}
