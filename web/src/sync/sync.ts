import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import { Awareness } from 'y-protocols/awareness'
import type { Doc, Transaction } from 'yjs'
import { BOARD_STATUS } from '#board/protocol.ts'
import type { Offline } from './offline.ts'
import { createPace } from './pace.ts'
import { createRelayLink, type SocketSession } from './relay-link.ts'
import { guardUnload, watchNetwork } from './page-events.ts'
import { type LinkState, type SocketRefusal, statusOf, wouldLoseWork } from './sync-facts.ts'
import type { SyncStatus } from './sync-status.ts'

/** Watermarks of changes that come thick and fast: at most one per this many milliseconds. */
const WATERMARK_INTERVAL_MS = 50

/** A board's way to the others: document, presence and live, and the truth about what is saved. */
export interface Sync {
  readonly status: ReadonlySignal<SyncStatus>
  /** Both sides know all that the other knows. */
  readonly synced: ReadonlySignal<boolean>
  readonly awareness: Awareness
  /** How many people are here, me included, when there are too many to be shown; 0: `awareness` knows everybody. */
  readonly crowd: ReadonlySignal<number>
  /** Unfinished work, to everybody who is here; nothing happens without a connection. */
  sendLive(bytes: Uint8Array): void
  onLive(listener: (client: number, bytes: Uint8Array) => void): () => void
  /** Called before the page opens the board anew, as this person may do more or less from now on: what is under way is to be ended, and is kept. */
  onReopen(listener: () => void): void
  dispose(): void
}

export interface SyncOptions {
  readonly doc: Doc
  readonly session: SocketSession
  /** `ws(s)://host/sync`. */
  readonly url: string
  readonly offline: Offline
}

/** A browser that has not written for so long, milliseconds, may never do. */
const LONGEST_WRITE_MS = 3_000

/**
 * Connects a document that already holds what this browser and the server's state file know.
 *
 * A watermark's number is how many changes this person had made when it was sent, so what comes back is
 * directly the number of changes that are safe.
 */
export function createSync({ doc, session, url, offline }: SyncOptions): Sync {
  const awareness = new Awareness(doc)
  const link = signal<LinkState>('closed')
  const tried = signal(false)
  const online = signal(navigator.onLine)
  const made = signal(offline.owed)
  const saved = signal(0)
  const crowd = signal(0)
  const waitSeconds = signal(0)
  const slowedSeconds = signal(0)
  const refusal = signal<SocketRefusal | null>(null)
  const boardStatus = signal(0)
  const liveListeners = new Set<(client: number, bytes: Uint8Array) => void>()
  const reopenListeners = new Set<() => void>()
  const reopen = async () => {
    try {
      for (const end of reopenListeners) end()
      // A page that goes may not write any more.
      await Promise.race([offline.written(), new Promise((resolve) => setTimeout(resolve, LONGEST_WRITE_MS))])
    } finally {
      location.reload()
    }
  }

  const relay = createRelayLink(url, session, doc, awareness, {
    onState(state) {
      link.value = state
      if (state === 'closed' || state === 'synced') tried.value = true
    },
    onHandshake: () => watermark.now(),
    onDurable(n) {
      saved.value = Math.min(Math.max(saved.peek(), n), made.peek())
      slowedSeconds.value = 0
      offline.confirm(saved.peek())
    },
    onBoard: (status) => (boardStatus.value = status),
    onLive: (client, bytes) => liveListeners.forEach((listener) => listener(client, bytes)),
    onCrowd: (people) => (crowd.value = people),
    onWait: (seconds) => (waitSeconds.value = seconds),
    onSlowed: (seconds) => (slowedSeconds.value = seconds),
    onRefused: (no) => (refusal.value = no),
    onRoleChanged: () => void reopen(),
  })
  const watermark = createPace(WATERMARK_INTERVAL_MS, () => relay.sendWatermark(made.peek()))

  const facts = computed(() => ({
    link: link.value,
    tried: tried.value,
    online: online.value,
    made: made.value,
    saved: saved.value,
    unwritten: offline.unwritten.value,
    storeFailed: offline.failure.value !== null,
    waitSeconds: waitSeconds.value,
    refusal: refusal.value,
    readOnly: (boardStatus.value & BOARD_STATUS.readOnly) !== 0,
    lost: (boardStatus.value & BOARD_STATUS.lost) !== 0,
    frozen: (boardStatus.value & BOARD_STATUS.frozen) !== 0,
    slowedSeconds: slowedSeconds.value,
  }))

  const onUpdate = (update: Uint8Array, _origin: unknown, _doc: Doc, { local }: Transaction) => {
    offline.append(update, local)
    if (!local) return
    made.value++
    relay.sendUpdate(update)
    watermark.request()
  }
  doc.on('update', onUpdate)
  const unguard = guardUnload(() => wouldLoseWork(facts.peek()))
  const unwatch = watchNetwork(online, {
    gone: () => refusal.peek() ?? relay.reconnect(),
    back: () => refusal.peek() ?? (link.peek() === 'synced' || relay.reconnect()),
    seen: () => refusal.peek() ?? relay.connect(),
  })
  relay.connect()

  return {
    status: computed(() => statusOf(facts.value)),
    synced: computed(() => link.value === 'synced'),
    awareness,
    crowd,
    sendLive: relay.sendLive,
    onLive(listener) {
      liveListeners.add(listener)
      return () => liveListeners.delete(listener)
    },
    onReopen: (listener) => void reopenListeners.add(listener),
    dispose() {
      doc.off('update', onUpdate)
      unguard()
      unwatch()
      watermark.dispose()
      relay.dispose()
      awareness.destroy()
    },
  }
}
