import { AT_ONCE, drawOn, judge, LONG, rowOf, said, SHORT, type Session } from './drawing.ts'
import type { Options, Row, Scenario } from './scenario.ts'
import { ladder, largest } from './search.ts'

const ARTISTS = 3
const SOME = [10, 40]
const ALL = [10, 40, 80, 160]
const BOARDS = ladder(20, 640)

const session = (boards: number, time: typeof LONG): Session => ({
  ...time,
  boards,
  artists: ARTISTS,
  viewers: 0,
  probes: 0,
  atOnce: AT_ONCE,
})

async function run({ isFull, peers, boards: asked, flags, log }: Options): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const boards of asked.length > 0 ? asked : isFull ? ALL : SOME) {
    for (const peer of peers) {
      log(`${boards} boards on ${peer.name}`)
      const here = session(boards, LONG)
      rows.push(rowOf(peer, { boards }, await drawOn(peer, here, flags), here))
    }
  }
  return rows
}

/** Boards of three artists. */
export const manyBoards: Scenario = { name: 'many-boards', run }

async function search({ peers, flags, log }: Options): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const peer of peers) {
    const measure = async (boards: number) => {
      const measured = await drawOn(peer, session(boards, SHORT), flags)
      log(`${boards} boards on ${peer.name}: ${said(measured)}`)
      return measured
    }
    const { best, first } = await largest(BOARDS, measure, judge)
    for (const one of [best, first]) {
      if (one !== undefined) rows.push(rowOf(peer, { boards: one.size }, one.result, session(one.size, SHORT)))
    }
  }
  return rows
}

/** How many boards of three artists a server holds. */
export const manyBoardsSearch: Scenario = { name: 'many-boards-search', run: search }
