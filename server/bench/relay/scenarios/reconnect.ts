import { percentile } from '../load/tally.ts'
import { cpuMs, generate, memoryMib } from '../processes.ts'
import { withPeer, type Peer } from '../servers.ts'
import { tenths, withDrawnBoard, type Options, type Row, type Scenario } from './scenario.ts'

const PEOPLE = 200
const ELEMENTS = 10_000

const measure = (peer: Peer, flags: readonly string[]): Promise<Row> =>
  withPeer(peer, flags, async (running) => {
    const target = await running.board(0)
    return withDrawnBoard(target, ELEMENTS, async () => {
      let awayMs = 0
      const connected = async (): Promise<void> => void (awayMs = await running.restart('SIGKILL'))
      const { eachMs, allMs } = await generate('reconnect', { target, people: PEOPLE }, { connected })
      const { pid } = running.process
      return {
        server: peer.name,
        people: PEOPLE,
        elements: ELEMENTS,
        'server away, ms': Math.round(awayMs),
        'median, ms': tenths(percentile(eachMs, 0.5)),
        'all back, ms': Math.round(allMs),
        'CPU ms': cpuMs(pid),
        'peak MiB': Math.round(memoryMib(pid).peak),
      }
    })
  })

async function run({ peers, flags, log }: Options): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const peer of peers.filter(({ name }) => name !== 'floor')) {
    log(`${PEOPLE} back to ${peer.name}`)
    rows.push(await measure(peer, flags))
  }
  return rows
}

/** The server is killed and starts again; everybody comes back at once with what they have. (Stock servers have forgotten the board.) */
export const reconnect: Scenario = { name: 'reconnect', run }
