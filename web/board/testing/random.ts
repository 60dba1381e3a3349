/** A seeded source of numbers: the same seed makes the same run, so that a failed test can be run again. */
export interface Random {
  /** 0 (inclusive) to 1 (exclusive). */
  next(): number
  /** A whole number from 0 to `below` (exclusive). */
  int(below: number): number
  between(min: number, max: number): number
  pick<T>(values: readonly T[]): T
}

/** mulberry32: 32 bits of state, good enough to make boards and to shuffle. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    next,
    int,
    between: (min, max) => min + next() * (max - min),
    pick: (values) => {
      if (values.length === 0) throw new RangeError('nothing to pick from')
      return values[int(values.length)] as (typeof values)[number]
    },
  }
}
