import { effect, type ReadonlySignal } from '@preact/signals-core'
import { type SyncStatus, syncAttribute } from './sync/sync-status.ts'

/** What `<html data-board>` says: the page tells machines the truth too. */
export type BoardPageState = 'loading' | 'ready' | 'failed'

const root = () => document.documentElement

export function markBoard(state: BoardPageState): void {
  root().dataset.board = state
}

/** Before a document is there, nothing is known and nothing is painted. */
export function markOpening(): void {
  markBoard('loading')
  root().dataset.sync = 'connecting'
  root().dataset.paint = 'painting'
}

/** Keeps `<html data-sync data-paint>` true. Answers how to stop. */
export function markProgress(
  status: ReadonlySignal<SyncStatus>,
  paint: ReadonlySignal<'painting' | 'settled'>,
): () => void {
  const stops = [
    effect(() => {
      root().dataset.sync = syncAttribute(status.value)
    }),
    effect(() => {
      root().dataset.paint = paint.value
    }),
  ]
  return () => stops.forEach((stop) => stop())
}
