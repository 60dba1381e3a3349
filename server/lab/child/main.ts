/**
 * The process under test: the server as it is, around which the labs put what makes it die, fail or lie. Built for the
 * labs only, into a folder of their own. Waits for its orders with everything loaded, so that a restart takes no time.
 */
import { join } from 'node:path'
import { setEnvironmentData } from 'node:worker_threads'
import { startServer } from '../../server.ts'
import type { RunningServer, ServerParts } from '../../server.ts'
import { SqliteStorage } from '../../storage/sqlite.ts'
import { StorageError } from '../../storage/storage.ts'
import { Rooms } from '../../sync/rooms.ts'
import type { RoomsParts } from '../../sync/rooms.ts'
import { BUGS } from './bugs/index.ts'
import type { Bug } from './bugs/bug.ts'
import { Armed } from './failpoint.ts'
import type { Reach } from './failpoint.ts'
import { HEALTHY_DISK } from './job.ts'
import type { DiskFault, Gauges, Job, Order, Reply } from './job.ts'
import { LAB_LIMITS, hurry } from './limits.ts'
import { DecoratedTick } from './tick.ts'
import { surrounded } from './verbs.ts'
import { WatchedRoom, watchWrites } from './watched-room.ts'

const DIST = new URL('../', import.meta.url)
const WORKER = new URL('storage-worker.mjs', import.meta.url)

const tell = (reply: Reply): void => void process.send?.(reply)
const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/** One server and everything that can be done to it. */
class Subject {
  readonly armed: Armed
  #server: RunningServer | undefined
  #rooms: Rooms | undefined
  #disk: DiskFault = HEALTHY_DISK
  readonly #hanging: (() => void)[] = []

  constructor() {
    const memory = Armed.memory()
    setEnvironmentData('armed', memory)
    this.armed = new Armed(memory)
  }

  async start(job: Job): Promise<string> {
    const { reach } = this.armed
    const bug = job.bug === undefined ? undefined : BUGS[job.bug]
    const storage = this.#storage(job, bug)
    await storage.open()
    const limits = { ...LAB_LIMITS, ...job.limits }
    const config = {
      port: 0,
      host: '127.0.0.1',
      dataDir: job.dataDir,
      tls: undefined,
      logLevel: 'silent' as const,
      limits,
    }
    this.#server = await startServer(
      {
        ...config,
        allowedOrigins: [],
        publicUrl: undefined,
        hostKeys: [],
        embedSites: 'any',
        trustedProxies: 0,
        proxyHeaders: undefined,
        openId: undefined,
        whoMakes: { who: 'anyone' },
        dist: DIST,
      },
      { ...this.#parts(reach, bug), storage, idleRoomMs: job.idleRoomMs },
    )
    return this.#server.url
  }

  /** The real storage; over it what the disk does to it; over that the bug, if any; failpoints outermost. */
  #storage({ dataDir, limits: ofJob }: Job, bug: Bug | undefined): SqliteStorage {
    const file = join(dataDir, 'drawbridge.sqlite')
    const limits = { ...LAB_LIMITS, ...ofJob }
    const broken = surrounded(new SqliteStorage(file, WORKER, limits), (verb, call) => this.#onDisk(verb, call))
    const wrong = bug?.storage === undefined ? broken : (bug.storage(broken, file) as SqliteStorage)
    return surrounded(wrong, (verb, call) => this.armed.during(verb, call))
  }

  async #onDisk(verb: string, call: () => Promise<unknown>): Promise<unknown> {
    const { fails, failsAfter, hangs, slowMs } = this.#disk
    if (slowMs > 0 && verb !== 'close') await sleep(slowMs)
    if (hangs.includes(verb)) await this.#isWell()
    if (fails.includes(verb)) throw new StorageError('io', `no ${verb} at the moment`)
    const value = await call()
    if (failsAfter.includes(verb)) throw new StorageError('io', `${verb} may or may not have worked`)
    return value
  }

  #parts(reach: Reach, bug: Bug | undefined): Pick<ServerParts, 'rooms'> {
    const flushing = { isOn: false }
    watchWrites(() => {
      if (flushing.isOn) reach('broadcast-partly')
    })
    const rooms = (given: RoomsParts): Rooms => {
      const decorate = (room: ConstructorParameters<typeof WatchedRoom>[0]): WatchedRoom =>
        new WatchedRoom(bug?.room?.(room) ?? room, reach, flushing)
      const parts = { ...given, tick: new DecoratedTick(given.storage, given.health, decorate) }
      return (this.#rooms = bug?.rooms?.(parts) ?? new Rooms(parts))
    }
    return { rooms }
  }

  set disk(fault: DiskFault) {
    this.#disk = fault
    if (fault.hangs.length === 0) for (const goOn of this.#hanging.splice(0)) goOn()
  }

  #isWell(): Promise<void> {
    return new Promise((resolve) => void this.#hanging.push(resolve))
  }

  gauges(): Gauges {
    globalThis.gc?.()
    const { heapUsed, rss } = process.memoryUsage()
    const { size = 0, connections = 0 } = this.#rooms ?? {}
    return { rooms: size, connections, heapMib: heapUsed / 2 ** 20, rssMib: rss / 2 ** 20 }
  }

  async stop(): Promise<void> {
    await this.#server?.close()
  }
}

hurry()
const subject = new Subject()

async function obey(order: Order): Promise<Reply> {
  if (order.type === 'start') return { type: 'ready', url: await subject.start(order.job) }
  if (order.type === 'gauges') return { type: 'gauges', gauges: subject.gauges() }
  if (order.type === 'arm') subject.armed.arm(order.failpoint)
  else if (order.type === 'disk') subject.disk = order.fault
  else await subject.stop()
  return { type: 'done' }
}

async function answer(order: Order): Promise<void> {
  tell(await obey(order).catch((error: unknown): Reply => ({ type: 'failed', message: String(error) })))
  if (order.type === 'stop') process.exit(0)
}

process.on('message', (order: Order) => void answer(order))
process.on('disconnect', () => process.exit(0))
tell({ type: 'idle' })
