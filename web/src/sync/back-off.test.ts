import { expect, it } from 'vitest'
import { createRandom } from '#board/testing/random.ts'
import { backOffMs, LONGEST_BACK_OFF_MS, stayAwayMs } from './back-off.ts'

const SEED = 1

/** How many of 10,000 browsers come back in each tenth of the time in which they may. */
function spread(wait: (random: number) => number): {
  readonly from: number
  readonly to: number
  readonly tenths: number[]
} {
  const random = createRandom(SEED)
  const waits = Array.from({ length: 10_000 }, () => wait(random.next()))
  const [from, to] = [wait(0), wait(1)]
  const tenths = Array.from({ length: 10 }, () => 0)
  for (const ms of waits) tenths[Math.floor(((ms - from) / (to - from)) * 10)]!++
  return { from, to, tenths }
}

it('[SYNC26] browsers that lost a server at once come back spread over a time that grows with each failure, and then stays', () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 20].map((failures) => {
    const { to, tenths } = spread((random) => backOffMs(failures, random))
    for (const count of tenths) expect(count).toBeGreaterThan(800)
    return to - backOffMs(0, 0)
  })
  expect(longest).toEqual([100, 200, 400, 800, 1_600, 3_200, LONGEST_BACK_OFF_MS, LONGEST_BACK_OFF_MS])
})

it('[SYNC26] browsers that were told to stay away come back no sooner, and not all at once', () => {
  const { from, to, tenths } = spread((random) => stayAwayMs(30, random))
  expect([from, to]).toEqual([30_000, 37_500])
  for (const count of tenths) expect(count).toBeGreaterThan(800)
})
