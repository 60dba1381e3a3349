/** Allowance that refills with time. May be overdrawn: the debt says how long to wait. */
export class TokenBucket {
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #at: number

  /** @param nowMs a monotonic clock, milliseconds */
  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#at = nowMs
  }

  /** True when nothing was taken, or all of it has come back. */
  isFull(nowMs: number): boolean {
    return this.take(0, nowMs) === 0 && this.#tokens >= this.#burst
  }

  /** Takes `cost` tokens if they are there; otherwise takes none and answers how many milliseconds it takes until they are. */
  spend(cost: number, nowMs: number): number {
    const waitMs = this.take(cost, nowMs)
    if (waitMs > 0) this.#tokens += cost
    return waitMs
  }

  /** Takes `cost` tokens and answers for how many milliseconds the taker should pause; 0 when it may go on. */
  take(cost: number, nowMs: number): number {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((nowMs - this.#at) / 1000) * this.#perSecond) - cost
    this.#at = nowMs
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#perSecond) * 1000
  }
}
