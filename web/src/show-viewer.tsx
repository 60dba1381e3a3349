import { effect, signal } from '@preact/signals'
import { render } from 'preact'
import type { LoadedBoard } from './open-page.tsx'
import { markProgress } from './page-state.ts'
import { mountCursors } from './presence/cursors.ts'
import { createFollowing } from './presence/following.ts'
import { recallGuest } from './presence/guest.ts'
import { keepGuest } from './presence/keep-guest.ts'
import { createPeers } from './presence/presence.ts'
import { arrival, publishEditor } from './presence/publish-editor.ts'
import { localMemory } from './start/local-memory.ts'
import { rememberBoard } from './start/recent-boards.ts'
import { rememberCamera } from './start/remembered-view.ts'
import { joinLive } from './sync/live-channel.ts'
import { UNTITLED } from './ui/board-title.tsx'
import { ViewerChrome } from './ui/viewer-chrome.tsx'
import { Speaker } from './words/use-words.ts'

/** A board for those who may only look: seen by the others and seeing them, with neither Fabric nor tools. */
export function showViewer({ session, words, layers: { host, chrome }, copy, view, viewer }: LoadedBoard): void {
  const { document: board, sync, rescue } = copy
  const { editor, paint } = viewer
  const id = session.board
  const me = signal(recallGuest(localMemory, words.t, session.name))
  const title = signal(board.meta.title)
  const peers = createPeers(sync.awareness, arrival(me.peek(), editor.toolbox.current.peek().id))
  board.onMeta((meta) => (title.value = meta.title))
  mountCursors(host, editor, peers)
  joinLive(editor, sync)
  peers.onLeave((client) => editor.live.forget(client))
  const following = createFollowing(editor, peers)
  publishEditor(host, editor, me, following, peers)
  markProgress(sync.status, paint)
  keepGuest(me, { client: sync.awareness.clientID, others: peers.people }, localMemory, words.t)
  effect(() => {
    document.title = `${title.value || words.t(UNTITLED)} · Drawbridge`
    rememberBoard(localMemory, { id, title: title.value, openedAt: Date.now(), pictureKey: session.pictureKey })
  })
  window.addEventListener('pagehide', () =>
    rememberCamera(localMemory, id, editor.camera.peek(), editor.viewport.peek()),
  )
  render(
    <Speaker.Provider value={words.t}>
      <ViewerChrome
        look={{ words, memory: localMemory, theme: view.theme }}
        editor={editor}
        title={title}
        status={sync.status}
        me={me}
        people={peers.people}
        following={following.whom}
        session={session}
        rescue={rescue}
      />
    </Speaker.Provider>,
    chrome,
  )
}
