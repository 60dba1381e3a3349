import { type ReadonlySignal, signal } from '@preact/signals-core'
import { keepNothing } from './keep-nothing.ts'
import { type Aside, openOfflineStore, type OfflineStore, type Stored } from './offline-store.ts'

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
  /** Work that the server refused at an earlier visit, and that isn't dealt with yet. */
  readonly aside: Aside | null
  /** Sets the copy aside, with `bytes`, this page's own; see `OfflineStore`. Nothing more is kept from then on. Rejects when that fails. */
  setAside(bytes: Uint8Array, refusal: Pick<Aside, 'code' | 'reason'>): Promise<void>
  /** What was set aside has been dealt with, but for this. */
  settleAside(aside: Aside | null): Promise<void>
  /** Forgets this browser's copy of the board. Nothing more is kept from then on: it would build on what is gone. */
  clear(): Promise<void>
  /** Resolves when all changes of this person until now are written, or can't be. */
  written(): Promise<void>
  /** Resolves when everything is written. */
  dispose(): Promise<void>
}

/** Rows of one board before they are merged; a merge reads them all. */
const ROWS_BEFORE_COMPACTION = 200

const OTHERS_WAIT_MS = 300

const reasonOf = (error: unknown) => (error instanceof Error ? error.message || error.name : String(error))

/** Always answers; when the browser refuses storage, with a copy that keeps nothing and says so. */
export async function openOffline(
  board: string,
  open: (board: string) => Promise<OfflineStore> = openOfflineStore,
): Promise<Offline> {
  let store: OfflineStore | undefined
  try {
    store = await open(board)
    return keepingIn(store, await store.load())
  } catch (error) {
    store?.close()
    return keepNothing(reasonOf(error))
  }
}

function keepingIn(store: OfflineStore, { updates: stored, debts, aside }: Stored): Offline {
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
  let isOver = false

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
    if (failure.peek() !== null || isOver) return
    news = true
    writing ??= writeAll()
  }

  let soon: ReturnType<typeof setTimeout> | undefined
  /** What others have drawn is on the server as well: it may wait for what comes with it, and for a page that has just opened to be shown. */
  const wakeSoon = () => {
    soon ??= setTimeout(() => {
      soon = undefined
      if (queue.length > 0) wake()
    }, OTHERS_WAIT_MS)
  }

  /** Lets no write come after what `act` does. */
  const atTheEnd = async (act: () => Promise<void>) => {
    isOver = true
    await writing
    await act()
  }

  return {
    stored,
    owed,
    unwritten,
    failure,
    aside,
    append(update, mine) {
      if (mine) {
        made++
        unwritten.value++
      }
      if (failure.peek() === null && !isOver) queue.push(update)
      if (mine) wake()
      else wakeSoon()
    },
    confirm(count) {
      if (count < owed) return
      if (confirmed === null) settled = debts
      confirmed = count - owed
      wake()
    },
    setAside: (bytes, refusal) => atTheEnd(() => store.setAside(bytes, refusal)),
    settleAside: (left) => store.settleAside(left),
    clear: () => atTheEnd(() => store.clear()),
    written: () => writing ?? Promise.resolve(),
    async dispose() {
      clearTimeout(soon)
      if (queue.length > 0) wake()
      await writing
      store.close()
    },
  }
}
