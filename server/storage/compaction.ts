import * as Y from 'yjs'
import { SERVER_LIMITS } from '../limits.ts'
import { StorageError } from './storage.ts'
import type { BoardStorage, StoredBoard } from './storage.ts'

/**
 * Replaces a board's log by one snapshot when it has grown: it then opens faster. Names exactly the rows that it read, so that
 * whatever is written meanwhile stays, and replaces nothing unless the snapshot, opened again, is the same board.
 * @returns whether there was reason to
 * @throws {StorageError}
 */
export async function compact(storage: BoardStorage, board: string): Promise<boolean> {
  const stored = await storage.load(board)
  if (stored === undefined || !isWorthwhile(stored)) return false
  const log = open(stored.updates)
  const merged = Y.encodeStateAsUpdate(log)
  const isSame = holdsSame(log, open([merged]))
  log.destroy()
  if (!isSame) throw new StorageError('damaged', `the snapshot of board ${board} differs from its log`)
  await storage.compact(board, merged, stored.rows)
  return true
}

function isWorthwhile({ updates }: StoredBoard): boolean {
  const [, ...tail] = updates
  const bytes = tail.reduce((sum, update) => sum + update.length, 0)
  return updates.length > SERVER_LIMITS.compactRows || bytes > SERVER_LIMITS.compactBytes
}

function open(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

/** Same clocks, same deletions, nothing pending, and the same bytes when encoded once more. */
function holdsSame(log: Y.Doc, copy: Y.Doc): boolean {
  if (log.store.pendingStructs !== null || copy.store.pendingStructs !== null) return false
  if (!Y.equalSnapshots(Y.snapshot(log), Y.snapshot(copy))) return false
  const isSame = Buffer.compare(Y.encodeStateAsUpdate(log), Y.encodeStateAsUpdate(copy)) === 0
  copy.destroy()
  return isSame
}
