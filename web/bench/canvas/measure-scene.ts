import type { FilledBoard } from './boards.ts'
import type { Contender } from './contenders.ts'
import type { Figures, Measure } from './measure.ts'
import { openVisit, type Visit } from './visit.ts'

/** A figure; why there is none; nothing for what a page doesn't do. */
export type Cell = number | 'DNF' | 'wrong' | undefined

/** By `<measure>: <figure>`, by contender. */
export type Figured = ReadonlyMap<string, Readonly<Record<string, Cell>>>

/** The line that says why a page has no figures of a measure. */
const WHY_NOT = 'ended'

/** So many measures may end without figures until a page is given up. */
const MOST_ENDED = 3

/** What a page may take for one measure. */
const TIME_BOX_MS = 45_000

/** What is visited, and on what screen. */
export interface Visits {
  readonly board: FilledBoard
  readonly socketUrl: string
  /** Device pixels to a CSS pixel. */
  readonly pixelRatio: number
}

export async function measureScene(
  contenders: readonly Contender[],
  visits: Visits,
  measures: readonly Measure[],
): Promise<Figured> {
  const cells = new Map<string, Record<string, Cell>>()
  const note = (what: string, who: string, cell: Cell): void => {
    cells.set(what, { ...cells.get(what), [who]: cell })
  }
  // Ours comes last: what is drawn on the others' pages stays there, so that all get the same board.
  for (const contender of contenders.toReversed()) {
    for (const { measure, result } of await measuredBy(contender, visits, measures)) {
      const figures = typeof result === 'object' ? result : { [WHY_NOT]: result }
      for (const [what, value] of Object.entries(figures)) {
        note(`${measure}: ${what}`, contender.name, typeof value === 'number' ? tenths(value) : value)
      }
    }
  }
  return cells
}

interface Measured {
  readonly measure: string
  readonly result: Figures | 'DNF' | 'wrong'
}

async function measuredBy(
  contender: Contender,
  { board, socketUrl, pixelRatio }: Visits,
  measures: readonly Measure[],
): Promise<readonly Measured[]> {
  const measured: Measured[] = []
  const open = () =>
    openVisit({
      url: contender.urlOf(board.id),
      emptyUrl: contender.urlOf(board.emptyId),
      socketUrl,
      layout: board.layout,
      count: (page) => contender.count(page, board.id),
      patienceMs: TIME_BOX_MS,
      pixelRatio,
    })
  let visit: Visit | 'DNF' | null = null
  let ended = 0
  for (const measure of measures.filter(({ needs }) => contender.can.includes(needs))) {
    if (visit === null) visit = await open().catch(() => 'DNF' as const)
    const result: Measured['result'] = visit === 'DNF' ? 'DNF' : await inTime(measure, visit)
    measured.push({ measure: measure.name, result })
    if (visit === 'DNF' || typeof result === 'object') continue
    ended = Math.min(MOST_ENDED, ended + 1)
    if (ended === MOST_ENDED) visit = await gaveUp(visit)
    if (visit === 'DNF') continue
    // A page that has gone wrong, or goes on working, is no place for the next measure.
    await visit.close()
    visit = null
  }
  if (visit !== null && visit !== 'DNF') await visit.close()
  return measured
}

async function gaveUp(visit: Visit): Promise<'DNF'> {
  await visit.close()
  return 'DNF'
}

async function inTime(measure: Measure, visit: Visit): Promise<Figures | 'DNF' | 'wrong'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'DNF'>((resolve) => {
    timer = setTimeout(() => resolve('DNF'), TIME_BOX_MS)
  })
  const figures = measure.run(visit).catch((error: unknown) => {
    console.warn(`${measure.name}: ${String(error)}`)
    return 'wrong' as const
  })
  const result = await Promise.race([figures, late])
  clearTimeout(timer)
  return result
}

const tenths = (value: number): number => Math.round(value * 10) / 10
