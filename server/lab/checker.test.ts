import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createUpdateDecoder, isReady } from '../sync/validate.ts'
import { createGatekeeper, runFuzzLab } from './fuzz.ts'
import type { Gatekeeper } from './fuzz.ts'
import { runKillLab } from './kill.ts'
import { runSoakLab } from './soak.ts'
import { runStorageLab } from './storage.ts'

/** Each would lose, alter or bring back somebody's work. */
const KILLED: readonly { readonly bug: string }[] = [
  { bug: 'acknowledges before the commit' },
  { bug: 'acknowledges the next group with this one' },
  { bug: 'broadcasts before the commit' },
  { bug: 'loads all but the newest update' },
  { bug: 'writes all but the last update of a group' },
  { bug: 'stores no deletions' },
  { bug: 'mixes up boards that are written together' },
  { bug: 'deletes one update too many after a compaction' },
  { bug: 'makes snapshots from an older document' },
  { bug: 'gives nothing to those who come back' },
  { bug: 'keeps two rooms of one board' },
]

it.each(KILLED)('[LAB2] a relay that $bug is caught', { timeout: 300_000 }, async (planted) => {
  const { failures } = await runKillLab({ rounds: 16, seed: 1, ...planted })
  expect(failures).not.toEqual([])
})

it.each(['acknowledges what the disk refused', 'opens a board that can not be loaded as a blank one'])(
  '[LAB2] a relay that %s is caught',
  { timeout: 300_000 },
  async (bug) => {
    const { failures } = await runStorageLab({ rounds: 17, seed: 1, bug })
    expect(failures).not.toEqual([])
  },
)

it.each(['drops one broadcast in a thousand', 'never unloads a room'])(
  '[LAB2] a relay that %s is caught',
  { timeout: 300_000 },
  async (bug) => {
    const { failures } = await runSoakLab({ seconds: 180, seed: 1, bug })
    expect(failures).not.toEqual([])
  },
)

const CARELESS: readonly (readonly [string, () => Gatekeeper])[] = [
  [
    'takes no notice of what deletions need',
    () => {
      const decode = createUpdateDecoder()
      return (doc, update) => {
        const decoded = decode(update)
        return isReady(doc, { structs: decoded.structs, ds: Y.createDeleteSet() }) ? update : undefined
      }
    },
  ],
  [
    'keeps out what could be let in',
    () => {
      const gatekeeper = createGatekeeper()
      return (doc, update) => void gatekeeper(doc, update)
    },
  ],
]

it.each(CARELESS)('[LAB2] a gate that %s is caught', (_what, create) => {
  expect(runFuzzLab({ cases: 20_000, seed: 1, gatekeeper: create() }).failures).not.toEqual([])
})
