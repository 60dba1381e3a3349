import { openPage } from '../open-page.tsx'
import type { BoardState } from '../sync/board-state.ts'
import { viewBoard } from './view-board.ts'
import { yieldWheel } from './wheel.ts'

export interface EmbedOptions {
  readonly id: string
  readonly state: Promise<BoardState>
  /** To look at only: neither Fabric nor the tools are loaded. */
  readonly readonly: boolean
}

/** Fills `root` with a board for somebody else's page. */
export const openEmbed = (root: HTMLElement, { id, state, readonly }: EmbedOptions): Promise<void> =>
  openPage(root, {
    id,
    state,
    async show({ host, chrome }, copy) {
      yieldWheel(host)
      if (readonly) viewBoard(host, copy)
      else (await import('./edit-board.tsx')).editBoard(id, host, chrome, copy)
    },
  })
