import { render } from 'preact'
import { NO_INSETS, type Insets } from './editor/camera.ts'
import { openBoard } from './open-board.ts'
import type { PageLayers } from './page-layers.ts'
import { localMemory } from './start/local-memory.ts'
import { recallCamera, rememberCamera } from './start/remembered-view.ts'
import type { BoardCopy } from './sync/board-copy.ts'
import type { BoardApp } from './ui/board-app.ts'
import { Shell } from './ui/shell.tsx'

/** The bars at the top and at the bottom, and the space around them. */
const BARS: Insets = { ...NO_INSETS, top: 72, bottom: 72 }

/** The board with all of its chrome, where this browser last looked. */
export function showBoard(id: string, { host, chrome }: PageLayers, copy: BoardCopy): void {
  const { app } = openBoard({ id, copy, host, memory: localMemory, covered: BARS })
  keepView(app)
  render(<Shell app={app} />, chrome)
}

/** For as long as the page lives. A phone may end a hidden page without another word. */
function keepView({ id, editor: { camera, viewport } }: BoardApp): void {
  camera.value = recallCamera(localMemory, id, viewport.peek()) ?? camera.peek()
  const keep = () => rememberCamera(localMemory, id, camera.peek(), viewport.peek())
  window.addEventListener('pagehide', keep)
  document.addEventListener('visibilitychange', keep)
}
