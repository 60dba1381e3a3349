import { STOCK_VERSIONS } from '../testing/stock-providers.ts'
import type { ComeJob, ComeReport } from './relay/load/come.ts'
import type { Target } from './relay/load/person.ts'
import { buildProcesses, generate, memoryMib } from './relay/processes.ts'
import { tenths, withDrawnBoard, type Row } from './relay/scenarios/scenario.ts'
import { PEERS, withPeer, type Peer } from './relay/servers.ts'
import { slowLink, type SlowLink } from './relay/slow-link.ts'

/** Bytes of one sample element in the document, about. */
const ELEMENT_BYTES = 153
const MIB = 1024 * 1024
const WHO: readonly ComeJob['as'][] = [...STOCK_VERSIONS, 'our page']
/** So that boards of any size can be made, at any speed. */
const ANY_SIZE = {
  LIMIT_BOARD_ELEMENTS: '10000000',
  LIMIT_BOARD_BYTES: String(1024 * MIB),
  LIMIT_BYTES_PER_SECOND: String(1024 * MIB),
}

/** The server with other settings. */
const withSettings = (peer: Peer, more: Readonly<Record<string, string>>): Peer => ({
  ...peer,
  start: (settings, flags) => peer.start({ ...settings, ...more }, flags),
})

/** The same board, at the other end of the line. */
function through(target: Target, { url }: SlowLink): Target {
  const { host } = new URL(url)
  const at = (address: string): string => Object.assign(new URL(address), { host }).href
  return {
    ...target,
    url: at(target.url),
    stateUrl: target.stateUrl && at(target.stateUrl),
    stock: target.stock && { ...target.stock, server: at(target.stock.server) },
  }
}

/** What it takes to open a big board over a slow line: one after the other, a stock client of each version and our page. Does anybody give up? */
export async function run(args: readonly string[]): Promise<readonly Row[]> {
  const [mib = 64, mbits = 8, delayMs = 150] = args.map(Number)
  await buildProcesses()
  const drawbridge = PEERS.find(({ name }) => name === 'drawbridge')
  if (drawbridge === undefined) return []
  return withPeer(withSettings(drawbridge, ANY_SIZE), [], async (running) => {
    const target = await running.board(0)
    return withDrawnBoard(target, Math.round((mib * MIB) / ELEMENT_BYTES), async (size) => {
      const rows: Row[] = []
      for (const as of WHO) {
        const link = await slowLink(running.process.url, { bitsPerSecond: mbits * 1e6, delayMs })
        console.error(`opening: ${tenths(size / MIB)} MiB over ${mbits} Mbit/s, as ${as}`)
        const report = await generate('come', { target: through(target, link), as })
        rows.push({ as, ...rowOf(report, size, link), 'peak MiB': Math.round(memoryMib(running.process.pid).peak) })
        link.close()
      }
      return rows
    })
  })
}

const rowOf = ({ tookMs, sockets, silenceMs }: ComeReport, size: number, { bytes }: SlowLink): Row => ({
  'board, MiB': tenths(size / MIB),
  'over the line, MiB': tenths(bytes / MIB),
  seconds: tenths(tookMs / 1_000),
  sockets,
  'longest silence, s': Number.isNaN(silenceMs) ? null : tenths(silenceMs / 1_000),
})
