import type { Limits } from '../../limits.ts'

/** What storage is asked for, where a process may die: before, between any two steps on the file, and after. */
export const VERBS = ['load', 'append', 'compact', 'state', 'close'] as const
export type Verb = (typeof VERBS)[number]

/** Places at which the process under test can be made to die. */
export const FAILPOINTS = [
  ...VERBS.flatMap((verb) => [`${verb}-asked`, `${verb}-step`, `${verb}-answered`] as const),
  'commit-asked',
  'commit-done',
  'broadcast-begun',
  'broadcast-partly',
  'broadcast-done',
] as const
export type FailpointName = (typeof FAILPOINTS)[number]

/** Die when this place is reached for the `hit`-th time. */
export interface Failpoint {
  readonly name: FailpointName
  readonly hit: number
}

/** What a server process of the labs is to be. */
export interface Job {
  readonly dataDir: string
  /** How long rooms without people stay, milliseconds. */
  readonly idleRoomMs: number
  /** What is other than in the other labs. */
  readonly limits?: Partial<Limits>
  /** A planted bug, by name. */
  readonly bug?: string
}

/** What is wrong with the disk: told to a running process. */
export interface DiskFault {
  /** Verbs that fail, from now on. */
  readonly fails: readonly string[]
  /** Verbs that do their work and fail all the same, as a write whose fsync reports an error. */
  readonly failsAfter: readonly string[]
  /** Verbs that get no answer, until the disk is well. */
  readonly hangs: readonly string[]
  /** How long every call takes longer, milliseconds. */
  readonly slowMs: number
}

export const HEALTHY_DISK: DiskFault = { fails: [], failsAfter: [], hangs: [], slowMs: 0 }

/** From the lab to the process. */
export type Order =
  | { readonly type: 'start'; readonly job: Job }
  | { readonly type: 'arm'; readonly failpoint: Failpoint }
  | { readonly type: 'disk'; readonly fault: DiskFault }
  | { readonly type: 'gauges' }
  | { readonly type: 'stop' }

export interface Gauges {
  readonly rooms: number
  readonly connections: number
  /** After a garbage collection, MiB. */
  readonly heapMib: number
  readonly rssMib: number
}

/** From the process to the lab. */
export type Reply =
  | { readonly type: 'idle' }
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'done' }
  | { readonly type: 'gauges'; readonly gauges: Gauges }
  | { readonly type: 'failed'; readonly message: string }
