import { type ReadonlySignal, signal } from '@preact/signals'
import { openOfflineStore, type OfflineStore } from './offline-store.ts'

/** This browser's copy of a board, as the page sees it. Nothing here ever throws or blocks: a failure is a fact to report. */
export interface Offline {
  /** What an earlier visit left here. Empty when there was nothing or the store doesn't work. */
  readonly stored: readonly Uint8Array[]
  /** Changes among them that the server never confirmed. */
  readonly owed: number
  /** Own changes that are not written yet. */
  readonly unwritten: ReadonlySignal<number>
  /** Why nothing can be kept here (private mode, quota, third-party frame), or null. */
  readonly failure: ReadonlySignal<string | null>
  /** `mine`: a change of this person, which the server hasn't confirmed. */
  append(update: Uint8Array, mine: boolean): void
  /** The first `count` of this person's changes, those owed included, are on the server's disk. */
  confirm(count: number): void
  /** Forgets this browser's copy of the board. */
  clear(): Promise<void>
  /** Resolves when everything is written. */
  dispose(): Promise<void>
}

/** Rows of one board before they are merged; a merge reads them all. */
const ROWS_BEFORE_COMPACTION = 200

const reasonOf = (error: unknown) => (error instanceof Error ? error.message || error.name : String(error))

/** Always answers; when the browser refuses storage, with a copy that keeps nothing and says so. */
export async function openOffline(
  board: string,
  open: (board: string) => Promise<OfflineStore> = openOfflineStore,
): Promise<Offline> {
  let store: OfflineStore | undefined
  try {
    store = await open(board)
    const { updates, debts } = await store.load()
    return keepingIn(store, updates, debts)
  } catch (error) {
    store?.close()
    return keepingNothing(reasonOf(error))
  }
}

function keepingIn(store: OfflineStore, stored: readonly Uint8Array[], debts: ReadonlyMap<string, number>): Offline {
  const writer = crypto.randomUUID()
  const owed = [...debts.values()].reduce((sum, changes) => sum + changes, 0)
  const unwritten = signal(0)
  const failure = signal<string | null>(null)
  let rows = stored.length
  let queue: Uint8Array[] = []
  let made = 0
  /** How many of `made` the server has confirmed; null while it hasn't even confirmed what was owed. */
  let confirmed: number | null = null
  let settled: ReadonlyMap<string, number> = new Map()
  let news = false

  const hasNews = () => news
  const writeNews = async () => {
    const work = { updates: queue, writer, owes: made - (confirmed ?? 0), settled }
    const madeBefore = made
    queue = []
    settled = new Map()
    news = false
    await store.write(work)
    unwritten.value = made - madeBefore
    rows += work.updates.length
    if (rows < ROWS_BEFORE_COMPACTION) return
    rows = 0
    await store.compact()
  }
  let writing: Promise<void> | null = null
  const writeAll = async () => {
    try {
      do await writeNews()
      while (hasNews())
    } catch (error) {
      queue = []
      failure.value = reasonOf(error)
    }
    writing = null
  }
  const wake = () => {
    if (failure.peek() !== null) return
    news = true
    writing ??= writeAll()
  }

  return {
    stored,
    owed,
    unwritten,
    failure,
    append(update, mine) {
      if (mine) {
        made++
        unwritten.value++
      }
      if (failure.peek() === null) queue.push(update)
      wake()
    },
    confirm(count) {
      if (count < owed) return
      if (confirmed === null) settled = debts
      confirmed = count - owed
      wake()
    },
    clear: () => store.clear(),
    async dispose() {
      await writing
      store.close()
    },
  }
}

function keepingNothing(reason: string): Offline {
  const unwritten = signal(0)
  return {
    stored: [],
    owed: 0,
    unwritten,
    failure: signal(reason),
    append(_, mine) {
      if (mine) unwritten.value++
    },
    confirm: () => {},
    clear: async () => {},
    dispose: async () => {},
  }
}
