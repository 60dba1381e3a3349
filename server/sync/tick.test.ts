import { expect, it } from 'vitest'
import { SERVER_LIMITS } from '../limits.ts'
import { nextIntervalMs, OtherWork } from './tick.ts'

it('[WIRE13] ticks come closer when sending is cheap and further apart as it costs more, within limits', () => {
  expect(nextIntervalMs(0, 0)).toBe(SERVER_LIMITS.tickMinMs)
  expect(nextIntervalMs(1, 0)).toBe(4)
  expect(nextIntervalMs(3, 0)).toBe(SERVER_LIMITS.tickUnseenMs)
  expect(nextIntervalMs(10, 0)).toBe(10)
  expect(nextIntervalMs(1_000, 0)).toBe(SERVER_LIMITS.tickMaxMs)
})

it('[WIRE13] the more there is to do beside sending, the less time goes into sending', () => {
  expect(nextIntervalMs(10, 0.5)).toBe(30)
  expect(nextIntervalMs(2, 0.6)).toBe(8)
  expect(nextIntervalMs(0, 1)).toBe(SERVER_LIMITS.tickMinMs)
  expect(nextIntervalMs(5, 1)).toBe(SERVER_LIMITS.tickMaxMs)
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
