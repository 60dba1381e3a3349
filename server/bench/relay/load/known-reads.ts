import type { Channel } from './workload.ts'

/** Writes that a read has brought: whose, and when they had been written. */
export interface Brought {
  readonly artists: Int32Array
  readonly sentMs: Float64Array
}

export type Delivered = Readonly<Record<Channel, Brought>>

/** What a reader has come to by reading something. */
export interface Outcome {
  /** A digest of `progress`. */
  readonly state: number
  readonly progress: Readonly<Record<Channel, Int32Array>>
  readonly delivered: Delivered
}

interface KnownRead {
  readonly before: number
  readonly bytes: Buffer
  readonly outcome: Outcome
}

/** Reads that are on their way to some and have reached others already. */
const MOST = 32

/**
 * What people on one board have read lately, from where they were: a server that sends a thousand people the same has it taken
 * apart once. The last comes first: most read it.
 */
export class KnownReads {
  readonly #reads: KnownRead[] = []

  find(before: number, chunk: Buffer): Outcome | undefined {
    for (const read of this.#reads) {
      if (read.before === before && read.bytes.length === chunk.length && read.bytes.equals(chunk)) return read.outcome
    }
    return undefined
  }

  /** @param chunk its memory is used again after the call */
  add(before: number, chunk: Buffer, outcome: Outcome): void {
    this.#reads.unshift({ before, bytes: Buffer.from(chunk), outcome })
    if (this.#reads.length > MOST) this.#reads.pop()
  }
}
