import { signal } from '@preact/signals-core'
import type { Offline } from './offline.ts'

/** A copy that keeps nothing in this browser, and says why. */
export function keepNothing(reason: string): Offline {
  const unwritten = signal(0)
  return {
    stored: [],
    owed: 0,
    unwritten,
    failure: signal(reason),
    append(_, mine) {
      if (mine) unwritten.value++
    },
    confirm: () => {},
    aside: null,
    setAside: () => Promise.reject(new Error(reason)),
    settleAside: async () => {},
    clear: async () => {},
    written: async () => {},
    dispose: async () => {},
  }
}
