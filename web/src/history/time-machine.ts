import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { BoardDocument } from '#board/document/board-document.ts'
import { applyDifference, differenceBetween } from '#board/document/difference.ts'
import type { History, Past, PastBoard } from '../sync/past.ts'
import { showCompared, type Compared } from './compared.ts'
import { GrowingInk } from './growing-ink.ts'
import { pacingOf } from './pacing.ts'

/** Shows a board at any moment, plays it, and compares. */
export interface TimeMachine {
  readonly history: ReadonlySignal<History | null>
  /** Which moment is shown: the number of its last update. */
  readonly seq: ReadonlySignal<number>
  readonly playing: ReadonlySignal<boolean>
  /** Is a moment being fetched? */
  readonly busy: ReadonlySignal<boolean>
  readonly compared: ReadonlySignal<Compared | null>
  readonly problem: ReadonlySignal<unknown>
  /** Asks the server anew; the moment that is shown stays, unless there was none. */
  refresh(): Promise<void>
  goTo(seq: number): Promise<void>
  /** From the moment that is shown (the first, from the last) to the last one; resolves when it is there or was stopped. */
  play(): Promise<void>
  stop(): void
  /** Times as fast as it was. */
  speed: number
  compareWith(version: string): Promise<void>
  dispose(): void
}

export function createTimeMachine(past: Past, shown: BoardDocument): TimeMachine {
  const history = signal<History | null>(null)
  const seq = signal(0)
  const playing = signal(false)
  const busy = signal(false)
  const compared = signal<Compared | null>(null)
  const problem = signal<unknown>(null)
  const ink = new GrowingInk(shown)
  let now: PastBoard | undefined
  /** The newest wish; what is under way for an older one is dropped. */
  let wish = 0

  const attempt = async (work: (isWanted: () => boolean) => Promise<void>): Promise<void> => {
    const own = ++wish
    playing.value = false
    busy.value = true
    problem.value = null
    try {
      await work(() => own === wish)
    } catch (error) {
      if (own === wish) problem.value = error
    } finally {
      if (own === wish) busy.value = false
    }
  }

  const show = (board: PastBoard, at: number): void => {
    now?.dispose()
    now = board
    ink.finish()
    batch(() => {
      applyDifference(shown, differenceBetween(shown, board.document))
      seq.value = at
      compared.value = null
    })
  }

  const goTo = (to: number): Promise<void> =>
    attempt(async (isWanted) => {
      const board = await past.at(String(to))
      if (isWanted()) show(board, to)
      else board.dispose()
    })

  const play = async (speedOf: () => number): Promise<void> => {
    const { newest = 0, earliest = 0 } = history.peek() ?? {}
    if (seq.peek() >= newest || compared.peek()) await goTo(earliest)
    const board = now
    if (!board) return
    let entries: Awaited<ReturnType<Past['log']>> = []
    const asked = attempt(async () => void (entries = await past.log(seq.peek(), newest)))
    const own = wish
    await asked
    if (entries.length === 0 || now !== board || own !== wish) return
    const times = pacingOf(entries.map(({ at }) => at))
    playing.value = true
    let next = 0
    let played = 0
    let before = await frame()
    const isOn = () => own === wish && playing.peek()
    while (isOn() && (next < entries.length || ink.isGrowing)) {
      const at = await frame()
      if (!isOn()) break
      played += (at - before) * speedOf()
      before = at
      ink.grow(at)
      while (next < entries.length && (times[next] ?? 0) <= played) {
        const entry = entries[next++]
        if (entry) step(board, entry, at, speedOf())
      }
    }
    ink.finish()
    if (own === wish) playing.value = false
  }

  const step = (board: PastBoard, entry: { seq: number; update: Uint8Array }, atMs: number, speed: number): void => {
    const touched = board.apply(entry.update)
    const isNew = [...touched].filter((id) => !shown.has(id))
    applyDifference(shown, differenceBetween(shown, board.document, touched))
    for (const id of isNew) ink.begin(id, atMs, speed)
    seq.value = entry.seq
  }

  const machine: TimeMachine = {
    history,
    seq,
    playing,
    busy,
    compared,
    problem,
    speed: 1,
    async refresh() {
      const isFirst = history.peek() === null
      let newest = 0
      await attempt(async (isWanted) => {
        const found = await past.list()
        if (!isWanted()) return
        history.value = found
        newest = found.newest
      })
      if (isFirst && history.peek()) await goTo(newest)
    },
    goTo,
    play: () => play(() => machine.speed),
    stop() {
      wish++
      busy.value = playing.value = false
    },
    compareWith: (version) =>
      attempt(async (isWanted) => {
        const other = await past.at(version)
        if (isWanted() && now) compared.value = showCompared(shown, now.document, other.document)
        other.dispose()
      }),
    dispose() {
      wish++
      playing.value = false
      now?.dispose()
    },
  }
  return machine
}

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
