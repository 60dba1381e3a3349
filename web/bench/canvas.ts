import { startDrawbridge } from '../e2e/drawbridge.ts'
import { fillBoard, serveNaivePage } from './canvas/boards.ts'
import { type Measured, measurePage, visit } from './canvas/measure.ts'

/** One line of the result: milliseconds or MiB. Less is better, and so is a small ratio. */
interface Row {
  readonly elements: number
  readonly what: string
  readonly drawbridge: number
  readonly naive: number
  /** Drawbridge to naive Fabric. */
  readonly ratio: number
}

const DEFAULT_SIZES = ['1000', '10000']

const MEASURES: readonly { readonly what: string; readonly of: (measured: Measured) => number }[] = [
  { what: 'open to settled, ms', of: ({ open }) => open },
  { what: 'pan at 100 %, frame p50, ms', of: ({ panFull }) => panFull.p50 },
  { what: 'pan at 100 %, frame p95, ms', of: ({ panFull }) => panFull.p95 },
  { what: 'pan at fit, frame p50, ms', of: ({ panFit }) => panFit.p50 },
  { what: 'pan at fit, frame p95, ms', of: ({ panFit }) => panFit.p95 },
  { what: 'draw, frame p95, ms', of: ({ draw }) => draw.p95 },
  { what: 'JavaScript heap, MiB', of: ({ heapMiB }) => heapMiB },
  { what: 'memory of the page, MiB', of: ({ memoryMiB }) => memoryMiB },
]

const rowsOf = (elements: number, drawbridge: Measured, naive: Measured): Row[] =>
  MEASURES.map(({ what, of }) => {
    const ratio = Number((of(drawbridge) / of(naive)).toPrecision(2))
    return { elements, what, drawbridge: tenths(of(drawbridge)), naive: tenths(of(naive)), ratio }
  })

const tenths = (value: number): number => Math.round(value * 10) / 10

/**
 * The real page on the real server against a page with one Fabric object per stroke, the same boards in both.
 * @param args sizes of the boards, in elements
 */
export async function run(args: readonly string[]): Promise<readonly Row[]> {
  const app = await startDrawbridge()
  const naive = await serveNaivePage(app.url)
  const rows: Row[] = []
  try {
    await visit(`${app.url}/b/${await app.newBoard()}`)
    for (const elements of (args.length > 0 ? args : DEFAULT_SIZES).map(Number)) {
      const board = await app.newBoard()
      const crowd = await fillBoard(app.url, board, elements)
      // First the page that keeps what is drawn to itself, so that both get the same board.
      const theirs = await measurePage(naive.urlOf(board), crowd)
      rows.push(...rowsOf(elements, await measurePage(`${app.url}/b/${board}`, crowd), theirs))
    }
  } finally {
    await naive.dispose()
    await app.dispose()
  }
  return rows
}
