import { SYSTEM_CLOCK, type Clock } from '../editor/clock.ts'

/** Something that wants to happen often and may happen only so often. */
export interface Pace {
  /** Runs at once when it was quiet, else when the interval is over. The last request is always served. */
  request(): void
  /** Runs now, whatever the interval says. */
  now(): void
  dispose(): void
}

/** At most one `run` per interval: the first request at once, those that follow together at its end. */
export function createPace(intervalMs: number, run: () => void, clock: Clock = SYSTEM_CLOCK): Pace {
  let last = -Infinity
  let cancel: (() => void) | null = null
  const fire = () => {
    cancel?.()
    cancel = null
    last = clock.now()
    run()
  }
  return {
    request() {
      if (cancel) return
      const wait = last + intervalMs - clock.now()
      if (wait <= 0) fire()
      else cancel = clock.later(wait, fire)
    },
    now: fire,
    dispose() {
      cancel?.()
      cancel = null
    },
  }
}
