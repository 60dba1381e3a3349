import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report } from './relay/generator.ts'
import {
  buildProcesses,
  cpuMs,
  generate,
  peakMib,
  startDrawbridge,
  startStock,
  type ServerProcess,
} from './relay/processes.ts'
import type { ServerName } from './relay/workload.ts'

/** One line of the result. A delivery is one write of an artist that one other person has read. */
interface Row {
  readonly server: ServerName
  /** Artists + viewers. */
  readonly people: string
  readonly deliveriesPerS: number
  /** Ink, from an artist's write to everybody else's read, milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Finished strokes, which are on disk before anybody reads them; the stock server has nothing like it. */
  readonly strokeP99: number | null
  /** Of one core. */
  readonly cpu: number
  readonly peakMiB: number
  readonly lost: number
  /** Sockets that were closed before the end. */
  readonly closed: number
  /** How late the generator was, 99th percentile, milliseconds; and whether that is little enough to believe the rest. */
  readonly lateP99: number
  readonly valid: boolean
}

interface People {
  readonly artists: number
  readonly viewers: number
}

const WARM_UP_MS = 2_000
const DURATION_MS = 10_000
const SEED = 1
/** A generator later than this didn't make the load that it reports. */
const LATEST_MS = 10
const DEFAULT_PEOPLE = ['3+12', '10+40']

/** Where one board can be reached while `use` runs. */
type WithBoard = <T>(use: (server: ServerProcess, boardUrl: string) => Promise<T>) => Promise<T>

const onStock: WithBoard = async (use) => {
  const server = await startStock()
  try {
    return await use(server, `${server.url.replace('http', 'ws')}/bench`)
  } finally {
    await server.stop()
  }
}

const onDrawbridge: WithBoard = async (use) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'drawbridge-bench-'))
  const server = await startDrawbridge(dataDir)
  try {
    const created = await fetch(`${server.url}/api/boards`, { method: 'POST' })
    const { id } = (await created.json()) as { readonly id: string }
    return await use(server, `${server.url.replace('http', 'ws')}/sync/${id}`)
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const SERVERS: Readonly<Record<ServerName, WithBoard>> = { stock: onStock, drawbridge: onDrawbridge }

function peopleOf(text: string): People {
  const [, artists, viewers] = /^(\d+)\+(\d+)$/.exec(text) ?? []
  if (artists === undefined || Number(artists) === 0)
    throw new Error(`people are given as artists+viewers, like 10+40, not "${text}"`)
  return { artists: Number(artists), viewers: Number(viewers) }
}

function measure(server: ServerName, people: People): Promise<Row> {
  return SERVERS[server](async ({ pid }, url) => {
    const job = { server, url, ...people, warmUpMs: WARM_UP_MS, durationMs: DURATION_MS, seed: SEED }
    const cpu = { before: 0, after: 0 }
    const report = await generate(job, {
      measuring: () => void (cpu.before = cpuMs(pid)),
      written: () => void (cpu.after = cpuMs(pid)),
    })
    const share = (cpu.after - cpu.before) / (DURATION_MS - WARM_UP_MS)
    return rowOf(server, people, report, share, peakMib(pid))
  })
}

function rowOf(server: ServerName, { artists, viewers }: People, report: Report, cpu: number, peakMiB: number): Row {
  const { live, document, readsInTime, lateP99Ms, closed } = report
  const isStock = server === 'stock'
  const { p50, p95, p99 } = (isStock ? document : live).latency
  return {
    server,
    people: `${artists}+${viewers}`,
    deliveriesPerS: Math.round((readsInTime * 1_000) / (DURATION_MS - WARM_UP_MS)),
    p50: tenths(p50),
    p95: tenths(p95),
    p99: tenths(p99),
    strokeP99: isStock ? null : tenths(document.latency.p99),
    cpu: Math.round(cpu * 100) / 100,
    peakMiB,
    lost: live.lost + document.lost,
    closed,
    lateP99: tenths(lateP99Ms),
    valid: lateP99Ms <= LATEST_MS,
  }
}

const tenths = (value: number): number => Math.round(value * 10) / 10

/**
 * One board with artists and viewers: this server, as it is started, against one in the way of y-websocket's own.
 * @param args who is on the board, as `artists+viewers`; each is a run of 10 seconds on either server
 */
export async function run(args: readonly string[]): Promise<readonly Row[]> {
  await buildProcesses()
  const rows: Row[] = []
  for (const people of (args.length > 0 ? args : DEFAULT_PEOPLE).map(peopleOf)) {
    for (const server of Object.keys(SERVERS) as ServerName[]) rows.push(await measure(server, people))
  }
  return rows
}
