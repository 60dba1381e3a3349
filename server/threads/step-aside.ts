import { readFileSync, readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import type { MessagePort } from 'node:worker_threads'

/** Nice: about a third of the time of those who draw, where both want all of a processor (sched(7)). */
const NICENESS = 5

/** What a thread says that lets others go first: what the system calls it, as in `/proc/<aside>`. */
export interface SteppedAside {
  readonly aside: string
}

/**
 * Lets those who draw go before this thread, whose work can wait a little. On Linux a thread has a priority of its own (setpriority(2));
 * elsewhere it would be that of the whole process.
 * @returns whether it could be done: where it is forbidden all go alike
 */
export function stepAside(): boolean {
  if (process.platform !== 'linux') return false
  try {
    setPriority(NICENESS)
    return true
  } catch {
    return false
  }
}

/** The same, and whoever started the thread is told what the system calls it. */
export function stepAsideOf(port: MessagePort): void {
  if (stepAside()) port.postMessage({ aside: readlinkSync('/proc/thread-self') } satisfies SteppedAside)
}

/** For how long a thread has had a processor, milliseconds; `undefined` where the system doesn't say. */
export function ownTimeOf(aside: string): number | undefined {
  try {
    const [nanoseconds] = readFileSync(`/proc/${aside}/schedstat`, 'utf8').split(' ')
    return Number(nanoseconds) / 1e6 || undefined
  } catch {
    return undefined
  }
}
