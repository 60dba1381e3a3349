import { drawHere, rowOf, SHORT, type Measured, type Session } from './drawing.ts'
import { percentile } from '../load/tally.ts'
import { withPeer, type RunningPeer } from '../servers.ts'
import { hundredths, tenths, withDrawnBoard, type Options, type People, type Row, type Scenario } from './scenario.ts'

const PEOPLE: People = { artists: 5, viewers: 20 }
/** Of the board that pictures are of: not the one that is drawn on. */
const ELEMENTS = 200
const PICTURES_A_SECOND = 20
/** Without and with pictures, in turns: what else the machine does meets both. */
const TURNS = 3
const SESSION: Session = { ...PEOPLE, ...SHORT, boards: 1, probes: 0, atOnce: 50 }

/** Asks for a picture so often, each one that nobody has asked for before. */
function askForPictures(address: string): { readonly stop: () => Promise<number> } {
  const startMs = performance.now()
  const asked: Promise<boolean>[] = []
  const ask = async (): Promise<boolean> => {
    const response = await fetch(`${address}?scale=1&padding=${asked.length}`)
    await response.arrayBuffer()
    return response.ok
  }
  const timer = setInterval(() => asked.push(ask().catch(() => false)), 1_000 / PICTURES_A_SECOND)
  return {
    async stop() {
      clearInterval(timer)
      const tookMs = performance.now() - startMs
      const made = (await Promise.all(asked)).filter(Boolean).length
      return (made * 1_000) / tookMs
    },
  }
}

interface Turn {
  readonly measured: Measured
  /** A second. */
  readonly pictures: number
}

async function drawBeside(running: RunningPeer, address: string | undefined, index: number): Promise<Turn> {
  const asking = address === undefined ? undefined : askForPictures(address)
  const measured = await drawHere(running, [await running.board(index)], SESSION)
  return { measured, pictures: (await asking?.stop()) ?? 0 }
}

/** How much longer it takes from hand to screen beside pictures: the middle ones of all turns. */
function ratioOf(turns: readonly Turn[], which: 'p50' | 'p99'): number {
  const middle = (isBeside: boolean): number => {
    const of = turns.filter(({ pictures }) => pictures > 0 === isBeside)
    const sorted = of.map(({ measured }) => measured.report.live.latency[which]).sort((a, b) => a - b)
    return percentile(sorted, 0.5)
  }
  return hundredths(middle(true) / middle(false))
}

async function run({ peers, flags, log }: Options): Promise<readonly Row[]> {
  const drawbridge = peers.find(({ name }) => name === 'drawbridge')
  if (drawbridge === undefined) return []
  return withPeer(drawbridge, flags, async (running) => {
    const shown = await running.board(0)
    return withDrawnBoard(shown, ELEMENTS, async () => {
      const address = shown.stateUrl?.replace(/state$/, 'snapshot.png')
      const turns: Turn[] = []
      for (let turn = 0; turn < 2 * TURNS; turn++) {
        log(turn % 2 === 0 ? 'alone' : `beside ${PICTURES_A_SECOND} pictures a second`)
        turns.push(await drawBeside(running, turn % 2 === 0 ? undefined : address, turn + 1))
      }
      const rows = turns.map(({ measured, pictures }) =>
        rowOf(drawbridge, { 'pictures/s': tenths(pictures) }, measured, SESSION),
      )
      return [...rows, { server: 'with / without', p50: ratioOf(turns, 'p50'), p99: ratioOf(turns, 'p99') }]
    })
  })
}

/** Drawing on one board while another is made into pictures, which is done in a thread. */
export const besidePictures: Scenario = { name: 'pictures', run }
