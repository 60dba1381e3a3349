import * as Y from 'yjs'
import type { Author } from '../storage/storage.ts'
import type { Answer } from './answers.ts'
import type { Connection } from './connection.ts'
import type { Clocks } from './pages.ts'

export interface Watermark {
  readonly to: Connection
  readonly n: number
  readonly payload: Uint8Array
}

/** What happens in a room between two commits: written together, then told together. */
export interface Group {
  /** V1 updates in order of arrival, each ready for the one before. */
  readonly updates: Uint8Array[]
  /** Who made each of them. */
  readonly authors: (Author | undefined)[]
  /** Who is to be told what it lacks, because it asked, or missed it while it was behind; or the next page of that. */
  readonly readers: Set<Connection>
  readonly watermarks: Watermark[]
  /** Who waits for this to be on disk. */
  readonly barriers: Barrier[]
}

/** Waits until so many of a group's updates, and all before them, are on disk; is told the number of the last of them. */
export interface Barrier {
  readonly updates: number
  readonly resolve: (seq: number) => void
  readonly reject: (error: unknown) => void
}

/**
 * A group on its way to disk. Answers were encoded when it was closed: the document held exactly what is about to be
 * written, and nothing that came later may be shown before it is written too.
 */
export interface ClosedGroup extends Group {
  readonly answers: readonly Answer[]
  /** The updates in frames for everybody, when they are too big for one write. */
  readonly parts: Parts | undefined
}

export interface Parts {
  readonly frames: readonly Buffer[]
  /** The first clock of each writer in them. */
  readonly from: Clocks
}

export const emptyGroup = (): Group => ({
  updates: [],
  authors: [],
  readers: new Set(),
  watermarks: [],
  barriers: [],
})

export const mergedUpdate = (updates: readonly Uint8Array[]): Uint8Array => {
  const [first] = updates
  return updates.length === 1 && first !== undefined ? first : Y.mergeUpdates([...updates])
}

/** Whoever waits for this group to be on disk is told that it isn't. */
export function rejectAll({ barriers }: Group, error: unknown): void {
  for (const { reject } of barriers) reject(error)
}

/** A commit that is running: whoever must wait for its end waits for `done`. */
export interface Commitment {
  /** Answers that wait for it, and whose people have not been told anything instead. */
  readonly unheard: Set<Answer>
  readonly done: Promise<void>
  readonly finish: () => void
}

export function commitment(answers: readonly Answer[]): Commitment {
  let finish = (): void => {}
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  return { unheard: new Set(answers), done, finish: () => finish() }
}

const NO_COMMIT_YET = commitment([])

/** What this group waits for when the disk does not answer the commit of another board. */
export const behindAnother = ({ updates }: Group): Commitment | undefined =>
  updates.length > 0 ? NO_COMMIT_YET : undefined

export const isEmpty = ({ updates, readers, watermarks, barriers }: Group): boolean =>
  updates.length + readers.size + watermarks.length + barriers.length === 0
