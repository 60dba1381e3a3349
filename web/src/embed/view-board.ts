import { render } from 'preact'
import type { LoadedBoard } from '../open-page.tsx'
import { markProgress } from '../page-state.ts'
import { watchPeople } from '../presence/watch-people.ts'
import { joinLive } from '../sync/live-channel.ts'
import type { EmbeddedBoard } from './embed-frame.ts'

/** A board to look at and move around in, live: the viewer stays, no Fabric, no chrome, nothing of mine goes out. */
export function viewBoard({ session, layers, copy, viewer }: LoadedBoard): EmbeddedBoard {
  copy.sync.awareness.setLocalState(null)
  render(null, layers.chrome)
  joinLive(viewer.editor.live, copy.sync)
  markProgress(copy.sync.status, viewer.paint)
  const { document, scene, camera, viewport } = viewer.editor
  return {
    session,
    document,
    scene,
    camera,
    viewport,
    paint: viewer.paint,
    status: copy.sync.status,
    people: watchPeople(copy.sync.awareness),
    app: null,
  }
}
