import { signal } from '@preact/signals-core'
import { NO_INSETS, type Insets } from '../editor/camera.ts'
import { openPage } from '../open-page.tsx'
import type { BoardState } from '../sync/board-state.ts'
import { type Joined, mayEdit } from '../sync/session.ts'
import type { Problem } from '../ui/problem.tsx'
import type { EmbeddedBoard, EmbedFrame } from './embed-frame.ts'
import type { EmbedOptions } from './embed-options.ts'
import { viewBoard } from './view-board.ts'
import { yieldWheel } from './wheel.ts'

export interface OpenEmbedOptions {
  readonly joined: Promise<Joined>
  readonly state: Promise<BoardState>
  readonly options: EmbedOptions
}

/** The toolbar and the space around it. */
const BAR: Insets = { ...NO_INSETS, bottom: 72 }

/** Fills `root` with a board for somebody else's page. */
export function openEmbed(root: HTMLElement, { joined, state, options: asked }: OpenEmbedOptions): EmbedFrame {
  const options = signal(asked)
  const board = signal<EmbeddedBoard | null>(null)
  const problem = signal<Problem | null>(null)
  const opened = openPage(root, {
    joined,
    state,
    covered: asked.readonly ? NO_INSETS : BAR,
    recall: () => undefined,
    async show(loaded) {
      yieldWheel(loaded.layers.host)
      if (asked.readonly || !mayEdit(loaded.session.role)) board.value = viewBoard(loaded)
      else board.value = (await import('./edit-board.tsx')).editBoard(loaded, BAR)
    },
  })
  return {
    options,
    board,
    problem,
    async edit() {
      await opened
      return board.value?.app ? board.value : null
    },
  }
}
