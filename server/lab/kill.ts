import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '#board/testing/random.ts'
import type { Random } from '#board/testing/random.ts'
import { FAILPOINTS } from './child/job.ts'
import type { Failpoint, FailpointName } from './child/job.ts'
import { Crowd, sleep } from './crowd.ts'
import { auditDisk } from './on-disk.ts'
import { anySeed, numbersFrom } from './report.ts'
import type { LabReport } from './report.ts'
import { Subject } from './subject.ts'

export interface KillOptions {
  readonly rounds: number
  readonly seed: number
  /** A planted bug, to see whether it is found; the run then ends with the first failure. */
  readonly bug?: string
}

const BOARDS = 3
const PEOPLE = 4
/** Rounds on the same boards; then new ones in a new folder, so that boards don't grow for ever. */
const GENERATION = 10
/** A failpoint that isn't reached by then is replaced by a kill at random. */
const PATIENCE_MS = 4_000
/** Failpoints that only loading, unloading and looking at boards leads to. */
const NEEDS_TRAFFIC = /^(load|compact|state|close)-/

/** How a round ends: killed from outside after a while, or from within. */
type Death = { readonly afterMs: number } | Failpoint

/** How often a failpoint may be passed before it counts: as often as it is reached in good time. */
function oftenOf(name: FailpointName): number {
  if (/^(append|broadcast|commit)-/.test(name)) return 15
  return /^(close-asked|(close|compact|state)-answered)$/.test(name) ? 1 : 4
}

/** Every failpoint in turn, and as many deaths at random. */
function deathOf(round: number, random: Random): Death {
  if (round % 2 === 0) return { afterMs: random.int(400) }
  const name = FAILPOINTS[((round - 1) / 2) % FAILPOINTS.length] ?? 'append-asked'
  return { name, hit: 1 + random.int(oftenOf(name)) }
}

/** People on boards, and a server that is killed under them, time and again. */
class KillLab {
  readonly #options: KillOptions
  readonly #random: Random
  readonly #failures: string[] = []
  readonly #figures = { rounds: 0, deeds: 0, acknowledged: 0, seen: 0, atFailpoints: 0, elsewhere: 0 }
  #spare = Subject.spawn()
  #crowd = new Crowd(0)
  #dataDir = ''

  constructor(options: KillOptions) {
    this.#options = options
    this.#random = createRandom(options.seed)
  }

  async run(): Promise<LabReport> {
    const { rounds, seed } = this.#options
    let subject: Subject | undefined
    try {
      for (let round = 0; round < rounds; round++) {
        if (round % GENERATION === 0) {
          await subject?.end()
          subject = await this.#newGeneration(round)
        }
        if (subject !== undefined) subject = await this.#round(round, subject)
        if (this.#options.bug !== undefined && this.#failures.length > 0) break
      }
    } finally {
      await this.#endGeneration(subject)
      await (await this.#spare).end()
    }
    return { lab: 'kill', seed, figures: this.#figures, failures: this.#failures }
  }

  async #newGeneration(round: number): Promise<Subject> {
    await this.#endGeneration()
    this.#dataDir = await mkdtemp(join(tmpdir(), 'drawbridge-lab-'))
    this.#crowd = new Crowd(this.#options.seed + round)
    const subject = await this.#start()
    await this.#crowd.settle(subject, BOARDS, PEOPLE)
    return subject
  }

  async #endGeneration(subject?: Subject): Promise<void> {
    await subject?.end()
    this.#crowd.destroy()
    for (const { ledger } of this.#crowd.places) {
      this.#figures.deeds += ledger.counts.done
      this.#figures.acknowledged += ledger.counts.acknowledged
      this.#figures.seen += ledger.counts.seen
    }
    if (this.#dataDir !== '') await rm(this.#dataDir, { recursive: true, force: true })
  }

  async #start(): Promise<Subject> {
    const subject = await this.#spare
    this.#spare = Subject.spawn()
    const { bug } = this.#options
    await subject.start({ dataDir: this.#dataDir, idleRoomMs: 2, ...(bug !== undefined && { bug }) })
    return subject
  }

  /** @returns the server that comes after the one that dies */
  async #round(round: number, subject: Subject): Promise<Subject> {
    const death = deathOf(round, this.#random)
    const failpoint = 'name' in death ? death : undefined
    const isEverybodyDead = this.#random.int(3) === 0
    const isTimeUp = sleep('afterMs' in death ? death.afterMs : PATIENCE_MS).then(() => true)
    const life = this.#live(subject, failpoint)
    const isKilled = await Promise.race([isTimeUp, subject.exited.then(() => false)])
    this.#figures[isKilled ? 'elsewhere' : 'atFailpoints']++
    subject.kill('SIGKILL')
    const { stderr } = await subject.exited
    await life
    await this.#crowd.gone()
    this.#figures.rounds++
    const wrong = [
      ...(stderr === '' ? [] : [`it said: ${stderr}`]),
      ...(await auditDisk(this.#dataDir, this.#crowd.places)),
    ]
    if (isEverybodyDead) this.#crowd.replace()
    const next = await this.#start()
    wrong.push(...(await this.#crowd.reckon(next)))
    this.#note(round, death, wrong)
    return next
  }

  /** People work, and where a failpoint needs it, boards are loaded, unloaded and looked at. Until it dies. */
  async #live(subject: Subject, failpoint: Failpoint | undefined): Promise<void> {
    const isBusy = failpoint !== undefined && NEEDS_TRAFFIC.test(failpoint.name)
    if (failpoint !== undefined) await subject.arm(failpoint)
    if (failpoint?.name.startsWith('close-') === true) subject.stop()
    await Promise.all([
      this.#crowd.work(subject, isBusy ? 'in turns' : 'nobody'),
      isBusy ? this.#look(subject) : undefined,
    ])
  }

  /** Pictures and states by URL, one after the other. */
  async #look(subject: Subject): Promise<void> {
    const ids = this.#crowd.places.map(({ id }) => id)
    while (this.#crowd.isWorking(subject)) {
      const path = this.#random.int(2) === 0 ? `/api/boards/${this.#random.pick(ids)}/state` : `/b/${ids[0]}.svg`
      await fetch(subject.url + path).then(
        (response) => response.arrayBuffer(),
        () => undefined,
      )
      await sleep(2)
    }
  }

  #note(round: number, death: Death, wrong: readonly string[]): void {
    if (wrong.length === 0) return
    const { seed, bug } = this.#options
    const again = `npm run lab -- kill ${round + 1} ${seed}${bug === undefined ? '' : ` (bug: ${bug})`}`
    for (const fault of new Set(wrong))
      this.#failures.push(`round ${round}, ${JSON.stringify(death)}: ${fault}; ${again}`)
  }
}

export const runKillLab = (options: KillOptions): Promise<LabReport> => new KillLab(options).run()

/** `kill [rounds] [seed]` */
export function run(args: readonly string[]): Promise<LabReport> {
  return runKillLab(numbersFrom(args, { rounds: 50, seed: anySeed() }))
}
