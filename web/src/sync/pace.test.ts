import { describe, expect, it } from 'vitest'
import { createPace } from './pace.ts'
import { createManualClock } from '../editor/testing/manual-clock.ts'

function setUp() {
  const clock = createManualClock()
  const runs: number[] = []
  return { clock, runs, pace: createPace(50, () => runs.push(clock.now()), clock) }
}

describe('a pace', () => {
  it('[PACE1] runs at once when it was quiet', () => {
    const { clock, runs, pace } = setUp()
    pace.request()
    clock.pass(1_000)
    pace.request()
    expect(runs).toEqual([0, 1_000])
  })

  it('[PACE2] runs at most once per interval, and serves the last request', () => {
    const { clock, runs, pace } = setUp()
    for (let i = 0; i < 20; i++) {
      pace.request()
      clock.pass(10)
    }
    clock.pass(1_000)
    expect(runs).toEqual([0, 50, 100, 150, 200])
  })

  it('[PACE3] can be hurried, and what waited is then served', () => {
    const { clock, runs, pace } = setUp()
    pace.request()
    pace.request()
    pace.now()
    clock.pass(1_000)
    expect(runs).toEqual([0, 0])
  })

  it('[PACE4] runs nothing after it is disposed', () => {
    const { clock, runs, pace } = setUp()
    pace.request()
    pace.request()
    pace.dispose()
    clock.pass(1_000)
    expect(runs).toEqual([0])
  })
})
