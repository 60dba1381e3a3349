import type { DrawReport } from '../load/draw.ts'
import type { Target } from '../load/person.ts'
import { cpuMs, generate, memoryMib } from '../processes.ts'
import { withPeer, type Peer, type RunningPeer } from '../servers.ts'
import type { Verdict } from './search.ts'
import { hundredths, tenths, type People, type Row } from './scenario.ts'

/** People who draw on some boards of a server for a while. */
export interface Session extends People {
  readonly boards: number
  readonly probes: number
  readonly warmUpMs: number
  readonly durationMs: number
  readonly atOnce: number
}

export interface Measured {
  readonly report: DrawReport
  /** Of one core, while they drew. */
  readonly cpu: number
  readonly peakMib: number
}

/** Long enough for some strokes of everybody. */
export const LONG = { warmUpMs: 2_000, durationMs: 10_000 }
export const SHORT = { warmUpMs: 2_000, durationMs: 6_000 }
/** Fewer than the server lets wait. */
export const AT_ONCE = 50
const SEED = 1
/** A load that was written later than this isn't the load that it says it is. */
const LATEST_MS = 10
/** Past this people see that things are late. */
const HOLDS_MS = 100

/** On boards that are new and empty. */
export const drawOn = (peer: Peer, session: Session, flags: readonly string[]): Promise<Measured> =>
  withPeer(peer, flags, async (running) => {
    const targets: Target[] = []
    for (let index = 0; index < session.boards; index++) targets.push(await running.board(index))
    return drawHere(running, targets, session)
  })

/** On these boards; stock clients, where they can, watch the first. */
export async function drawHere(
  { process: { pid } }: RunningPeer,
  targets: readonly Target[],
  session: Session,
): Promise<Measured> {
  const cpu = { before: 0, after: 0 }
  const draw = (): Promise<DrawReport> =>
    generate(
      'draw',
      { ...session, targets, seed: SEED },
      { measuring: () => void (cpu.before = cpuMs(pid)), written: () => void (cpu.after = cpuMs(pid)) },
    )
  const [watched] = targets
  const isWatched = session.probes > 0 && watched?.stock !== undefined
  const report = isWatched ? await beside(watched, session.probes, draw) : await draw()
  const share = (cpu.after - cpu.before) / (session.durationMs - session.warmUpMs)
  return { report, cpu: share, peakMib: memoryMib(pid).peak }
}

/** What stock clients on this board then have counts as well. */
async function beside(target: Target, clients: number, draw: () => Promise<DrawReport>): Promise<DrawReport> {
  let drawn: DrawReport | undefined
  const connected = async (): Promise<void> => void (drawn = await draw())
  const { hasConverged } = await generate('watch', { target, clients }, { connected })
  if (drawn === undefined) throw new Error('stock clients did not get onto the board')
  return { ...drawn, hasConverged: hasConverged && drawn.hasConverged !== false }
}

const isValid = ({ report }: Measured): boolean => report.lateP99Ms <= LATEST_MS

/** Holds: nothing lost, nobody dropped, and 99 of 100 there before anybody sees that it is late. */
export function judge(measured: Measured): Verdict {
  const { live, document, closed, hasConverged } = measured.report
  const isInTime = [live, document].every(({ delivered, latency }) => delivered === 0 || latency.p99 < HOLDS_MS)
  if (!isValid(measured)) return 'unknown'
  return isInTime && live.lost + document.lost + closed === 0 && hasConverged !== false ? 'holds' : 'fails'
}

/** The outcome in a line; a load that was late says so. */
export function said(measured: Measured): string {
  const { live, document, lateP99Ms, closed } = measured.report
  const p99 = tenths((live.delivered > 0 ? live : document).latency.p99)
  if (!isValid(measured)) return `unknown: the load itself was ${tenths(lateP99Ms)} ms late`
  return `${judge(measured)}: p99 ${p99} ms, ${live.lost + document.lost} lost, ${closed} closed`
}

/**
 * One line of a result. A delivery is one write of an artist that one other person has read. `p50` to `p99`: from the artist's hand
 * to the other's screen, milliseconds: live ink where there is such a thing, else the document's updates. `stroke`: finished strokes
 * of Drawbridge, which are on disk before anybody reads them.
 */
export function rowOf(peer: Peer, size: Row, measured: Measured, { warmUpMs, durationMs }: Session): Row {
  const { live, document, readsInTime, lateP99Ms, closed, hasConverged } = measured.report
  const isLive = live.delivered + live.lost > 0
  const { p50, p95, p99 } = (isLive ? live : document).latency
  return {
    server: peer.name,
    ...size,
    'deliveries/s': Math.round((readsInTime * 1_000) / (durationMs - warmUpMs)),
    p50: tenths(p50),
    p95: tenths(p95),
    p99: tenths(p99),
    'stroke p50': isLive ? tenths(document.latency.p50) : null,
    'stroke p99': isLive ? tenths(document.latency.p99) : null,
    cpu: hundredths(measured.cpu),
    'peak MiB': Math.round(measured.peakMib),
    lost: live.lost + document.lost,
    closed,
    converged: hasConverged ?? null,
    'late p99': tenths(lateP99Ms),
    verdict: judge(measured),
  }
}
