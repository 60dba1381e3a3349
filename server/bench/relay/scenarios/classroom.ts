import { withPeer } from '../servers.ts'
import { drawHere, LONG, rowOf, type Measured, type Session } from './drawing.ts'
import { tenths, withDrawnBoard, type Options, type Row, type Scenario } from './scenario.ts'

const PUPILS = 50
const ELEMENTS = 1_000
const SESSION: Session = { ...LONG, boards: 1, artists: PUPILS, viewers: 0, probes: 0, atOnce: PUPILS }

async function run({ peers, flags, log }: Options): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const peer of peers) {
    log(`${PUPILS} on ${peer.name}`)
    const measured = await withPeer(peer, flags, async (running) => {
      const target = await running.board(0)
      const enter = (): Promise<Measured> => drawHere(running, [target], SESSION)
      return target.hasDocument ? withDrawnBoard(target, ELEMENTS, enter) : enter()
    })
    const { openMs, slowestOpenMs } = measured.report
    const size = { pupils: PUPILS, 'all in, ms': tenths(openMs), 'slowest, ms': tenths(slowestOpenMs) }
    rows.push(rowOf(peer, size, measured, SESSION))
  }
  return rows
}

/** A class opens one link at the same moment, and everybody draws. */
export const classroom: Scenario = { name: 'classroom', run }
