import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { download, type OpenReport } from '../load/open.ts'
import type { Target } from '../load/person.ts'
import { percentile } from '../load/tally.ts'
import { cpuMs, generate, startBuilt } from '../processes.ts'
import { withPeer, type Peer, type RunningPeer } from '../servers.ts'
import { hundredths, tenths, withDrawnBoard, type Options, type Row, type Scenario } from './scenario.ts'

const SOME = [1_000, 10_000]
const ALL = [1_000, 10_000, 50_000]
const TIMES = 20
const CLASS = 50

const median = ({ eachMs }: OpenReport): number => percentile(eachMs, 0.5)

/** One after the other; the first is there to warm up. */
async function oneByOne(what: Target | string): Promise<number> {
  await generate('open', { what, people: 3, atOnce: 1 })
  return median(await generate('open', { what, people: TIMES, atOnce: 1 }))
}

/** The same bytes from a file. */
async function fromFile(bytes: Uint8Array): Promise<number> {
  const folder = await mkdtemp(pathOf(tmpdir(), 'drawbridge-bench-'))
  const file = pathOf(folder, 'state')
  await writeFile(file, bytes)
  const server = await startBuilt('static-server', { FILE: file })
  try {
    return await oneByOne(server.url)
  } finally {
    await server.stop()
    await rm(folder, { recursive: true })
  }
}

interface Cost {
  readonly allMs: number
  readonly cpuMs: number
}

/** What it costs a server that has just started, where it keeps boards, that so many open one at once. */
async function opened(running: RunningPeer, target: Target, people: number): Promise<Cost> {
  if (target.stateUrl !== undefined) await running.restart('SIGTERM')
  const before = cpuMs(running.process.pid)
  const { allMs } = await generate('open', { what: target, people, atOnce: people })
  return { allMs, cpuMs: cpuMs(running.process.pid) - before }
}

/** A stock client has no state to fetch: it gets everything over the socket. */
const asStock = (target: Target): Target => ({
  ...target,
  stateUrl: undefined,
  greeting: target.prefix.length > 0 ? target.greeting : [],
})

const measure = (peer: Peer, elements: number, flags: readonly string[]): Promise<readonly Row[]> =>
  withPeer(peer, flags, async (running) => {
    const target = await running.board(0)
    return withDrawnBoard(target, elements, async (size) => {
      const what = { server: peer.name, elements }
      const rows = [await line(running, asStock(target), new Uint8Array(size), { ...what, as: 'stock client' })]
      if (target.stateUrl === undefined) return rows
      const { bytes } = await download(target.stateUrl)
      return [...rows, await line(running, target, bytes, { ...what, as: 'our page' })]
    })
  })

async function line(running: RunningPeer, target: Target, body: Uint8Array, what: Row): Promise<Row> {
  const fileMs = await fromFile(body)
  const oneMs = await oneByOne(target)
  const stateMs = target.stateUrl === undefined ? undefined : await oneByOne(target.stateUrl)
  const first = await opened(running, target, 1)
  const fifty = await opened(running, target, CLASS)
  return {
    ...what,
    KiB: Math.round(body.length / 1024),
    'ms, median': tenths(oneMs),
    'state alone': stateMs === undefined ? null : tenths(stateMs),
    'file, ms': tenths(fileMs),
    'times the file': hundredths(oneMs / fileMs),
    'first, ms': tenths(first.allMs),
    'first, CPU ms': first.cpuMs,
    '50 at once, ms': tenths(fifty.allMs),
    '50 at once, CPU ms': fifty.cpuMs,
  }
}

async function run({ isFull, peers, flags, log }: Options): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const elements of isFull ? ALL : SOME) {
    for (const peer of peers.filter(({ name }) => name !== 'floor')) {
      log(`${elements} elements on ${peer.name}`)
      rows.push(...(await measure(peer, elements, flags)))
    }
  }
  return rows
}

/** A drawn board is opened, until everything has arrived: by one, and by fifty at once, against a file of the same size. */
export const join: Scenario = { name: 'join', run }
