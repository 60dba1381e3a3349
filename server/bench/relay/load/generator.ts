/** The load, in a process of its own: takes one job by message from its parent, says what it has come to, and answers a report. */
import { once } from 'node:events'
import { come } from './come.ts'
import { draw } from './draw.ts'
import { fill } from './fill.ts'
import { idle } from './idle.ts'
import type { JobName, Jobs, Order, Progress, Reach } from './jobs.ts'
import { open } from './open.ts'
import { reconnect } from './reconnect.ts'
import { visit } from './visit.ts'
import { watch } from './watch.ts'

type Runners = { readonly [Name in JobName]: (job: Jobs[Name]['job'], reach: Reach) => Promise<Jobs[Name]['report']> }
const RUNNERS: Runners = { come, draw, fill, open, reconnect, idle, visit, watch }

const reach: Reach = async (mark, detail = 0) => {
  process.send?.({ type: 'reached', mark, detail } satisfies Progress)
  await once(process, 'message')
}

const [order] = (await once(process, 'message')) as [Extract<Order, { type: 'job' }>]
const run = RUNNERS[order.name] as (job: unknown, reach: Reach) => Promise<unknown>
const report = await run(order.job, reach)
process.send?.({ type: 'report', report } satisfies Progress, () => process.exit(0))
