import { seededRandom } from '../geometry/random.ts'

/** A seeded source of numbers: the same seed makes the same run, so that a failed test can be run again. */
export interface Random {
  /** 0 (inclusive) to 1 (exclusive). */
  next(): number
  /** A whole number from 0 to `below` (exclusive). */
  int(below: number): number
  between(min: number, max: number): number
  pick<T>(values: readonly T[]): T
}

/** Good enough to make boards and to shuffle. */
export function createRandom(seed: number): Random {
  const next = seededRandom(seed)
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
