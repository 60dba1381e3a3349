import { DEFAULT_LIMITS, SERVER_LIMITS } from '../../limits.ts'
import type { Limits } from '../../limits.ts'

/** So that a short run on one machine sees snapshots of several parts, and old updates deleted, by the dozen. */
export const LAB_LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  connections: 100_000,
  boardConnections: 100_000,
  personConnections: 100_000,
  personConnectsPerMinute: 1_000_000,
  personBoardsPerHour: 1_000_000,
  addressConnections: 100_000,
  addressConnectsPerMinute: 1_000_000,
  addressBoardsPerHour: 1_000_000,
  compactUpdates: 12,
  snapshotPartBytes: 1_024,
  historySeconds: 0,
  pruneSeconds: 1,
  probeMilliseconds: 20,
}

/** Rooms are looked after more often than in earnest. */
export function hurry(): void {
  Object.assign(SERVER_LIMITS, { heartbeatMs: 250 })
}
