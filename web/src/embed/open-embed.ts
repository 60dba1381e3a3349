import { NO_INSETS, type Insets } from '../editor/camera.ts'
import { openPage } from '../open-page.tsx'
import type { BoardState } from '../sync/board-state.ts'
import { type Joined, mayEdit } from '../sync/session.ts'
import { viewBoard } from './view-board.ts'
import { yieldWheel } from './wheel.ts'

export interface EmbedOptions {
  readonly joined: Promise<Joined>
  readonly state: Promise<BoardState>
  /** To look at only: neither Fabric nor the tools are loaded. */
  readonly readonly: boolean
}

/** The toolbar and the space around it. */
const BAR: Insets = { ...NO_INSETS, bottom: 72 }

/** Fills `root` with a board for somebody else's page. */
export const openEmbed = (root: HTMLElement, { joined, state, readonly }: EmbedOptions): Promise<void> =>
  openPage(root, {
    joined,
    state,
    covered: readonly ? NO_INSETS : BAR,
    recall: () => undefined,
    async show(board) {
      yieldWheel(board.layers.host)
      if (readonly || !mayEdit(board.session.role)) viewBoard(board)
      else (await import('./edit-board.tsx')).editBoard(board, BAR)
    },
  })
