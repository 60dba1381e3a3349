/** Time, injected so that tests own it. Milliseconds. */
export interface Clock {
  now(): number
  /** Runs `task` after a delay; answers how to call it off. */
  later(delayMs: number, task: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  later: (delayMs, task) => {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Something that wants to happen often and may happen only so often. */
export interface Pace {
  /** Runs at once when it was quiet, else when the interval is over. The last request is always served. */
  request(): void
  /** Runs now, whatever the interval says. */
  now(): void
  dispose(): void
}

/** At most one `run` per interval: the first request at once, those that follow together at its end. */
export function createPace(intervalMs: number, run: () => void, clock: Clock = systemClock): Pace {
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
