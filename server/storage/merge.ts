import * as Y from 'yjs'
import type { Limits } from '../limits.ts'
import { StorageError } from './storage.ts'

/** From when on a log is worth merging. */
export type CompactionLimits = Pick<Limits, 'compactUpdates' | 'compactBytes'>

/** @throws {StorageError} `damaged` when the updates are not a whole document */
export function openLog(updates: readonly Uint8Array[], doc = new Y.Doc()): Y.Doc {
  try {
    Y.transact(doc, () => {
      for (const update of updates) Y.applyUpdate(doc, update)
    })
  } catch (cause) {
    throw new StorageError('damaged', 'an update can not be applied', { cause })
  }
  if (!isWhole(doc)) throw new StorageError('damaged', 'an update depends on one that is not there')
  return doc
}

export const isWhole = ({ store }: Y.Doc): boolean => store.pendingStructs === null && store.pendingDs === null

/** A document → the one update that makes it. */
export function encodeState(doc: Y.Doc): Uint8Array {
  return Y.encodeStateAsUpdate(doc)
}

/**
 * A log → one update in its place, after comparing: opened again, it has the same clocks, the same deletions, nothing
 * pending, and makes the same bytes when it is encoded once more.
 * @param encode how a document becomes bytes
 * @throws {StorageError} `damaged` when the log isn't whole, or the comparison fails
 */
export function mergeLog(updates: readonly Uint8Array[], encode: (doc: Y.Doc) => Uint8Array = encodeState): Uint8Array {
  const log = openLog(updates)
  const merged = encode(log)
  const expected = { snapshot: Y.snapshot(log), bytes: Y.encodeStateAsUpdate(log) }
  // One of the two at a time: a big board's document is some times as large as its bytes.
  log.destroy()
  const copy = openLog([merged])
  const isSame =
    Y.equalSnapshots(expected.snapshot, Y.snapshot(copy)) &&
    Buffer.compare(expected.bytes, Y.encodeStateAsUpdate(copy)) === 0
  copy.destroy()
  if (!isSame) throw new StorageError('damaged', 'the snapshot differs from the log')
  return merged
}

/** A big snapshot is worth writing again only for a good part of its size. */
export function isWorthwhile(
  rows: number,
  bytes: number,
  snapshotBytes: number,
  { compactUpdates, compactBytes }: CompactionLimits,
): boolean {
  const growth = Math.max(1, snapshotBytes / 4 / compactBytes)
  return rows > compactUpdates * growth || bytes > compactBytes * growth
}
