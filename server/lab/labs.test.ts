import { readFileSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DIST } from '../testing/start.ts'
import { BUGS } from './child/bugs/index.ts'
import { runFaultsLab } from './faults.ts'
import { besideHonestPeople } from './fuzz-sockets.ts'
import { runFuzzLab } from './fuzz.ts'
import { anySeed } from './report.ts'
import { runSoakLab } from './soak.ts'
import { runStorageLab } from './storage.ts'

it(
  '[LAB3] behind a network that delays, resets, swallows and cuts up, all is kept, of stock clients, too, all see the same when it is whole, and nobody else notices',
  { timeout: 300_000 },
  async () => {
    expect((await runFaultsLab({ faults: 42, seed: anySeed() })).failures).toEqual([])
  },
)

it(
  '[LAB4] on a disk that takes nothing, lies about it, reads nothing, does not answer, is slow, full, read-only, cut off, torn, taken back or damaged, by itself or by the system, nothing is falsely acknowledged, other boards are whole, and all heals',
  { timeout: 600_000 },
  async () => {
    expect((await runStorageLab({ rounds: 18, seed: anySeed() })).failures).toEqual([])
  },
)

it(
  '[LAB5] of 500,000 spoilt updates, none throws anything but a refusal, none that is let in leaves anything waiting, and a copy of the board is the same board',
  { timeout: 600_000 },
  () => {
    const { failures, figures } = runFuzzLab({ cases: 500_000, seed: anySeed() })
    expect(failures).toEqual([])
    expect(figures['cases']).toBe(500_000)
  },
)

it(
  '[LAB6] spoilt messages over sockets: no honest person is disconnected, and their boards are what they made',
  { timeout: 300_000 },
  async () => {
    expect((await besideHonestPeople({ frames: 2_000, seed: anySeed() })).failures).toEqual([])
  },
)

it(
  '[LAB7] people come to boards and go: nothing is lost, rooms go when people do, and memory stays where it was',
  { timeout: 300_000 },
  async () => {
    expect((await runSoakLab({ seconds: 15, seed: anySeed() })).failures).toEqual([])
  },
)

it('[LAB8] what is served knows nothing of labs, planted bugs or failpoints', () => {
  const folder = new URL('server/', DIST)
  const served = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
  for (const word of ['failpoint', 'append-asked', ...Object.keys(BUGS)]) expect(served).not.toContain(word)
})
