import type { ComeJob, ComeReport } from './come.ts'
import type { DrawJob, DrawReport } from './draw.ts'
import type { FillJob } from './fill.ts'
import type { IdleJob } from './idle.ts'
import type { OpenJob, OpenReport } from './open.ts'
import type { ReconnectJob } from './reconnect.ts'
import type { VisitJob } from './visit.ts'
import type { WatchJob, WatchReport } from './watch.ts'

/** What the load's process can be asked to do, and what it answers. One file for each. */
export interface Jobs {
  readonly come: { readonly job: ComeJob; readonly report: ComeReport }
  readonly draw: { readonly job: DrawJob; readonly report: DrawReport }
  readonly fill: { readonly job: FillJob; readonly report: number }
  readonly open: { readonly job: OpenJob; readonly report: OpenReport }
  readonly reconnect: { readonly job: ReconnectJob; readonly report: OpenReport }
  readonly idle: { readonly job: IdleJob; readonly report: number }
  readonly visit: { readonly job: VisitJob; readonly report: number }
  readonly watch: { readonly job: WatchJob; readonly report: WatchReport }
}

export type JobName = keyof Jobs

/** A point that a job has come to; it goes on when its parent has done what is to be done there. */
export type Mark = 'measuring' | 'written' | 'connected' | 'filled'
/** `detail`: a number that goes with it. */
export type Reach = (mark: Mark, detail?: number) => Promise<void>

/** From the parent to the load's process, and back. */
export type Order = { readonly type: 'job'; readonly name: JobName; readonly job: unknown } | { readonly type: 'go' }
export type Progress =
  | { readonly type: 'reached'; readonly mark: Mark; readonly detail: number }
  | { readonly type: 'report'; readonly report: unknown }
