import { expect, it } from 'vitest'
import { patiently } from './patiently.ts'
import { Refused } from './refused.ts'

const busy = new Refused({ code: 'picture-busy', reason: 'busy', waitSeconds: 2 })

/** Asks one that refuses that often, and says for how long was waited. */
async function asked(times: number, refusal: Error = busy) {
  const waited: number[] = []
  let left = times
  const ask = async () => {
    if (left-- > 0) throw refusal
    return 'answer'
  }
  const outcome = await patiently(ask, async (seconds) => void waited.push(seconds)).catch((error: unknown) => error)
  return { outcome, waited }
}

it('[PAST16] who is told to come later asks again, after twice as long each time, a few times; a no is a no', async () => {
  expect(await asked(0)).toEqual({ outcome: 'answer', waited: [] })
  expect(await asked(3)).toEqual({ outcome: 'answer', waited: [2, 4, 8] })
  expect(await asked(4)).toEqual({ outcome: busy, waited: [2, 4, 8] })
  const slow = new Refused({ code: 'too-many-requests', reason: 'slow down', waitSeconds: 60 })
  expect(await asked(1, slow)).toEqual({ outcome: 'answer', waited: [30] })
  const never = new Refused({ code: 'no-such-version', reason: 'gone' })
  expect(await asked(1, never)).toEqual({ outcome: never, waited: [] })
})
