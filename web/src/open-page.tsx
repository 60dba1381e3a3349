import { render } from 'preact'
import type { BoardDocument } from '#board/document/board-document.ts'
import { createBoardView, openViewer, type BoardView, type Viewer, type ViewerOptions } from './board-view.ts'
import { createBoardFiles, type BoardFiles } from './files/board-files.ts'
import { markBoard } from './page-state.ts'
import { layOut, type PageLayers } from './page-layers.ts'
import type { LocalMemory } from './start/local-memory.ts'
import { pageIn } from './start/board-address.ts'
import { markTrashed } from './start/recent-boards.ts'
import { type BoardCopy, openCopy } from './sync/board-copy.ts'
import type { BoardState } from './sync/board-state.ts'
import type { Joined, Session } from './sync/session.ts'
import { waitForServer } from './sync/wait-for-server.ts'
import { Icon } from './ui/icon.tsx'
import { BROKEN, IN_TRASH, problemOf, showProblem } from './ui/problem.tsx'

/** A board that has been loaded, in its page, with somebody who has been looking at it since it began to load. */
export interface LoadedBoard {
  readonly session: Session
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
  { joined, state, memory, show, tileWorker, page, ...look }: PageOptions,
): Promise<void> {
  render(<Loading />, root)
  const shown: { board?: Shown } = {}
  try {
    const { session } = await joined
    const showAs = (document: BoardDocument) => {
      const files = createBoardFiles(session)
      const view = createBoardView(document, memory, files, tileWorker, page ? page() : pageIn(location.search))
      shown.board = { ...showLoading(root, view, look), files }
    }
    const opened = await openCopy(session, state, showAs)
    if (opened.outcome === 'open' && shown.board) {
      shown.board.view.paging.settle()
      await show({ ...shown.board, session, copy: opened.copy })
      markBoard('ready')
      return
    }
    if (opened.outcome === 'refused' && opened.status === IN_TRASH) markTrashed(memory, session.board, Date.now())
    if (opened.outcome !== 'open') showProblem(root, problemOf(opened, session))
    if (opened.outcome === 'unreachable') waitForServer()
  } catch (error) {
    console.error(error)
    shown.board?.view.dispose()
    root.replaceChildren()
    showProblem(root, BROKEN)
  }
  markBoard('failed')
}

type Shown = Omit<LoadedBoard, 'copy' | 'session'>

/** The board as far as it is there, to look at and move around in. */
function showLoading(root: HTMLElement, view: BoardView, look: ViewerOptions): Omit<Shown, 'files'> {
  const layers = layOut(root)
  render(<Loading />, layers.chrome)
  return { layers, view, viewer: openViewer(layers.host, view, look) }
}

function Loading() {
  return (
    <output class="loading">
      <Icon name="loader-circle" spin />
      <span class="unseen">Opening the board</span>
    </output>
  )
}
