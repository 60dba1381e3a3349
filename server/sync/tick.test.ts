import { expect, it } from 'vitest'
import { SERVER_LIMITS } from '../limits.ts'
import { nextIntervalMs } from './tick.ts'

it('[WIRE13] ticks come closer when sending is cheap and further apart as it costs more, within limits', () => {
  expect(nextIntervalMs(0)).toBe(SERVER_LIMITS.tickMinMs)
  expect(nextIntervalMs(1)).toBe(4)
  expect(nextIntervalMs(3)).toBe(SERVER_LIMITS.tickUnseenMs)
  expect(nextIntervalMs(10)).toBe(10)
  expect(nextIntervalMs(1_000)).toBe(SERVER_LIMITS.tickMaxMs)
})
