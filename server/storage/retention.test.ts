import fc from 'fast-check'
import { expect, it } from 'vitest'
import { retention } from './retention.ts'
import type { SnapshotHead } from './retention.ts'

/** A board compacted at these moments, each time with what history doesn't need given up. */
function compactedAt(
  moments: readonly number[],
  windowMs: number,
): { readonly snapshots: SnapshotHead[]; readonly firstUpdate: number } {
  let snapshots: SnapshotHead[] = []
  let firstUpdate = 1
  for (const [index, at] of moments.entries()) {
    snapshots.push({ id: index, seq: (index + 1) * 10, at })
    const given = retention(snapshots, at, windowMs)
    snapshots = snapshots.filter(({ id }) => !given.snapshots.includes(id))
    firstUpdate = Math.max(firstUpdate, given.upToSeq + 1)
  }
  return { snapshots, firstUpdate }
}

it('[STORE21] any moment within the window can be made again, from few snapshots, and updates are not kept for ever', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 100 }),
      (gaps, windowMs) => {
        let now = 0
        const moments = gaps.map((gap) => (now += gap))
        const { snapshots, firstUpdate } = compactedAt(moments, windowMs)
        expect(snapshots.length).toBeLessThanOrEqual(5)
        expect(snapshots.at(-1)?.at).toBe(now)
        // Update 10 × n + 1 … 10 × (n + 1) was written before moment n: what the board was at the start of the window must still be there.
        const base = snapshots.findLast(({ seq }) => seq < firstUpdate)
        expect(base === undefined ? firstUpdate : base.seq + 1).toBe(firstUpdate)
        const atStart = moments.filter((at) => at <= now - windowMs).length * 10
        expect(firstUpdate).toBeLessThanOrEqual(atStart + 1)
        const longAgo = moments.filter((at) => at <= now - 3 * windowMs - 40).length * 10
        expect(firstUpdate).toBeGreaterThan(longAgo)
      },
    ),
  )
})

it('[STORE21] without a window only the newest snapshot stays', () => {
  expect(compactedAt([5, 10, 15], 0)).toEqual({ snapshots: [{ id: 2, seq: 30, at: 15 }], firstUpdate: 31 })
})
