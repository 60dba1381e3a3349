import { render } from 'preact'
import { openBoard } from './open-board.ts'
import type { LoadedBoard } from './open-page.tsx'
import { BARS } from './page-layers.ts'
import { localMemory } from './start/local-memory.ts'
import { rememberCamera } from './start/remembered-view.ts'
import type { BoardApp } from './ui/board-app.ts'
import { Shell } from './ui/shell.tsx'

/** The board with all of its chrome. */
export function showBoard({ session, layers: { host, chrome }, copy, view, files, viewer }: LoadedBoard): void {
  const camera = viewer.close()
  const { app } = openBoard({ session, copy, view, files, camera, host, memory: localMemory, covered: BARS })
  keepView(app)
  render(<Shell app={app} />, chrome)
}

/** For as long as the page lives. A phone may end a hidden page without another word. */
function keepView({ id, editor: { camera, viewport } }: BoardApp): void {
  const keep = () => rememberCamera(localMemory, id, camera.peek(), viewport.peek())
  window.addEventListener('pagehide', keep)
  document.addEventListener('visibilitychange', keep)
}
