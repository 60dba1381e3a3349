import type { Connection } from './connection.ts'

export interface Watermark {
  readonly to: Connection
  readonly n: number
  readonly payload: Uint8Array
}

/** What happens in a room between two commits: written together, then told together. */
export interface Group {
  /** V1 updates in order of arrival, each ready for the one before. */
  readonly updates: Uint8Array[]
  /** Who wants what it lacks, with its state vector: the newest, as an answer to it answers the ones before, too. */
  readonly asks: Map<Connection, Uint8Array>
  /** Who wants what it missed while it was behind. */
  readonly behind: Set<Connection>
  readonly watermarks: Watermark[]
  /** Who waits for this to be on disk. */
  readonly barriers: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[]
}

/**
 * A group on its way to disk. Answers were encoded when it was closed: the document held exactly what is about to be
 * written, and nothing that came later may be shown before it is written too.
 */
export interface ClosedGroup extends Group {
  readonly answers: { readonly to: Connection; readonly frames: readonly Buffer[] }[]
}

export const emptyGroup = (): Group => ({
  updates: [],
  asks: new Map(),
  behind: new Set(),
  watermarks: [],
  barriers: [],
})

export const isEmpty = ({ updates, asks, behind, watermarks, barriers }: Group): boolean =>
  updates.length + asks.size + behind.size + watermarks.length + barriers.length === 0

/** A commit that is running: whoever must wait for its end waits for `done`. */
export interface Commitment {
  readonly done: Promise<void>
  readonly finish: () => void
}

export function commitment(): Commitment {
  let finish = (): void => {}
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  return { done, finish: () => finish() }
}
