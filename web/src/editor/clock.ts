/** Time for whatever is dropped after a silence; injected by tests. */
export interface Clock {
  now(): number
  /** Runs `task` after a delay in milliseconds; answers how to call it off. */
  later(delayMs: number, task: () => void): () => void
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  later(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
}
