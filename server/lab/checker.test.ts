import { expect, it } from 'vitest'
import { runKillLab } from './kill.ts'

/** Each would lose, alter or bring back somebody's work; how many deaths it may take until the lab sees it. */
const KILLED = [
  'acknowledges before the commit',
  'acknowledges the next group with this one',
  'broadcasts before the commit',
  'loads all but the newest update',
  'writes all but the last update of a group',
  'stores no deletions',
  'mixes up boards that are written together',
  'gives nothing to those who come back',
  'keeps two rooms of one board',
]

it.each(KILLED)(
  '[LAB2] a relay that %s is caught',
  async (bug) => {
    const { failures } = await runKillLab({ rounds: 12, seed: 1, bug })
    expect(failures).not.toEqual([])
  },
  120_000,
)
