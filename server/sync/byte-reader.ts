import { CLOSE } from '#board/protocol.ts'
import { Refusal } from './refusal.ts'

const malformed = (reason: string): Refusal => new Refusal(CLOSE.malformed, reason)

/**
 * Reads lib0's encoding strictly: an integer has exactly one accepted form (the shortest), so that nobody can spell a
 * message in a way that one check reads differently from the next. Every method throws {@link Refusal} 4400.
 */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get position(): number {
    return this.#at
  }

  /** Little-endian groups of 7 bits, at most 2^53 - 1. */
  varUint(): number {
    let value = 0
    let factor = 1
    for (;;) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw malformed('the message ends within a number')
      value += (byte & 127) * factor
      if (value > Number.MAX_SAFE_INTEGER) throw malformed('a number is too large')
      if (byte < 128) {
        if (byte === 0 && factor > 1) throw malformed('a number is not in its shortest form')
        return value
      }
      factor *= 128
    }
  }

  /** A length and that many bytes; a view, not a copy. */
  varBytes(): Uint8Array {
    const length = this.varUint()
    const start = this.#at
    if (length > this.#bytes.length - start) throw malformed('the message is shorter than it says')
    this.#at = start + length
    return this.#bytes.subarray(start, this.#at)
  }

  /** What has been read since a position. */
  since(start: number): Uint8Array {
    return this.#bytes.subarray(start, this.#at)
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  end(): void {
    if (!this.atEnd) throw malformed('bytes are left over after the message')
  }
}
