import type { Clock } from '../clock.ts'

/** Time that passes when a test says so. */
export interface ManualClock extends Clock {
  pass(ms: number): void
}

export function createManualClock(): ManualClock {
  let now = 0
  let timers: { at: number; task: () => void }[] = []
  return {
    now: () => now,
    later(delayMs, task) {
      const timer = { at: now + delayMs, task }
      timers.push(timer)
      return () => (timers = timers.filter((other) => other !== timer))
    },
    pass(ms) {
      const end = now + ms
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        timers = timers.filter((timer) => timer !== next)
        now = next.at
        next.task()
      }
      now = end
    },
  }
}
