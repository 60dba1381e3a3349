import { render } from 'preact'
import type { BoardDocument } from '#board/document/board-document.ts'
import { createBoardView, openViewer, type BoardView, type Viewer, type ViewerOptions } from './board-view.ts'
import { createBoardFiles, type BoardFiles } from './files/board-files.ts'
import { markBoard } from './page-state.ts'
import { layOut, type PageLayers } from './page-layers.ts'
import type { LocalMemory } from './start/local-memory.ts'
import { pageIn } from './start/board-address.ts'
import { loadLater } from './load-later.ts'
import { markTrashed } from './start/recent-boards.ts'
import { type BoardCopy, openCopy } from './sync/board-copy.ts'
import type { BoardState } from './sync/board-state.ts'
import type { Joined, Session } from './sync/session.ts'
import { IN_TRASH } from './sync/what-to-load.ts'
import { waitForServer } from './sync/wait-for-server.ts'
import { Icon } from './ui/icon.tsx'
import type { Translate, Words } from './words/words.ts'

/** A board that has been loaded, in its page, with somebody who has been looking at it since it began to load. */
export interface LoadedBoard {
  readonly session: Session
  readonly words: Words
  readonly layers: PageLayers
  readonly copy: BoardCopy
  readonly view: BoardView
  readonly files: BoardFiles
  readonly viewer: Viewer
}

export interface PageOptions extends ViewerOptions {
  readonly joined: Promise<Joined>
  /** The answer of `fetchBoardState`, under way. */
  readonly state: Promise<BoardState>
  /** What this browser remembers. */
  readonly memory: LocalMemory
  /** What the page says everything with. */
  readonly words: Promise<Words>
  /** How to get the thread that paints tiles, where it has been started already. */
  readonly tileWorker?: () => Worker
  /** Which page of the board to look at; else the address says. */
  readonly page?: () => string | undefined
  /** Shows the board in the page's layers; what the viewer shows stays until then. */
  readonly show: (board: LoadedBoard) => void | Promise<void>
}

/** Fills `root` with a board or with the reason why not. Never rejects; `<html data-board>` tells how it went. */
export async function openPage(
  root: HTMLElement,
  { joined, state, memory, words: fetched, show, tileWorker, page, ...look }: PageOptions,
): Promise<void> {
  const words = await fetched
  showWaiting(root, words.t)
  const shown: { board?: Shown } = {}
  // It may be the network that is the problem.
  const problems = loadLater(() => import('./ui/problem.tsx'))
  try {
    const { session } = await joined
    const showAs = (document: BoardDocument) => {
      const files = createBoardFiles(session)
      const view = createBoardView(document, memory, files, tileWorker, page ? page() : pageIn(location.search))
      const board = { ...showLoading(root, words, view, look), files }
      shown.board = board
      return board.viewer.expect
    }
    const opened = await openCopy(session, state, showAs)
    if (opened.outcome === 'open' && shown.board) {
      shown.board.viewer.settle()
      await show({ ...shown.board, session, words, copy: opened.copy })
      markBoard('ready')
      return
    }
    if (opened.outcome === 'refused' && opened.status === IN_TRASH) markTrashed(memory, session.board, Date.now())
    if (opened.outcome !== 'open') {
      const { problemOf, showProblem } = await problems()
      showProblem(root, problemOf(opened, words.t, session), words.t)
    }
    if (opened.outcome === 'unreachable') waitForServer()
  } catch (error) {
    console.error(error)
    shown.board?.view.dispose()
    root.replaceChildren()
    await problems().then(({ brokenIn, showProblem }) => showProblem(root, brokenIn(words.t), words.t), console.error)
  }
  markBoard('failed')
}

type Shown = Omit<LoadedBoard, 'copy' | 'session' | 'words'>

/** The board as far as it is there, to look at and move around in. */
function showLoading(root: HTMLElement, { t }: Words, view: BoardView, look: ViewerOptions): Omit<Shown, 'files'> {
  const layers = layOut(root, t)
  showWaiting(layers.chrome, t)
  return { layers, view, viewer: openViewer(layers.host, view, look) }
}

const showWaiting = (host: HTMLElement, t: Translate): void =>
  render(
    <output class="loading">
      <Icon name="loader-circle" spin />
      <span class="unseen">{t('Opening the board')}</span>
    </output>,
    host,
  )
