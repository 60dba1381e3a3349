import { Refused } from './refused.ts'

/** Of those that a busy server sends away, and the most that one waits for the next: it says how long, and every time it is twice that. */
const TRIES = 4
const MOST_SECONDS = 30

const passed = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1_000))

/** Asks again when the server says that it can be asked later, a few times. @throws what it was refused with the last time, or for good */
export async function patiently<Answer>(ask: () => Promise<Answer>, wait = passed): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Refused) || error.waitSeconds === 0 || tries === TRIES) throw error
      await wait(Math.min(MOST_SECONDS, error.waitSeconds * 2 ** (tries - 1)))
    }
  }
}
