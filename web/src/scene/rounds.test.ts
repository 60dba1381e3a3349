import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRounds } from './rounds.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Something new every 10 ms, for so long; answers how many rounds there were, and how late the last one began after the last news. */
function comesFor(ms: number): { readonly begun: number; readonly late: number } {
  let begun = 0
  let last = 0
  let now = 0
  const rounds = createRounds(100, () => {
    begun++
    last = now
    rounds.begin()
  })
  rounds.begin()
  for (; now < ms; now += 10) {
    rounds.askAgain(true)
    vi.advanceTimersByTime(10)
  }
  const end = now
  for (; now < end + 1_000; now += 10) vi.advanceTimersByTime(10)
  rounds.dispose()
  return { begun, late: last - end }
}

test('[TILE26] what comes for long is done in few rounds, the last of which waits for nothing', () => {
  const short = comesFor(300)
  const long = comesFor(3_000)
  expect(short.begun).toBeGreaterThanOrEqual(2)
  expect(long.begun).toBeLessThan(16)
  expect(short.late).toBeLessThanOrEqual(50)
  expect(long.late).toBeLessThanOrEqual(50)
})

test('[TILE26] after a rest rounds are short again', () => {
  const due = vi.fn(() => rounds.begin())
  const rounds = createRounds(100, due)
  rounds.begin()
  for (let i = 0; i < 300; i++) {
    rounds.askAgain(true)
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(2_000)
  expect(rounds.rests).toBe(false)
  const before = due.mock.calls.length
  rounds.begin()
  for (let i = 0; i < 11; i++) {
    rounds.askAgain(true)
    vi.advanceTimersByTime(10)
  }
  expect(due.mock.calls.length).toBe(before + 1)
  rounds.dispose()
})

test('[TILE26] a round in which nothing comes is short, and one can be ended', () => {
  const due = vi.fn()
  const rounds = createRounds(100, due)
  rounds.begin()
  rounds.askAgain(false)
  vi.advanceTimersByTime(60)
  expect(due).toHaveBeenCalledOnce()
  rounds.begin()
  rounds.askAgain(true)
  rounds.end()
  expect(due).toHaveBeenCalledTimes(2)
  expect(rounds.rests).toBe(false)
  rounds.end()
  vi.advanceTimersByTime(1_000)
  expect(due).toHaveBeenCalledTimes(2)
})
