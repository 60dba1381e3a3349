import { effect } from '@preact/signals'
import { render } from 'preact'
import { openBoard } from './open-board.ts'
import type { LoadedBoard } from './open-page.tsx'
import { BARS } from './page-layers.ts'
import { showSharedAddress } from './start/join-page.ts'
import { localMemory } from './start/local-memory.ts'
import { rememberCamera } from './start/remembered-view.ts'
import type { BoardApp } from './ui/board-app.ts'
import { Shell } from './ui/shell.tsx'
import { Speaker } from './words/use-words.ts'
import { turn } from './turn.ts'

/** The board with all of its chrome. */
export async function showBoard(board: LoadedBoard): Promise<void> {
  const { session, words, layers, copy, view, files, viewer } = board
  const { host, chrome } = layers
  const camera = viewer.close()
  const { app } = openBoard({ session, words, copy, view, files, camera, host, memory: localMemory, covered: BARS })
  keepView(app)
  keepAddress(app)
  // It can be drawn on by now, and that comes first.
  await turn()
  render(
    <Speaker.Provider value={words.t}>
      <Shell app={app} />
    </Speaker.Provider>,
    chrome,
  )
}

/** A board with pages says in its address which is shown, to be opened there again. */
function keepAddress({ session, editor: { paging } }: BoardApp): void {
  effect(() => showSharedAddress(session, paging.pages.value.length > 1 ? paging.page.value : undefined))
}

/** For as long as the page lives. A phone may end a hidden page without another word. */
function keepView({ id, editor: { camera, viewport } }: BoardApp): void {
  const keep = () => rememberCamera(localMemory, id, camera.peek(), viewport.peek())
  window.addEventListener('pagehide', keep)
  document.addEventListener('visibilitychange', keep)
}
