import { appendFileSync, statSync, truncateSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { createRandom } from '#board/testing/random.ts'
import type { Random } from '#board/testing/random.ts'
import { HEALTHY_DISK } from './child/job.ts'
import type { DiskFault } from './child/job.ts'
import { Crowd, sleep } from './crowd.ts'
import { auditDisk, databaseFile } from './on-disk.ts'
import { anySeed, numbersFrom } from './report.ts'
import type { LabReport } from './report.ts'
import { Subject } from './subject.ts'
import { withFolder } from './with-subject.ts'

/**
 * What a disk may do to a running server. `full` is SQLite's own: the file is larger than it may be. `cut off` is the system's own: in the middle of a
 * write files stop growing, so that it is short, and then fails (EFBIG).
 */
const RUNNING: Readonly<Record<string, Partial<DiskFault> | 'full' | 'cut off'>> = {
  'takes nothing (ENOSPC)': { fails: ['append'] },
  'writes, and says that it did not (EIO of fsync)': { failsAfter: ['append'] },
  'reads nothing (EIO)': { fails: ['load'] },
  'neither reads nor writes': { fails: ['append', 'load', 'compact', 'state', 'probe'] },
  'compacts, and says that it did not': { failsAfter: ['compact'] },
  'is slow': { slowMs: 40 },
  'is full': 'full',
  'takes a part of a write': 'cut off',
}

/** What may have happened to the log of SQLite when the machine of a server went down. */
const WENT_DOWN: Readonly<Record<string, (wal: string, random: Random) => void>> = {
  'the last write was torn': (wal, random) =>
    appendFileSync(wal, Buffer.from(Array.from({ length: 1 + random.int(6_000) }, () => random.int(256)))),
  'the last writes are gone': (wal, random) => {
    const { size } = statSync(wal)
    truncateSync(wal, size - random.int(size / 4))
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
  #dataDir = ''
  readonly #figures = { rounds: 0, acknowledged: 0, closed: 0 }

  constructor(options: StorageOptions) {
    this.#options = options
    this.#random = createRandom(options.seed)
  }

  async run(): Promise<LabReport> {
    const { rounds, seed, bug } = this.#options
    const all = [...Object.keys(RUNNING), ...Object.keys(WENT_DOWN), ...Object.keys(KILLED)]
    const names = all.filter((name) => RUNNING[name] !== 'cut off' || Subject.canLimitFiles)
    for (let round = 0; round < rounds; round++) {
      const name = names[round % names.length] ?? ''
      const wrong = await withFolder((dataDir) => this.#round(name, dataDir, seed + round)).catch((error: unknown) => [
        String(error),
      ])
      this.#figures.rounds++
      for (const fault of new Set(wrong))
        this.#failures.push(`round ${round}, the disk: ${name}: ${fault}; npm run lab -- storage ${round + 1} ${seed}`)
      if (bug !== undefined && this.#failures.length > 0) break
    }
    return { lab: 'storage', seed, figures: this.#figures, failures: this.#failures }
  }

  async #round(name: string, dataDir: string, seed: number): Promise<string[]> {
    this.#dataDir = dataDir
    const crowd = new Crowd(seed)
    try {
      const fault = RUNNING[name]
      const subject = await this.#start(dataDir, fault === 'full' ? 1 : undefined)
      await crowd.settle(subject, 3, 3)
      const working = crowd.work(subject, 'the lost')
      await sleep(150)
      const seen = fault === undefined ? [] : await this.#suffer(subject, crowd, fault)
      crowd.rest()
      subject.kill('SIGKILL')
      const { stderr } = await subject.exited
      await Promise.all([working, crowd.gone()])
      const wrong = stderr === '' ? seen : [...seen, `it said: ${stderr}`]
      return [...wrong, ...(await this.#aftermath(name, dataDir, crowd))]
    } finally {
      this.#figures.acknowledged += crowd.acknowledged
      this.#figures.closed += crowd.people.reduce((sum, { closes }) => sum + closes.length, 0)
      crowd.destroy()
    }
  }

  async #start(dataDir: string, databaseMib?: number): Promise<Subject> {
    const subject = await Subject.spawn()
    const { bug } = this.#options
    const job = { dataDir, idleRoomMs: 5, ...(databaseMib !== undefined && { databaseMib }) }
    await subject.start({ ...job, ...(bug !== undefined && { bug }) })
    return subject
  }

  /**
   * The disk fails while people work; all of them leave one board, so that it has to be loaded, and somebody new looks at
   * it. Then the disk works again: without a restart all is well.
   */
  async #suffer(subject: Subject, crowd: Crowd, fault: Partial<DiskFault> | 'full' | 'cut off'): Promise<string[]> {
    if (fault === 'full') return this.#fill(subject, crowd)
    if (fault === 'cut off') return this.#cutOff(subject, crowd)
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
    await sleep(200)
    return wrong
  }

  /** Somewhere within one of the next writes no file may grow any more, until it may. */
  async #cutOff(subject: Subject, crowd: Crowd): Promise<string[]> {
    subject.limitFiles(statSync(`${databaseFile(this.#dataDir)}-wal`).size + 1 + this.#random.int(6_000))
    const wrong = await this.#lookWhileRed(subject, crowd)
    subject.limitFiles(undefined)
    await sleep(200)
    return wrong
  }

  /** People are drawing all the time: that none of it can be written shows, and nobody is shown less than there is. */
  async #lookWhileRed(subject: Subject, crowd: Crowd): Promise<string[]> {
    const wrong = (await this.#isRed(subject)) ? [] : ['nothing could be written, and health stayed green']
    if (crowd.places[0] !== undefined) wrong.push(...(await crowd.look(subject, crowd.places[0])))
    return wrong
  }

  async #isRed(subject: Subject): Promise<boolean> {
    for (let n = 0; n < 200; n++) {
      if ((await fetch(`${subject.url}/healthz`)).status === 503) return true
      await sleep(20)
    }
    return false
  }

  /** What the disk holds; and, with people who still have it, what it lost through no fault of the server. */
  async #aftermath(name: string, dataDir: string, crowd: Crowd): Promise<string[]> {
    const file = databaseFile(dataDir)
    WENT_DOWN[name]?.(`${file}-wal`, this.#random)
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

/** Waits until no more than so many rooms are left, or it is clear that they will not go. */
async function emptied(subject: Subject, rooms: number): Promise<void> {
  for (let n = 0; n < 500 && (await subject.gauges()).rooms > rooms; n++) await sleep(20)
}

export const runStorageLab = (options: StorageOptions): Promise<LabReport> => new StorageLab(options).run()

/** `storage [rounds] [seed]` */
export function run(args: readonly string[]): Promise<LabReport> {
  return runStorageLab(numbersFrom(args, { rounds: 39, seed: anySeed() }))
}
