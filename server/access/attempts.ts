/** How long wrong tries keep the next one waiting, at first, and at most: twice as long each time, milliseconds. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
/** When nobody has tried for this long a key is forgotten. */
const FORGET_AFTER_MS = 15 * 60_000

interface Tries {
  readonly wrong: number
  readonly nextAtMs: number
}

/** How a try ended; `waitMs`: it was not made, as it came too soon after wrong ones. */
export type Outcome = 'right' | 'wrong' | { readonly waitMs: number }

/** Slows down whoever guesses. Those who try at once are heard one after the other, so that guessing in parallel gains nothing and a class that opens one link waits a moment. */
export class Attempts {
  readonly #freeTries: number
  readonly #tries = new Map<string, Tries>()
  readonly #queues = new Map<string, Promise<unknown>>()

  /** @param freeTries wrong ones before the next has to wait */
  constructor(freeTries: number) {
    this.#freeTries = freeTries
  }

  async make(key: string, now: () => number, guess: () => Promise<Outcome>): Promise<Outcome> {
    const attempt = (this.#queues.get(key) ?? Promise.resolve()).then(() => this.#make(key, now, guess))
    const settled = attempt.catch(() => undefined)
    this.#queues.set(key, settled)
    try {
      return await attempt
    } finally {
      if (this.#queues.get(key) === settled) this.#queues.delete(key)
    }
  }

  async #make(key: string, now: () => number, guess: () => Promise<Outcome>): Promise<Outcome> {
    const { wrong, nextAtMs } = this.#tries.get(key) ?? { wrong: 0, nextAtMs: 0 }
    if (now() < nextAtMs) return { waitMs: nextAtMs - now() }
    const outcome = await guess()
    if (outcome === 'right') this.#tries.delete(key)
    if (outcome !== 'wrong') return outcome
    this.#forget(now())
    const slowed = wrong + 1 - this.#freeTries
    const waitMs = slowed < 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** slowed)
    this.#tries.set(key, { wrong: wrong + 1, nextAtMs: now() + waitMs })
    return 'wrong'
  }

  /** Only where something is added: as long as nobody guesses nothing grows. */
  #forget(nowMs: number): void {
    for (const [key, { nextAtMs }] of this.#tries) if (nowMs - nextAtMs > FORGET_AFTER_MS) this.#tries.delete(key)
  }
}
