import { setPriority } from 'node:os'

/** Nice: about a third of the time of those who draw, where both want all of a processor (sched(7)). */
const NICENESS = 5

/**
 * Lets those who draw go first, while this thread works for somebody who waits for it anyway. On Linux a thread has a priority of its own
 * (setpriority(2)); elsewhere it would be that of the whole process.
 */
export function stepAside(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(NICENESS)
  } catch {
    // Where that is forbidden all go alike.
  }
}
