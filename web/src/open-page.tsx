import { render } from 'preact'
import { markBoard } from './page-state.ts'
import { layOut, type PageLayers } from './page-layers.ts'
import { type BoardCopy, openCopy } from './sync/board-copy.ts'
import type { BoardState } from './sync/board-state.ts'
import { Icon } from './ui/icon.tsx'
import { BROKEN, problemOf, showProblem } from './ui/problem.tsx'

export interface PageOptions {
  readonly id: string
  /** The answer of `fetchBoardState`, under way. */
  readonly state: Promise<BoardState>
  /** Shows the board in the page's layers. */
  readonly show: (layers: PageLayers, copy: BoardCopy) => void | Promise<void>
}

/** Fills `root` with a board or with the reason why not. Never rejects; `<html data-board>` tells how it went. */
export async function openPage(root: HTMLElement, { id, state, show }: PageOptions): Promise<void> {
  render(<Loading />, root)
  try {
    const opened = await openCopy(id, state)
    if (opened.outcome === 'open') {
      await show(layOut(root), opened.copy)
      markBoard('ready')
      return
    }
    showProblem(root, problemOf(opened))
    if (opened.outcome === 'unreachable') waitForServer(id)
  } catch (error) {
    console.error(error)
    root.replaceChildren()
    showProblem(root, BROKEN)
  }
  markBoard('failed')
}

function Loading() {
  return (
    <output class="loading">
      <Icon name="loader-circle" spin />
      <span class="unseen">Opening the board</span>
    </output>
  )
}

/** How often a page that could not reach the server looks whether it is back, milliseconds. */
const LOOK_AGAIN_MS = 3_000

/** Opens the page again as soon as the server answers. */
function waitForServer(id: string): void {
  const look = async () => {
    const { ok } = await fetch(`/api/boards/${id}`).catch(() => ({ ok: false }))
    if (ok) location.reload()
  }
  window.addEventListener('online', () => void look())
  setInterval(() => void look(), LOOK_AGAIN_MS)
}
