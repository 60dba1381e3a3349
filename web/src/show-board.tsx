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

/** The board with all of its chrome. */
export function showBoard({ session, words, layers: { host, chrome }, copy, view, files, viewer }: LoadedBoard): void {
  const camera = viewer.close()
  const { app } = openBoard({ session, words, copy, view, files, camera, host, memory: localMemory, covered: BARS })
  keepView(app)
  keepAddress(app)
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
