import { TokenBucket } from './token-bucket.ts'

const FORGET_EVERY_MS = 60_000

/** How often each address may do something. Remembers only those who did it lately. */
export class AddressRate {
  readonly #count: number
  readonly #withinMs: number
  readonly #buckets = new Map<string, TokenBucket>()
  #forgotAtMs = 0

  /** @param count as often as that at once, and within that time */
  constructor(count: number, withinMs: number) {
    this.#count = count
    this.#withinMs = withinMs
  }

  /** 0, and it is counted; or in how many milliseconds the address may do it again. */
  spend(address: string, nowMs: number): number {
    if (nowMs - this.#forgotAtMs > FORGET_EVERY_MS) this.#forget(nowMs)
    const bucket =
      this.#buckets.get(address) ?? new TokenBucket((this.#count * 1_000) / this.#withinMs, this.#count, nowMs)
    this.#buckets.set(address, bucket)
    return bucket.spend(1, nowMs)
  }

  /** Addresses that are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  #forget(nowMs: number): void {
    this.#forgotAtMs = nowMs
    for (const [address, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(address)
  }
}
