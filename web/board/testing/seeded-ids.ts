import { createRandom } from './random.ts'

/**
 * Stands in for `lib0/random`, so that ids are the seed's choosing, too: which of two comes first depends on them, and a failure must happen again.
 * For a test file that says `vi.mock('lib0/random', () => import('../testing/seeded-ids.ts'))`.
 */
const source = { random: createRandom(1) }

export const uint32 = (): number => source.random.int(2 ** 32)

/** From now on the ids are those of this seed. */
export function seedIds(seed: number): void {
  source.random = createRandom(seed)
}
