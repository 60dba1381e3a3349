import { turn } from '../turn.ts'

/** Breaks in long work, in which the page takes events and paints. */
export interface Breaks {
  /** Has enough been done since the last one? */
  isDue(): boolean
  /** Resolves when whatever else was waiting has run. */
  take(): Promise<void>
}

/** Milliseconds of work between two breaks: together with a frame's own work it stays below what anybody notices. */
const STRETCH_MS = 10

export function createBreaks(clock: () => number = () => performance.now()): Breaks {
  let since = clock()
  return {
    isDue: () => clock() - since >= STRETCH_MS,
    async take() {
      await turn()
      since = clock()
    },
  }
}
