/**
 * Small things this browser remembers: name, theme, boards opened. Where storage is blocked (third-party frames,
 * private windows) nothing is remembered and nothing fails.
 */
export interface LocalMemory {
  /** What was remembered, parsed; `undefined` when there is nothing or it is unreadable. */
  recall(key: string): unknown
  remember(key: string, value: unknown): void
}

const PREFIX = 'drawbridge.'

export const localMemory: LocalMemory = {
  recall(key) {
    try {
      const text = localStorage.getItem(PREFIX + key)
      return text === null ? undefined : (JSON.parse(text) as unknown)
    } catch {
      return undefined
    }
  },
  remember(key, value) {
    try {
      const text = JSON.stringify(value)
      // To write takes a browser far longer than to read.
      if (localStorage.getItem(PREFIX + key) !== text) localStorage.setItem(PREFIX + key, text)
    } catch {
      // Blocked or full: what isn't remembered is asked again or guessed.
    }
  },
}
