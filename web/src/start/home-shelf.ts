import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { HomeBoard, HomeFolder, HomeQuery, HomeSort, HomeSource, Place } from './home-source.ts'

/** What the page of somebody's boards shows, and how it changes. Nothing rejects: what went wrong is in `problem`. */
export interface HomeShelf {
  readonly source: HomeSource
  readonly sorts: readonly HomeSort[]
  readonly place: Signal<Place>
  readonly text: Signal<string>
  readonly sort: Signal<HomeSort>
  /** `null` until they are there. */
  readonly boards: ReadonlySignal<readonly HomeBoard[] | null>
  readonly hasMore: ReadonlySignal<boolean>
  readonly folders: ReadonlySignal<readonly HomeFolder[]>
  readonly problem: ReadonlySignal<unknown>
  readonly refresh: () => Promise<void>
  readonly more: () => Promise<void>
  /** Does something and shows what became of it. */
  readonly doing: (act: () => Promise<void>) => Promise<void>
}

export function createHomeShelf(source: HomeSource): HomeShelf {
  const place = signal<Place>('all')
  const text = signal('')
  const sort = signal<HomeSort>('opened')
  const boards = signal<readonly HomeBoard[] | null>(null)
  const next = signal<string | undefined>(undefined)
  const hasMore = signal(false)
  const folders = signal<readonly HomeFolder[]>([])
  const problem = signal<unknown>(undefined)
  let asked = 0

  const telling = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act()
      problem.value = undefined
    } catch (error) {
      problem.value = error
    }
  }
  const query = (): HomeQuery => ({ place: place.peek(), text: text.peek().trim(), sort: sort.peek() })
  const show = async (): Promise<void> => {
    const turn = ++asked
    const [page, found] = await Promise.all([source.list(query()), source.folders()])
    // Somebody has typed on: the newest question counts.
    if (turn !== asked) return
    boards.value = page.boards
    next.value = page.next
    hasMore.value = page.next !== undefined
    folders.value = found
  }
  const refresh = () => telling(show)
  // Whatever is looked for from now on.
  for (const asks of [place, text, sort]) {
    let isFirst = true
    asks.subscribe(() => {
      if (!isFirst) void refresh()
      isFirst = false
    })
  }
  return {
    source,
    sorts: source.sorts,
    place,
    text,
    sort,
    boards,
    hasMore,
    folders,
    problem,
    refresh,
    more: () =>
      telling(async () => {
        const turn = asked
        const page = await source.list(query(), next.peek())
        if (turn !== asked) return
        boards.value = [...(boards.peek() ?? []), ...page.boards]
        next.value = page.next
        hasMore.value = page.next !== undefined
      }),
    doing: (act) =>
      telling(async () => {
        try {
          await act()
        } finally {
          await show()
        }
      }),
  }
}
