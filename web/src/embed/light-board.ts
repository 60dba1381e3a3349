import type { ReadonlySignal } from '@preact/signals-core'
import { Doc } from 'yjs'
import { readBoard } from '#board/document/board-reader.ts'
import { fitBox, type Insets, roomIn } from '../editor/camera.ts'
import { fetchFiles } from '../files/fetch-files.ts'
import type { LocalMemory } from '../start/local-memory.ts'
import { rememberCamera } from '../start/remembered-view.ts'
import type { BoardState } from '../sync/board-state.ts'
import { keepNothing } from '../sync/keep-nothing.ts'
import { loadBoard } from '../sync/load-board.ts'
import type { Session } from '../sync/session.ts'
import { loadWideFonts } from '../ui/load-wide-fonts.ts'
import type { EmbedOptions } from './embed-options.ts'
import { attachGestures } from './gestures.ts'
import { type LightView, openLightView } from './light-view.ts'
import type { Look } from './look.ts'
import { placeCamera } from './place-camera.ts'
import { yieldWheel } from './wheel.ts'

/** A board to look at, in this page: what the server's state file says of it. */
export interface LightBoard {
  readonly doc: Doc
  readonly view: LightView
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

/** Shows the board while it is loaded. Resolves when all of it is there and what is in view has been painted. */
export async function openLightBoard(state: BoardState, parts: LightBoardOptions): Promise<LightBoard> {
  const { host, session, options, look, active, memory, covered } = parts
  const doc = new Doc()
  const { reader } = readBoard(doc)
  const images = fetchFiles(session)
  // Families with thousands of glyphs are nothing to wait for.
  const sheets = new Promise<void>((resolve) => setTimeout(resolve)).then(loadWideFonts)
  const view = openLightView(host, { document: reader, images, look, sheets })
  const { camera, viewport, scene } = view
  const fit = () => {
    if (scene.bounds) camera.value = fitBox(scene.bounds, viewport.peek(), roomIn(viewport.peek(), covered))
  }
  const keepCamera = () => {
    if (options.view.show === 'last') rememberCamera(memory, session.board, camera.peek(), viewport.peek())
  }
  // Who yields the wheel has to hear of it first.
  const stops = [
    yieldWheel(host),
    attachGestures(host, view, { active, fit }),
    placeCamera(view, { board: session.board, view: options.view, memory, covered }),
    () => images.dispose(),
    () => window.removeEventListener('pagehide', keepCamera),
  ]
  window.addEventListener('pagehide', keepCamera)
  await loadBoard(doc, keepNothing('a frame that only shows keeps nothing'), state)
  await view.painted()
  return {
    doc,
    view,
    fit,
    dispose() {
      keepCamera()
      for (const stop of stops) stop()
      view.dispose()
      reader.destroy()
      doc.destroy()
    },
  }
}
