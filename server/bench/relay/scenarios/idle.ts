import type { Target } from '../load/person.ts'
import { generate, memoryMib } from '../processes.ts'
import { withPeer, type Peer, type RunningPeer } from '../servers.ts'
import { hundredths, tenths, type Options, type Row, type Scenario } from './scenario.ts'

const BOARDS = 100
const PER_BOARD = { some: 20, all: 50 }
/** Long enough for the collector to have looked, and for pings to have gone out. */
const REST_MS = 6_000
const VISITED = { some: 1_000, all: 10_000 }
const ROUNDS = 3
/** Until rooms that nobody is in are unloaded, and some more. */
const UNLOADED_MS = 40_000

const rest = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

async function boards(running: RunningPeer, count: number): Promise<Target[]> {
  const targets: Target[] = []
  for (let index = 0; index < count; index++) targets.push(await running.board(index))
  return targets
}

const sit = (peer: Peer, perBoard: number, flags: readonly string[]): Promise<Row> =>
  withPeer(peer, flags, async (running) => {
    const { pid } = running.process
    const all = await boards(running, BOARDS)
    // Everything is loaded that the first connection needs.
    await generate('idle', { targets: all, perBoard: 1 })
    const before = memoryMib(pid).now
    let after = 0
    const connected = async (): Promise<void> => {
      await rest(REST_MS)
      after = memoryMib(pid).now
    }
    const people = await generate('idle', { targets: all, perBoard }, { connected })
    const kibEach = ((after - before) * 1024) / people
    return {
      server: peer.name,
      connections: people,
      boards: BOARDS,
      'MiB before': tenths(before),
      'MiB with them': tenths(after),
      'KiB each': hundredths(kibEach),
    }
  })

async function runIdle({ isFull, peers, flags, log }: Options): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const peer of peers) {
    log(`connections to ${peer.name}`)
    rows.push(await sit(peer, isFull ? PER_BOARD.all : PER_BOARD.some, flags))
  }
  return rows
}

/** Connections that say nothing. */
export const idle: Scenario = { name: 'idle', run: runIdle }

async function runVisits({ isFull, peers, flags, log }: Options): Promise<readonly Row[]> {
  const peer = peers.find(({ name }) => name === 'drawbridge')
  if (peer === undefined) return []
  return withPeer(peer, flags, async (running) => {
    const { pid } = running.process
    const targets = await boards(running, isFull ? VISITED.all : VISITED.some)
    const rows: Row[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      log(`round ${round} of ${targets.length} boards`)
      const before = memoryMib(pid).now
      const tookMs = await generate('visit', { targets })
      const visited = memoryMib(pid).now
      await rest(UNLOADED_MS)
      const unloaded = memoryMib(pid).now
      rows.push({
        round,
        boards: targets.length,
        seconds: tenths(tookMs / 1_000),
        'MiB before': tenths(before),
        'MiB after': tenths(visited),
        'MiB when unloaded': tenths(unloaded),
      })
    }
    return rows
  })
}

/** Many boards, each visited once: what is left of them. */
export const visits: Scenario = { name: 'visits', run: runVisits }
