/** A snapshot of a board: stands for all updates up to `seq`. */
export interface SnapshotHead {
  readonly id: number
  readonly seq: number
  /** When it began to count, milliseconds since 1970. */
  readonly at: number
}

export interface Retention {
  /** Snapshots that are needed for nothing any more. */
  readonly snapshots: readonly number[]
  /** Updates up to this one are needed for nothing any more. */
  readonly upToSeq: number
}

/**
 * What of a board's past can go, so that the board at any moment of the last `windowMs` can be made again from a snapshot
 * and the updates after it. Kept are the newest two snapshots, the oldest one that the window needs, and one for each
 * window since, from which the next window will start: never more than five, however often a board is compacted.
 * @param snapshots of one board, oldest first
 */
export function retention(snapshots: readonly SnapshotHead[], nowMs: number, windowMs: number): Retention {
  const base = snapshots.findLast(({ at }) => at <= nowMs - windowMs)
  const slot = ({ at }: SnapshotHead): number => Math.floor(at / Math.max(1, windowMs))
  const newest = new Set(snapshots.slice(-2))
  if (base !== undefined && base === snapshots.at(-1)) newest.clear()
  const isFirst = (snapshot: SnapshotHead, index: number): boolean =>
    snapshot.seq > (base?.seq ?? -1) && (index === 0 || slot(snapshot) !== slot(snapshots[index - 1] ?? snapshot))
  const isKept = (snapshot: SnapshotHead, index: number): boolean =>
    snapshot === base || newest.has(snapshot) || isFirst(snapshot, index)
  return {
    snapshots: snapshots.filter((snapshot, index) => !isKept(snapshot, index)).map(({ id }) => id),
    upToSeq: base?.seq ?? 0,
  }
}
