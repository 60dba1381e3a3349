import { appendFileSync, statSync, truncateSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { createRandom } from '#board/testing/random.ts'
import type { Random } from '#board/testing/random.ts'
import type { Limits } from '../limits.ts'
import { HEALTHY_DISK } from './child/job.ts'
import type { DiskFault } from './child/job.ts'
import { Crowd, sleep } from './crowd.ts'
import { auditDisk, databaseFile } from './on-disk.ts'
import { anySeed, numbersFrom } from './report.ts'
import type { LabReport } from './report.ts'
import { Subject } from './subject.ts'
import { NotHere, SYSTEM_DISKS } from './system-disk.ts'
import type { SystemDisk } from './system-disk.ts'
import { withFolder } from './with-subject.ts'

/**
 * What a disk may do to a running server. `full` is SQLite's own: the file is larger than it may be. `cut off` is the system's own: in the middle of a
 * write files stop growing, so that it is short, and then fails (EFBIG).
 */
type RunningFault = Partial<DiskFault> | 'full' | 'cut off'
const RUNNING: Readonly<Record<string, RunningFault>> = {
  'takes nothing (ENOSPC)': { fails: ['append'] },
  'writes, and says that it did not (EIO of fsync)': { failsAfter: ['append'] },
  'reads nothing (EIO)': { fails: ['load'] },
  'neither reads nor writes': { fails: ['append', 'load', 'compact', 'state', 'probe'] },
  'compacts, and says that it did not': { failsAfter: ['compact'] },
  'is slow': { slowMs: 40 },
  'does not answer': { hangs: ['append', 'create', 'probe'] },
  'is full': 'full',
  'takes a part of a write': 'cut off',
}

/** Only so long may a commit take there: long enough for a busy machine, as nothing is wrong with it. */
const STALL_MS = 3_000

/** What may have happened to the log of SQLite when the machine of a server went down. `before`: its bytes when people began to work. */
const WENT_DOWN: Readonly<Record<string, (wal: string, before: number, random: Random) => void>> = {
  'the last write was torn': (wal, _before, random) =>
    appendFileSync(wal, Buffer.from(Array.from({ length: 1 + random.int(6_000) }, () => random.int(256)))),
  'the last writes are gone': (wal, before, random) => {
    const { size } = statSync(wal)
    truncateSync(wal, size - random.int(Math.max(1, (size - before) / 4)))
  },
}
/** A disk that takes back what it has acknowledged: no server can keep that, but people can. */
const TAKES_BACK = 'the last writes are gone'

/** What may have happened to the file of a server that was killed. */
const KILLED: Readonly<Record<string, (file: string, board: string, random: Random) => void>> = {
  'bits of an update flipped': (file, board, random) =>
    withSql(file, (sql) => flipBits(sql, 'log', 'board = ? AND quarantine IS NULL', board, random)),
  'bits of a snapshot flipped': (file, board, random) =>
    withSql(file, (sql) =>
      flipBits(sql, 'parts', 'snapshot IN (SELECT id FROM snapshots WHERE board = ?)', board, random),
    ),
  'an update is gone': (file, board) =>
    withSql(file, (sql) => {
      sql.prepare('DELETE FROM log WHERE row = (SELECT max(row) FROM log WHERE board = ?)').run(board)
    }),
}

type Sql = InstanceType<typeof DatabaseSync>

function withSql(file: string, use: (sql: Sql) => void): void {
  const sql = new DatabaseSync(file)
  try {
    sql.exec('PRAGMA busy_timeout = 5000')
    use(sql)
  } finally {
    sql.close()
  }
}

function flipBits(sql: Sql, table: string, where: string, board: string, random: Random): void {
  const rows = sql.prepare(`SELECT rowid AS id, bytes FROM ${table} WHERE ${where}`).all(board) as unknown as readonly {
    readonly id: number
    readonly bytes: Uint8Array
  }[]
  const row = rows.length > 0 ? random.pick(rows) : undefined
  if (row === undefined || row.bytes.length === 0) return
  const bytes = row.bytes.slice()
  const at = random.int(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(8))
  sql.prepare(`UPDATE ${table} SET bytes = ? WHERE rowid = ?`).run(bytes, row.id)
}

export interface StorageOptions {
  readonly rounds: number
  readonly seed: number
  readonly bug?: string
}

/** People at work on boards whose disk fails, in every way in turn. Each round has a server and a folder of its own. */
class StorageLab {
  readonly #options: StorageOptions
  readonly #random: Random
  readonly #failures: string[] = []
  readonly #leftOut = new Set<string>()
  #dataDir = ''
  /** Bytes of SQLite's log when all boards were made. */
  #walBytes = 0
  readonly #figures = { rounds: 0, acknowledged: 0, closed: 0 }

  constructor(options: StorageOptions) {
    this.#options = options
    this.#random = createRandom(options.seed)
  }

  async run(): Promise<LabReport> {
    const { rounds, seed, bug } = this.#options
    const names = [RUNNING, SYSTEM_DISKS, WENT_DOWN, KILLED].flatMap((faults) => Object.keys(faults))
    for (let round = 0; round < rounds; round++) {
      const name = names[round % names.length] ?? ''
      const wrong = await this.#inFolder(name, seed + round)
      this.#figures.rounds++
      for (const fault of new Set(wrong))
        this.#failures.push(`round ${round}, the disk: ${name}: ${fault}; npm run lab -- storage ${round + 1} ${seed}`)
      if (bug !== undefined && this.#failures.length > 0) break
    }
    return { lab: 'storage', seed, figures: this.#figures, failures: this.#failures, leftOut: [...this.#leftOut] }
  }

  /** On a disk of its own, where it takes one. */
  #inFolder(name: string, seed: number): Promise<string[]> {
    return withFolder(async (dataDir) => {
      let disk: SystemDisk | undefined
      try {
        disk = SYSTEM_DISKS[name]?.(dataDir)
        return await this.#round(name, dataDir, seed, disk)
      } catch (error) {
        if (!(error instanceof NotHere)) return [String(error)]
        this.#leftOut.add(`the disk ${name} (${error.message})`)
        return []
      } finally {
        disk?.remove()
      }
    })
  }

  async #round(name: string, dataDir: string, seed: number, disk: SystemDisk | undefined): Promise<string[]> {
    this.#dataDir = dataDir
    const crowd = new Crowd(seed)
    try {
      const subject = await this.#start(dataDir, limitsOf(RUNNING[name]))
      const seen = await this.#untilKilled(subject, crowd, () =>
        disk === undefined ? this.#suffer(subject, crowd, RUNNING[name]) : this.#fail(subject, crowd, disk),
      )
      const { stderr } = await subject.exited
      disk?.repair()
      const wrong = stderr === '' ? seen : [...seen, `it said: ${stderr}`]
      return [...wrong, ...(await this.#aftermath(name, dataDir, crowd))]
    } finally {
      this.#figures.acknowledged += crowd.acknowledged
      this.#figures.closed += crowd.people.reduce((sum, { closes }) => sum + closes.length, 0)
      crowd.destroy()
    }
  }

  /** People work while `suffer` goes on; however that ends, the server is gone afterwards. */
  async #untilKilled(subject: Subject, crowd: Crowd, suffer: () => Promise<string[]>): Promise<string[]> {
    let working: Promise<void> | undefined
    try {
      await crowd.settle(subject, 3, 3)
      this.#walBytes = statSync(`${databaseFile(this.#dataDir)}-wal`).size
      working = crowd.work(subject, 'the lost')
      await sleep(150)
      return await suffer()
    } finally {
      crowd.rest()
      await subject.end()
      await Promise.all([working, crowd.gone()])
    }
  }

  async #start(dataDir: string, limits: Partial<Limits> = {}): Promise<Subject> {
    const subject = await Subject.spawn()
    const { bug } = this.#options
    await subject.start({ dataDir, idleRoomMs: 5, limits, ...(bug !== undefined && { bug }) })
    return subject
  }

  /**
   * The disk fails while people work; all of them leave one board, so that it has to be loaded, and somebody new looks at
   * it. Then the disk works again: without a restart all is well.
   */
  async #suffer(subject: Subject, crowd: Crowd, fault: RunningFault | undefined): Promise<string[]> {
    if (fault === undefined) return []
    if (fault === 'full') return this.#fill(subject, crowd)
    if (fault === 'cut off') return this.#cutOff(subject, crowd)
    if (fault.hangs !== undefined) return this.#hang(subject, crowd, fault)
    crowd.rest()
    const [place] = crowd.places
    await Promise.all((place?.people ?? []).map((person) => person.leave()))
    await subject.disk({ ...HEALTHY_DISK, ...fault })
    // The room is unloaded, or can't be: either way nobody is shown less than what is on disk.
    await emptied(subject, crowd.places.length - 1)
    const wrong = place === undefined ? [] : await crowd.look(subject, place)
    const working = crowd.work(subject, 'the lost')
    await sleep(200)
    await subject.disk(HEALTHY_DISK)
    await sleep(this.#random.int(100))
    crowd.rest()
    await working
    return wrong
  }

  /** The file is as large as it may be, and more: SQLite itself says that it is full, until there is room again. */
  async #fill(subject: Subject, crowd: Crowd): Promise<string[]> {
    const file = databaseFile(this.#dataDir)
    withSql(file, (sql) => sql.exec(`CREATE TABLE ballast AS SELECT zeroblob(${2 * 1_024 * 1_024}) AS bytes`))
    const wrong = await this.#lookWhileRed(subject, crowd)
    withSql(file, (sql) => sql.exec('DROP TABLE ballast'))
    return [...wrong, ...(await this.#healed(subject))]
  }

  /** Somewhere within one of the next writes no file may grow any more, until it may. */
  async #cutOff(subject: Subject, crowd: Crowd): Promise<string[]> {
    if (!Subject.canLimitFiles) throw new NotHere('there is no prlimit')
    subject.limitFiles(statSync(`${databaseFile(this.#dataDir)}-wal`).size + 1 + this.#random.int(6_000))
    const wrong = await this.#lookWhileRed(subject, crowd)
    subject.limitFiles(undefined)
    return [...wrong, ...(await this.#healed(subject))]
  }

  /** What is asked for is not done, and not refused either: whoever waits is told so. */
  async #hang(subject: Subject, crowd: Crowd, fault: Partial<DiskFault>): Promise<string[]> {
    await subject.disk({ ...HEALTHY_DISK, ...fault })
    const wrong = await this.#lookWhileRed(subject, crowd)
    const made = await subject.newBoard().catch(() => undefined)
    if (made !== undefined) wrong.push('a board was made that is on no disk')
    await subject.disk(HEALTHY_DISK)
    return [...wrong, ...(await this.#healed(subject))]
  }

  /** The system's own: the server's calls fail. */
  async #fail(subject: Subject, crowd: Crowd, disk: SystemDisk): Promise<string[]> {
    await disk.break(subject.pid)
    const wrong = await this.#lookWhileRed(subject, crowd)
    if (disk.mend === undefined) return wrong
    await disk.mend()
    return [...wrong, ...(await this.#healed(subject))]
  }

  /** People are drawing all the time: that none of it can be written shows, and nobody is shown less than there is. */
  async #lookWhileRed(subject: Subject, crowd: Crowd): Promise<string[]> {
    const wrong = (await comesTo(subject, 503)) ? [] : ['nothing could be written, and health stayed green']
    if (crowd.places[0] !== undefined) wrong.push(...(await crowd.look(subject, crowd.places[0])))
    return wrong
  }

  /** Without a restart. */
  async #healed(subject: Subject): Promise<string[]> {
    return (await comesTo(subject, 200)) ? [] : ['the disk is well, and health stayed red']
  }

  /** What the disk holds; and, with people who still have it, what it lost through no fault of the server. */
  async #aftermath(name: string, dataDir: string, crowd: Crowd): Promise<string[]> {
    const file = databaseFile(dataDir)
    WENT_DOWN[name]?.(`${file}-wal`, this.#walBytes, this.#random)
    const wrong = name === TAKES_BACK ? [] : await auditDisk(dataDir, crowd.places)
    const [hit] = crowd.places
    const damage = KILLED[name]
    if (hit !== undefined) damage?.(file, hit.id, this.#random)
    const hurt = name === TAKES_BACK ? [...crowd.places] : hit !== undefined && damage !== undefined ? [hit] : []
    const subject = await this.#start(dataDir)
    try {
      for (const place of hurt) wrong.push(...(await crowd.heal(subject, place)))
      return [...wrong, ...(await crowd.reckon(subject))]
    } finally {
      await subject.end()
      await crowd.gone()
    }
  }
}

/** Waits for health to answer this, or until it is clear that it will not. */
async function comesTo(subject: Subject, status: number): Promise<boolean> {
  for (let n = 0; n < 1_500; n++) {
    if ((await fetch(`${subject.url}/healthz`)).status === status) return true
    await sleep(20)
  }
  return false
}

function limitsOf(fault: RunningFault | undefined): Partial<Limits> {
  if (fault === 'full') return { databaseMib: 1 }
  return typeof fault === 'object' && fault.hangs !== undefined ? { stallMilliseconds: STALL_MS } : {}
}

/** Waits until no more than so many rooms are left, or it is clear that they will not go. */
async function emptied(subject: Subject, rooms: number): Promise<void> {
  for (let n = 0; n < 500 && (await subject.gauges()).rooms > rooms; n++) await sleep(20)
}

export const runStorageLab = (options: StorageOptions): Promise<LabReport> => new StorageLab(options).run()

/** `storage [rounds] [seed]` */
export function run(args: readonly string[]): Promise<LabReport> {
  return runStorageLab(numbersFrom(args, { rounds: 54, seed: anySeed() }))
}
