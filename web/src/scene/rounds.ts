/** Work that comes in faster than it is worth doing is gathered, and done in rounds. */
export interface Rounds {
  /** A round was begun just now: the next one is not due yet. */
  readonly rests: boolean
  begin(): void
  /** There is something for the next round: whoever made this is called when it is due. */
  askAgain(): void
  dispose(): void
}

/** `ms`: from the beginning of a round to the next. */
export function createRounds(ms: number, onDue: () => void): Rounds {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsked = false
  const end = () => {
    timer = undefined
    if (isAsked) onDue()
  }
  return {
    get rests() {
      return timer !== undefined
    },
    begin() {
      isAsked = false
      timer ??= setTimeout(end, ms)
    },
    askAgain() {
      isAsked = true
    },
    dispose: () => clearTimeout(timer),
  }
}
