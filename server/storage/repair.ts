import { isUpdate, salvage } from './salvage.ts'
import type { Damage, LogRecord } from './salvage.ts'
import { StorageError } from './storage.ts'
import type { BoardInfo } from './storage.ts'

/** Everything that is left of a board. */
export interface Remains {
  readonly info: BoardInfo
  /** Newest first; those that can't be read have no bytes. */
  readonly snapshots: readonly { readonly id: number; readonly seq: number; readonly bytes: Uint8Array | undefined }[]
  /** Updates in order, and without bytes those that can't be read. */
  readonly records: readonly LogRecord[]
  /** Numbers of those that were set aside before. */
  readonly quarantined: ReadonlySet<number>
}

/** What a repair sets aside. */
export interface Quarantine {
  readonly board: string
  /** The board as it was looked at. */
  readonly seq: number
  readonly snapshots: readonly number[]
  readonly updates: ReadonlyMap<number, Damage>
  readonly lost: number
}

/**
 * Decides what a board has to do without: it opens from its newest good snapshot and the updates after it. A damaged snapshot is
 * no loss while the updates that it stood for are kept.
 * @throws {StorageError} `damaged` when nothing would be left
 */
export function planRepair({ info, snapshots, records, quarantined }: Remains): Quarantine {
  const bad = snapshots.filter(({ bytes }) => bytes === undefined || !isUpdate(bytes))
  const base = snapshots.find((snapshot) => !bad.includes(snapshot))
  const after = records.filter(({ seq }) => seq > (base?.seq ?? 0))
  const updates = new Map(salvage(base?.bytes, after))
  const known = new Set([...after.map(({ seq }) => seq), ...quarantined])
  const isKept = after.some(({ seq }) => !updates.has(seq))
  for (let seq = (base?.seq ?? 0) + 1; seq <= info.seq; seq++) if (!known.has(seq)) updates.set(seq, 'missing')
  if (base === undefined && !isKept && info.seq > 0)
    throw new StorageError('damaged', `nothing of board ${info.id} can be read`)
  return { board: info.id, seq: info.seq, snapshots: bad.map(({ id }) => id), updates, lost: updates.size }
}
