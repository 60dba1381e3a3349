/** Variable-length integers: 7 bits a byte, lowest first; signed ones are zigzag-coded, so that small ones of either sign are short. */
export interface VarintWriter {
  unsigned(value: number): void
  signed(value: number): void
  bytes(): Uint8Array
}

/** Takes integers of up to 52 bits. */
export function createVarintWriter(): VarintWriter {
  const out: number[] = []
  // Division, not shifts: values may be wider than 32 bits.
  const unsigned = (value: number): void => {
    let rest = value
    while (rest >= 0x80) {
      out.push((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    out.push(rest)
  }
  return {
    unsigned,
    signed: (value) => unsigned(value < 0 ? -2 * value - 1 : 2 * value),
    bytes: () => Uint8Array.from(out),
  }
}

/** Hot path (every point of a board). Never throws. */
export class VarintReader {
  readonly #bytes: Uint8Array
  #at: number

  constructor(bytes: Uint8Array, start = 0) {
    this.#bytes = bytes
    this.#at = start
  }

  /** NaN once the bytes have ended or a number is too wide. */
  unsigned(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined || byte >= 0x80) return this.#long()
    this.#at++
    return byte
  }

  signed(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined || byte >= 0x80) return unzigzag(this.#long())
    this.#at++
    return (byte >>> 1) ^ -(byte & 1)
  }

  #long(): number {
    let value = 0
    for (let unit = 1; unit <= 2 ** 49; unit *= 0x80) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) return NaN
      value += (byte & 0x7f) * unit
      if (byte < 0x80) return value <= Number.MAX_SAFE_INTEGER ? value : NaN
    }
    return NaN
  }

  /** Bytes not read yet. */
  get left(): number {
    return Math.max(0, this.#bytes.length - this.#at)
  }
}

const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)
