import type { Gauges } from './child/job.ts'
import { Crowd, sleep } from './crowd.ts'
import { anySeed, numbersFrom } from './report.ts'
import type { LabReport } from './report.ts'
import type { Subject } from './subject.ts'
import { withSubject } from './with-subject.ts'

export interface SoakOptions {
  readonly seconds: number
  readonly seed: number
  readonly bug?: string
}

/** Boards of a generation, half of which people come to and go from; and people on each. */
const BOARDS = 6
const PEOPLE = 4
/** How long people stay with a generation of boards before they leave it for good, seconds. */
const GENERATION_S = 5
/** Memory that a server without anybody may have more of than after its first generation, MiB. */
const GROWTH_MIB = 24
/** How often a server is asked whether the last room is gone, and the wait between two. */
const ASKED = 200
const ASKED_MS = 50

/** Nobody is there any more: when the last room is gone, what is left. */
async function afterwards(subject: Subject): Promise<Gauges> {
  for (let n = 0; ; n++) {
    const gauges = await subject.gauges()
    if (n === ASKED || (gauges.rooms === 0 && gauges.connections === 0)) return gauges
    await sleep(ASKED_MS)
  }
}

/** Mixed use for a long time: nothing is lost, rooms go when people do, and memory stays where it was. */
export async function runSoakLab({ seconds, seed, bug }: SoakOptions): Promise<LabReport> {
  const figures = { generations: 0, acknowledged: 0, connections: 0, heapMib: 0, grownMib: 0 }
  const failures = await withSubject({ idleRoomMs: 5, ...(bug !== undefined && { bug }) }, async (subject) => {
    let first: Gauges | undefined
    const wrong: string[] = []
    for (let n = 0; n * GENERATION_S < seconds && wrong.length === 0; n++) {
      wrong.push(...(await generation(subject, seed + n, Math.min(GENERATION_S, seconds), figures)))
      const gauges = await afterwards(subject)
      // What is loaded and compiled once is there after the second: from then on nothing may grow.
      if (n === 1) first = gauges
      if (gauges.rooms + gauges.connections > 0) wrong.push(`${gauges.rooms} rooms without anybody in them`)
      figures.heapMib = Math.round(gauges.heapMib)
      figures.grownMib = Math.round(gauges.heapMib - (first ?? gauges).heapMib)
      figures.generations++
    }
    return figures.grownMib > GROWTH_MIB ? [...wrong, `the heap has grown by ${figures.grownMib} MiB`] : wrong
  })
  return {
    lab: 'soak',
    seed,
    figures,
    failures: failures.map((what) => `${what}; npm run lab -- soak ${seconds} ${seed}`),
  }
}

async function generation(
  subject: Subject,
  seed: number,
  seconds: number,
  figures: { acknowledged: number; connections: number },
): Promise<string[]> {
  const [staying, coming] = [new Crowd(seed), new Crowd(seed + 1)]
  await staying.settle(subject, BOARDS / 2, PEOPLE)
  await coming.settle(subject, BOARDS / 2, PEOPLE)
  const working = [staying.work(subject, 'nobody'), coming.work(subject, 'in turns')]
  await sleep(seconds * 1_000)
  for (const crowd of [staying, coming]) crowd.rest()
  await Promise.all(working)
  const wrong: string[] = []
  for (const crowd of [staying, coming]) {
    // Those who stayed are asked first: whoever comes anew is given what they had missed.
    wrong.push(...(await crowd.reckon(subject)))
    figures.acknowledged += crowd.acknowledged
    figures.connections += crowd.people.reduce((sum, { closes }) => sum + closes.length, crowd.people.length)
    crowd.destroy()
    await crowd.gone()
  }
  return wrong
}

/** `soak [seconds] [seed]` */
export function run(args: readonly string[]): Promise<LabReport> {
  return runSoakLab(numbersFrom(args, { seconds: 60, seed: anySeed() }))
}
