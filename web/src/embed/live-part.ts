import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Doc } from 'yjs'
import { mountViewer } from '../canvas/viewer-canvas.ts'
import type { Insets } from '../editor/camera.ts'
import { keepViews } from '../editor/keep-views.ts'
import { mountCursors } from '../presence/cursors.ts'
import { createFollowing } from '../presence/following.ts'
import { createPeers, type Person } from '../presence/presence.ts'
import { createLiveScene, type LiveScene } from '../scene/live-scene.ts'
import { syncUrl } from '../start/board-address.ts'
import { keepNothing } from '../sync/keep-nothing.ts'
import { joinLive } from '../sync/live-channel.ts'
import type { Session } from '../sync/session.ts'
import { createSync } from '../sync/sync.ts'
import { type SyncStatus, syncAttribute } from '../sync/sync-status.ts'
import type { EmbedOptions } from './embed-options.ts'
import { followNamed } from './follow-named.ts'
import type { LightView } from './light-view.ts'
import type { Look } from './look.ts'

/** What makes a view live: the socket, what is in flight, and where the others are. Nothing of mine goes out. */
export interface LivePart {
  /** What others have in flight. */
  readonly scene: LiveScene
  readonly status: ReadonlySignal<SyncStatus>
  readonly people: ReadonlySignal<readonly Person[]>
  dispose(): void
}

export interface LiveOptions {
  readonly host: HTMLElement
  readonly view: LightView
  readonly doc: Doc
  readonly session: Session
  /** What chrome covers of the host. */
  readonly covered: Insets
  readonly look: Look
  readonly options: ReadonlySignal<EmbedOptions>
  /** Can the frame be seen? */
  readonly seen: ReadonlySignal<boolean>
}

/** A frame that nobody sees for so long closes its connection, milliseconds. */
const LINGER_MS = 4_000

const WAITING: SyncStatus = { state: 'connecting' }
const NOBODY: readonly Person[] = []

export function goLive(parts: LiveOptions): LivePart {
  const { host, view, look, seen, covered } = parts
  const live = createLiveScene(view.document, view.frames)
  const nothing = {
    fading: signal(new Set<string>()),
    cut: signal(new Map()),
    editing: signal(null),
    part: signal(null),
  }
  const { theme, paper } = look
  const canvas = mountViewer(host, { ...view, ...nothing, live }, { theme, paper, tiles: view.tiles })
  view.handOver()

  const connection = signal<Connection | null>(null)
  const isPaused = signal(false)
  const connect = () => {
    isPaused.value = false
    connection.value ??= openConnection(parts, live)
  }
  const pause = () => {
    connection.peek()?.dispose()
    connection.value = null
    isPaused.value = true
  }
  const stopPausing = pauseUnseen(seen, connect, pause)
  const stopKeeping = keepViews({ ...view, covered })
  const status = computed(() => connection.value?.status.value ?? WAITING)
  const stopTelling = effect(() => {
    document.documentElement.dataset['sync'] = isPaused.value ? 'paused' : syncAttribute(status.value)
    document.documentElement.dataset['paint'] = canvas.paint.value
  })
  return {
    scene: live,
    status,
    people: computed(() => connection.value?.people.value ?? NOBODY),
    dispose() {
      stopPausing()
      stopKeeping()
      stopTelling()
      connection.peek()?.dispose()
      canvas.dispose()
      live.dispose()
    },
  }
}

interface Connection {
  readonly status: ReadonlySignal<SyncStatus>
  readonly people: ReadonlySignal<readonly Person[]>
  dispose(): void
}

function openConnection({ host, view, doc, session, options }: LiveOptions, live: LiveScene): Connection {
  const offline = keepNothing('a frame that only shows keeps nothing')
  const sync = createSync({ doc, session, url: syncUrl(), offline })
  const peers = createPeers(sync.awareness, null)
  const following = createFollowing(view, peers)
  const showsCursors = computed(() => options.value.cursors)
  const stops = [
    joinLive({ live, paging: view.paging }, sync),
    peers.onLeave((client) => live.forget(client)),
    followNamed(options, following.whom, peers.people),
    () => following.dispose(),
    effect(() => (showsCursors.value ? mountCursors(host, { ...view, live }, peers).dispose : undefined)),
  ]
  return {
    status: sync.status,
    people: peers.people,
    dispose() {
      for (const stop of stops) stop()
      for (const client of peers.others.keys()) live.forget(client)
      peers.dispose()
      sync.dispose()
    },
  }
}

/** Connects while the frame is seen, and for a little while after. */
function pauseUnseen(seen: ReadonlySignal<boolean>, connect: () => void, pause: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = seen.subscribe((isSeen) => {
    clearTimeout(timer)
    if (isSeen) connect()
    else timer = setTimeout(pause, LINGER_MS)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
