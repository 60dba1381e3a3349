import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import * as Y from 'yjs'
import { InProcessHub } from '../fanout/in-process.ts'
import { States } from '../http/states.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { StorageHealth } from '../observe/health.ts'
import { SqliteStorage } from '../storage/sqlite.ts'
import { Rooms } from '../sync/rooms.ts'
import { Tick } from '../sync/tick.ts'

interface Row {
  readonly what: string
  readonly value: number
  readonly unit: 'ms' | 'MiB'
}

const MIB = 1024 * 1024
const WORKER = new URL('../../dist/server/sqlite-worker.mjs', import.meta.url)
/** About what a stroke takes. */
const ELEMENT_BYTES = 170
/** On a board that is visited once. */
const BOARD_ELEMENTS = 50

/**
 * What storage costs: `npm run bench -- storage [MiB of the big board] [boards that are visited]`. Commits while a big board is merged, opening it, and the memory of a
 * process that has seen many boards.
 */
export async function run([mib = '64', boards = '10000']: readonly string[]): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-bench-'))
  const storage = new SqliteStorage(join(folder, 'drawbridge.sqlite'), WORKER)
  try {
    return [...(await mergeBig(storage, Number(mib))), ...(await visitMany(storage, Number(boards)))]
  } finally {
    await storage.close()
    rmSync(folder, { recursive: true })
  }
}

/** Updates, until there is as much as asked for. */
function* drawing(bytes: number, elementsEach = 1_000): Generator<Uint8Array> {
  const doc = new Y.Doc()
  const elements = doc.getArray('elements')
  for (let left = bytes; left > 0;) {
    const before = Y.encodeStateVector(doc)
    const drawn = Array.from({ length: elementsEach }, (_, at) => ({
      id: `element-${left - at}`,
      points: new Uint8Array(ELEMENT_BYTES - 40),
    }))
    for (const { points } of drawn) for (let at = 0; at < points.length; at++) points[at] = Math.random() * 256
    elements.insert(elements.length, drawn)
    const update = Y.encodeStateAsUpdate(doc, before)
    left -= update.length
    yield update
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

const row = (what: string, value: number, unit: Row['unit'] = 'ms'): Row => ({
  what,
  value: Math.round(value * 10) / 10,
  unit,
})

function spread(what: string, sample: readonly number[]): Row[] {
  const sorted = sample.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return [row(`${what}, p50`, at(0.5)), row(`${what}, p99`, at(0.99)), row(`${what}, max`, at(1))]
}

async function mergeBig(storage: SqliteStorage, mib: number): Promise<Row[]> {
  await storage.create('board-big')
  await storage.create('board-small')
  for (const update of drawing(mib * MIB)) await storage.append([{ board: 'board-big', updates: [update] }])
  const stroke = drawing(1).next().value as Uint8Array
  const commit = (): Promise<number> =>
    timed(() => storage.append([{ board: 'board-small', updates: [stroke.subarray(0, 200)] }]))
  const calm: number[] = []
  for (let at = 0; at < 300; at++) calm.push(await commit())
  const busy: number[] = []
  const merge = { isRunning: true }
  const merging = timed(() => storage.compact('board-big')).finally(() => {
    merge.isRunning = false
  })
  while (merge.isRunning) busy.push(await commit())
  const rows = [
    ...spread('commit, calm', calm),
    ...spread(`commit, while ${mib} MiB are merged`, busy),
    row(`merging ${mib} MiB`, await merging),
  ]
  return [...rows, ...(await load(storage, mib)), ...(await open(storage, mib))]
}

/** A room of it, and for how long nobody else was seen to at the most. */
async function load(storage: SqliteStorage, mib: number): Promise<Row[]> {
  const rooms = roomsOf(storage)
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const tookMs = await timed(() => rooms.join('board-big'))
  delays.disable()
  await rooms.stop(1_000)
  rooms.terminate()
  return [row(`loading a room of ${mib} MiB`, tookMs), row('the event loop held meanwhile, max', delays.max / 1e6)]
}

/** Fifty people, one after the other and at once. */
async function open(storage: SqliteStorage, mib: number): Promise<Row[]> {
  const states = new States({ storage, rooms: roomsOf(storage), cacheBytes: 1024 * MIB })
  const ask = async (): Promise<unknown> => states.encoded(await states.find('board-big'), 'br')
  const first = await timed(ask)
  const again = await timed(ask)
  const update = drawing(1).next().value as Uint8Array
  await storage.append([{ board: 'board-big', updates: [update] }])
  const fifty = await timed(() => Promise.all(Array.from({ length: 50 }, ask)))
  await storage.append([{ board: 'board-big', updates: [drawing(1).next().value as Uint8Array] }])
  const warm = await timed(ask)
  return [
    row(`state of ${mib} MiB, merged already, compressed`, first),
    row('the same, kept', again),
    row('after one more update, fifty at once', fifty),
    row('after one more update, one', warm),
  ]
}

function roomsOf(storage: SqliteStorage): Rooms {
  const log = pino({ level: 'silent' })
  const health = new StorageHealth(log)
  const tick = new Tick(storage, health)
  return new Rooms({
    storage,
    fanout: new InProcessHub().join(),
    tick,
    health,
    log,
    limits: DEFAULT_LIMITS,
    roleNow: ({ role }) => role,
    rulesNow: () => ({ cap: null, slowSeconds: 0 }),
    idleMs: 0,
  })
}

/** Each board is joined, its state is asked for, and it is left. */
async function visitMany(storage: SqliteStorage, count: number): Promise<Row[]> {
  const rooms = roomsOf(storage)
  const states = new States({ storage, rooms, cacheBytes: DEFAULT_LIMITS.stateCacheBytes })
  const update = drawing(1, BOARD_ELEMENTS).next().value as Uint8Array
  const rows: Row[] = []
  const commits: number[] = []
  for (let at = 0; at < count; at++) {
    const board = `board-${at}`
    await storage.create(board)
    commits.push(await timed(() => storage.append([{ board, updates: [update] }])))
    const lease = await rooms.join(board)
    await states.encoded(await states.find(board), 'br')
    lease?.release()
    if ((at + 1) % (count / 4) === 0) rows.push(row(`memory after ${at + 1} boards`, rss(), 'MiB'))
  }
  await rooms.stop(1_000)
  return [
    ...rows,
    ...spread(`commit, first ${count / 4}`, commits.slice(0, count / 4)),
    ...spread(`commit, last ${count / 4}`, commits.slice(-count / 4)),
  ]
}

const rss = (): number => process.memoryUsage().rss / MIB
