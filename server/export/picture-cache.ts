interface Entry {
  readonly bytes: Promise<Uint8Array>
  size: number
}

/** Files that were made from boards. Those who ask for the same at once cost one drawing; the ones asked for last are kept within a budget. */
export class PictureCache {
  readonly #budget: number
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>()
  #size = 0

  /** @param budget bytes */
  constructor(budget: number) {
    this.#budget = budget
  }

  /** Bytes that are kept. */
  get size(): number {
    return this.#size
  }

  /** @param key says all that the file depends on. What can't be made is not remembered. */
  get(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const entry = this.#entries.get(key) ?? { bytes: make(), size: 0 }
    const isNew = !this.#entries.delete(key)
    this.#entries.set(key, entry)
    if (isNew) void this.#settle(key, entry)
    return entry.bytes
  }

  async #settle(key: string, entry: Entry): Promise<void> {
    try {
      entry.size = (await entry.bytes).length
      this.#size += entry.size
      this.#trim()
    } catch {
      this.#entries.delete(key)
    }
  }

  /** What is being made has no size yet, and stays for those who wait for it. */
  #trim(): void {
    for (const [key, { size }] of this.#entries) {
      if (this.#size <= this.#budget) return
      if (size === 0) continue
      this.#entries.delete(key)
      this.#size -= size
    }
  }
}
