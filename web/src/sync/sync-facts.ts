import type { Refusal } from './refused.ts'
import type { SyncStatus } from './sync-status.ts'

/** How far the connection to the relay has come. `synced`: both sides have told each other all they know. */
export type LinkState = 'closed' | 'connecting' | 'open' | 'synced'

/** A deliberate no of the server: a close code of docs/protocol.md and its reason. */
export type SocketRefusal = Refusal & { readonly code: number }

/** All that the status is derived from. Counts are of this person's changes, from the first that the server hadn't confirmed. */
export interface SyncFacts {
  readonly link: LinkState
  /** A first attempt to connect has ended, well or badly. */
  readonly tried: boolean
  /** What the browser believes of the network. */
  readonly online: boolean
  readonly made: number
  /** How many of `made` are on the server's disk. */
  readonly saved: number
  /** How many of `made` are not yet in this browser's copy; all of them are missing there when `storeFailed`. */
  readonly unwritten: number
  readonly storeFailed: boolean
  /** For how long the server asked us to stay away; 0 when it didn't. */
  readonly waitSeconds: number
  readonly refusal: SocketRefusal | null
  /** The server can't store anything at the moment. */
  readonly readOnly: boolean
  /** The server could not read a part of this board. */
  readonly lost: boolean
  /** Nobody but owners may change the board. */
  readonly frozen: boolean
  /** Slow mode: in how many seconds the server asks for what it has not taken; 0: it takes everything. */
  readonly slowedSeconds: number
}

/** The one status that these facts amount to. */
export function statusOf(facts: SyncFacts): SyncStatus {
  const unsaved = facts.made - facts.saved
  if (facts.refusal) return { state: 'refused', ...facts.refusal, changes: unsaved }
  if (facts.link === 'synced') return syncedStatus(facts, unsaved)
  if (!facts.tried) return { state: 'connecting' }
  const here = keptHere(facts, unsaved)
  const { waitSeconds } = facts
  if (waitSeconds > 0) return { state: 'offline', ...here, retrying: false, waitSeconds }
  return { state: 'offline', ...here, retrying: facts.online }
}

function syncedStatus(facts: SyncFacts, unsaved: number): SyncStatus {
  if (facts.readOnly) return { state: 'held', ...keptHere(facts, unsaved) }
  if (unsaved > 0 && facts.slowedSeconds > 0)
    return { state: 'slowed', changes: unsaved, waitSeconds: facts.slowedSeconds }
  if (unsaved > 0) return { state: 'saving', changes: unsaved }
  return { state: 'saved', ...(facts.lost && { lost: true }), ...(facts.frozen && { frozen: true }) }
}

function keptHere(facts: SyncFacts, unsaved: number): { changes: number; kept: boolean } {
  const kept = !facts.storeFailed
  // A change counts as kept once it is written, so that "n changes kept in this browser" is never ahead of the truth.
  const changes = kept ? Math.max(0, unsaved - facts.unwritten) : unsaved
  return { changes, kept }
}

/** Would closing the page now lose something? True while a change is on no disk, neither the server's nor this browser's. */
export const wouldLoseWork = (facts: SyncFacts): boolean =>
  facts.made > facts.saved && (facts.storeFailed || facts.unwritten > 0)
