import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { UndoHistory } from '#board/document/undo.ts'
import type { Clock } from './clock.ts'
import type { Frames } from './frames.ts'

/**
 * Writes to more elements than one frame has time for, and undoes them. What fits into a transaction that nobody notices is
 * done at once; the rest goes on frame by frame, a transaction each, and is one undo step all the same. Others get messages
 * of a size that the relay takes.
 */
export interface Bulk {
  /** Calls `write` with all ids or, where they are many, with some after the other. `done` comes after the last. */
  edit(ids: Iterable<string>, write: (some: readonly string[]) => void, done?: () => void): void
  undo(): void
  redo(): void
  /** Calls back when nothing is under way: at once, or in its turn. */
  after(action: () => void): void
  /** Brings what is under way to its end, at once. Called before anything else is written, and where no frames come any more. */
  finish(): void
  /** Something is under way, or waits for it. */
  readonly busy: ReadonlySignal<boolean>
}

/** So many elements are written in one transaction. */
const ATOMIC = 1_000
/** So many are where there are more: about 10 ms, scene and encoding included. */
const SLICE = 400
/**
 * Milliseconds of a frame; at least one part is done in each. With less, a part a frame, most of the time would go by with nothing done;
 * with this the page shows 30 frames a second meanwhile and hears what is pressed within one.
 */
const BUDGET_MS = 20

export function createBulk(
  history: Pick<UndoHistory, 'begin' | 'end' | 'undoInParts' | 'redoInParts'>,
  frames: Frames,
  clock: Clock,
): Bulk {
  let parts: Iterator<void> | null = null
  /** What waits for its turn. */
  const waiting: (() => void)[] = []
  const busy = signal(false)

  function work(deadline: number): void {
    while (parts) {
      if (parts.next().done) {
        parts = null
        takeTurns()
      } else if (clock.now() >= deadline) break
    }
    if (parts) frames.request('input', workAFrame)
    busy.value = parts !== null
  }
  /** Until something is under way again. */
  function takeTurns(): void {
    for (let next = waiting.shift(); next; next = parts ? undefined : waiting.shift()) next()
  }
  const workAFrame = () => work(clock.now() + BUDGET_MS)

  function finish(): void {
    frames.cancel(workAFrame)
    if (parts) work(Infinity)
  }

  function start(next: Iterator<void>): void {
    finish()
    parts = next
    busy.value = true
    workAFrame()
  }

  function* slices(ids: readonly string[], write: (some: readonly string[]) => void): Generator<void> {
    history.begin(true)
    for (let from = 0; from < ids.length; from += SLICE) {
      write(ids.slice(from, from + SLICE))
      yield
    }
    history.end()
  }

  return {
    edit(ids, write, done) {
      const all = [...ids]
      if (all.length > ATOMIC) return start(followed(slices(all, write), done))
      finish()
      history.begin()
      if (all.length > 0) write(all)
      history.end()
      done?.()
    },
    undo: () => start(history.undoInParts()),
    redo: () => start(history.redoInParts()),
    after(action) {
      if (parts) waiting.push(action)
      else action()
    },
    finish,
    busy,
  }
}

function* followed(parts: Iterable<void>, done: (() => void) | undefined): Generator<void> {
  yield* parts
  done?.()
}
