import { expect, it } from 'vitest'
import { SERVER_LIMITS } from '../limits.ts'
import { OtherWork, Pace, pauseMs } from './pace.ts'

it('[WIRE13] ticks come closer when sending is cheap and further apart as it costs more, within limits', () => {
  expect(pauseMs(0, 0)).toBe(0)
  expect(pauseMs(1, 0)).toBe(4)
  expect(pauseMs(3, 0)).toBe(SERVER_LIMITS.tickUnseenMs)
  expect(pauseMs(10, 0)).toBe(10)
  expect(pauseMs(1_000, 0)).toBe(SERVER_LIMITS.tickMaxMs)
})

it('[WIRE13] the more there is to do beside sending, the less time goes into sending', () => {
  expect(pauseMs(10, 0.5)).toBe(30)
  expect(pauseMs(2, 0.6)).toBe(8)
  expect(pauseMs(0, 1)).toBe(0)
  expect(pauseMs(5, 1)).toBe(SERVER_LIMITS.tickMaxMs)
})

/** Something to send comes at these times, and sending it takes so long. @returns how long each had to wait */
function waits(timesMs: readonly number[], tookMs: number): number[] {
  const pace = new Pace()
  let endedMs = 0
  return timesMs.map((nowMs) => {
    const readyMs = Math.max(nowMs, endedMs)
    const waitMs = Math.max(0, pace.waitMs(readyMs))
    endedMs = readyMs + waitMs + tookMs
    pace.sent(tookMs, endedMs, 0)
    return waitMs
  })
}

it('[WIRE13] what comes after a quiet time goes out at once, several times in a row; what goes on coming waits', () => {
  const often = Array.from({ length: 100 }, (_, index) => 1_000 + index)
  const waited = waits(often, 0.5)
  expect(waited.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
  // Half a millisecond of sending, two of waiting: 2.5 each.
  const [next] = waited.slice(-1)
  expect(next).toBeCloseTo(2)
  const calm = Array.from({ length: 1_000 }, (_, index) => 1_000 + 5 * Math.floor(index / 2))
  expect(Math.max(...waits(calm, 0.5))).toBe(0)
})

it('[WIRE13] how much there is to do is seen over a while, and sending is no part of it', () => {
  const work = new OtherWork()
  const beganMs = performance.now()
  while (performance.now() - beganMs < 2 * SERVER_LIMITS.tickWindowMs);
  expect(work.after(0, beganMs)).toBe(0)
  const tookMs = performance.now() - beganMs
  expect(work.after(tookMs, beganMs + tookMs)).toBeLessThan(0.5)
  expect(new OtherWork().after(0, beganMs + 1)).toBe(0)
})
