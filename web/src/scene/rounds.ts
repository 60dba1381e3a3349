/** Work that comes in faster than it is worth doing is gathered, and done in rounds. */
export interface Rounds {
  /** A round was begun just now: the next one is not due yet. */
  readonly rests: boolean
  begin(): void
  /** There is something for the next round, which has just come or not: whoever made this is called when it is due. */
  askAgain(isNew: boolean): void
  /** Nothing more comes for now: what was asked for is due. */
  end(): void
  dispose(): void
}

/** From one round to the next each wait is so much longer than the one before, as long as there is always more, */
const LONGER = 1.5
/** but no longer than so many times the first. */
const LONGEST = 2.5
/** Milliseconds without anything new after which no round waits any longer. */
const QUIET_MS = 50

/**
 * A round costs by itself, whatever it holds: of much that comes for long, the first is done soon and the rest in few rounds.
 * @param ms from the beginning of the first round to the next
 */
export function createRounds(ms: number, onDue: () => void): Rounds {
  let wait = ms
  let timer: ReturnType<typeof setTimeout> | undefined
  let quiet: ReturnType<typeof setTimeout> | undefined
  let isAsked = false
  let hasNews = false

  function end(): void {
    if (timer === undefined) return
    clearTimeout(timer)
    clearTimeout(quiet)
    timer = undefined
    if (!hasNews) wait = ms
    if (isAsked) onDue()
  }

  function listen(): void {
    clearTimeout(quiet)
    quiet = setTimeout(end, QUIET_MS)
  }

  return {
    get rests() {
      return timer !== undefined
    },
    begin() {
      isAsked = hasNews = false
      if (timer !== undefined) return
      timer = setTimeout(end, wait)
      listen()
      wait = Math.min(LONGER * wait, LONGEST * ms)
    },
    askAgain(isNew) {
      isAsked = true
      if (!isNew || timer === undefined) return
      hasNews = true
      listen()
    },
    end,
    dispose() {
      clearTimeout(timer)
      clearTimeout(quiet)
    },
  }
}
