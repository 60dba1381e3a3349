import { AT_ONCE, drawOn, judge, LONG, rowOf, said, SHORT, type Session } from './drawing.ts'
import type { Options, People, Row, Scenario } from './scenario.ts'
import { ladder, largest } from './search.ts'

const SOME: readonly People[] = [
  { artists: 5, viewers: 20 },
  { artists: 20, viewers: 80 },
]
const ALL: readonly People[] = [
  ...SOME,
  { artists: 50, viewers: 200 },
  { artists: 100, viewers: 400 },
  { artists: 10, viewers: 1_000 },
]
const PROBES = 2
/** Artists with four viewers each, among which is searched: the load can't read more on two cores. */
const ARTISTS = ladder(8, 362)
const VIEWERS = 4

const session = (people: People, time: typeof LONG): Session => ({
  ...people,
  ...time,
  boards: 1,
  probes: PROBES,
  atOnce: AT_ONCE,
})
const sizeOf = ({ artists, viewers }: People): Row => ({ people: `${artists}+${viewers}` })

async function run({ isFull, peers, people, flags, log }: Options): Promise<readonly Row[]> {
  const rows: Row[] = []
  const sizes = people.length > 0 ? people : isFull ? ALL : SOME
  for (const size of sizes) {
    for (const peer of peers) {
      log(`${size.artists}+${size.viewers} on ${peer.name}`)
      const here = session(size, LONG)
      rows.push(rowOf(peer, sizeOf(size), await drawOn(peer, here, flags), here))
    }
  }
  return rows
}

/** One board with artists and viewers. */
export const fanOut: Scenario = { name: 'fan-out', run }

async function search({ peers, flags, log }: Options): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const peer of peers) {
    // Nobody else than the load: what stock clients make of it takes time that the servers and the load need.
    const of = (artists: number): Session => ({
      ...session({ artists, viewers: artists * VIEWERS }, SHORT),
      probes: 0,
    })
    const measure = async (artists: number) => {
      const measured = await drawOn(peer, of(artists), flags)
      log(`${artists}+${artists * VIEWERS} on ${peer.name}: ${said(measured)}`)
      return measured
    }
    const { best, first } = await largest(ARTISTS, measure, judge)
    for (const one of [best, first]) {
      if (one !== undefined) rows.push(rowOf(peer, sizeOf(of(one.size)), one.result, of(one.size)))
    }
  }
  return rows
}

/** How many people one board holds; a row for the largest that does, and one for the smallest that doesn't. */
export const fanOutSearch: Scenario = { name: 'fan-out-search', run: search }
