import { render } from 'preact'
import type { LoadedBoard } from '../open-page.tsx'
import { markProgress } from '../page-state.ts'
import { joinLive } from '../sync/live-channel.ts'

/** A board to look at and move around in, live: the viewer stays, no Fabric, no chrome, nothing of mine goes out. */
export function viewBoard({ layers, copy, view, viewer }: LoadedBoard): { dispose(): Promise<void> } {
  copy.sync.awareness.setLocalState(null)
  render(null, layers.chrome)
  const stops = [joinLive(viewer.editor.live, copy.sync), markProgress(copy.sync.status, viewer.paint)]
  return {
    async dispose() {
      for (const stop of stops) stop()
      viewer.close()
      view.dispose()
      await copy.dispose()
    },
  }
}
