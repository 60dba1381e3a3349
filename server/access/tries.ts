import { Attempts } from './attempts.ts'
import type { Outcome } from './attempts.ts'
import { Denied } from './denied.ts'

/** Wrong passwords of one address before the next one has to wait. */
const FREE_TRIES = 3

/** A password that somebody tells. */
export interface Told {
  /** What it opens. */
  readonly of: string
  /** Where they come from, if that can be known. */
  readonly address: string | undefined
}

/** Slows down guesses of passwords: those of each address, and those that come from everywhere at once. */
export class Tries {
  readonly #ofAddress = new Attempts(FREE_TRIES)
  readonly #ofAll: Attempts
  readonly #now: () => number

  /** @param ofAll wrong ones for one thing, from wherever, before the next one has to wait */
  constructor(ofAll: number, now: () => number) {
    this.#ofAll = new Attempts(ofAll)
    this.#now = now
  }

  /** @throws {Denied} when it is wrong, or was not tried */
  async check({ of, address = '' }: Told, isRight: () => boolean | Promise<boolean>): Promise<void> {
    const guess = async (): Promise<Outcome> => ((await isRight()) ? 'right' : 'wrong')
    const outcome = await this.#ofAddress.make(`${of} ${address}`, this.#now, () =>
      this.#ofAll.make(of, this.#now, guess),
    )
    if (outcome === 'right') return
    if (outcome === 'wrong') throw new Denied('password-wrong', 'this is not the password')
    throw new Denied('password-wrong', 'too many wrong passwords were tried', outcome.waitMs)
  }
}
