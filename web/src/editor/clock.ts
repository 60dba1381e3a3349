/** Time, injected so that tests own it. Milliseconds. */
export interface Clock {
  now(): number
  /** Runs `task` after a delay; answers how to call it off. */
  later(delayMs: number, task: () => void): () => void
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  later(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
}
