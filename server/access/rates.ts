import type { Counted } from './counted.ts'
import { TokenBucket } from './token-bucket.ts'

const FORGET_EVERY_MS = 60_000

/** How often each of many may do something. Remembers only those who did it lately. */
export class Rate {
  readonly #count: number
  readonly #withinMs: number
  readonly #buckets = new Map<string, TokenBucket>()
  #forgotAtMs = 0

  /** @param count as often as that at once, and within that time */
  constructor(count: number, withinMs: number) {
    this.#count = count
    this.#withinMs = withinMs
  }

  /** 0, and it is counted; or in how many milliseconds it may be done again. */
  spend(key: string, nowMs: number): number {
    if (nowMs - this.#forgotAtMs > FORGET_EVERY_MS) this.#forget(nowMs)
    const bucket = this.#buckets.get(key) ?? new TokenBucket((this.#count * 1_000) / this.#withinMs, this.#count, nowMs)
    this.#buckets.set(key, bucket)
    return bucket.spend(1, nowMs)
  }

  /** What was counted did not happen. */
  giveBack(key: string, nowMs: number): void {
    this.#buckets.get(key)?.take(-1, nowMs)
  }

  /** How many are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  #forget(nowMs: number): void {
    this.#forgotAtMs = nowMs
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(key)
  }
}

/** Whose allowance is used up, and for how many milliseconds. */
export interface Waiting {
  readonly who: keyof Counted
  readonly waitMs: number
}

/** How often people may do something: each of them, and all of an address together whom nobody vouches for. */
export class Rates {
  readonly #person: Rate
  readonly #address: Rate

  /** @param counts as often as that at once, and within that time */
  constructor(counts: Readonly<Record<keyof Counted, number>>, withinMs: number) {
    this.#person = new Rate(counts.person, withinMs)
    this.#address = new Rate(counts.address, withinMs)
  }

  /** `undefined`, and it is counted; or who has to wait, and nothing is. */
  spend({ person, address }: Counted, nowMs: number): Waiting | undefined {
    const ownMs = person === undefined ? 0 : this.#person.spend(person, nowMs)
    if (ownMs > 0) return { who: 'person', waitMs: ownMs }
    const waitMs = address === undefined ? 0 : this.#address.spend(address, nowMs)
    if (waitMs === 0) return undefined
    if (person !== undefined) this.#person.giveBack(person, nowMs)
    return { who: 'address', waitMs }
  }
}
