import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareZ, isZ } from '../elements/z-order.ts'
import { keysAbove, keysBetween } from './order.ts'

const keyBetween = (below: string | undefined, above: string | undefined) => keysBetween(below, above, 1)[0] ?? ''

describe('z-order', () => {
  it('[ORDER1] makes keys above the top, in order', () => {
    const keys = keysAbove('a0', 5)
    expect([...keys].sort()).toEqual(keys)
    expect(keys.every((key) => key > 'a0' && isZ(key))).toBe(true)
    expect(keysAbove(undefined, 1)).toEqual(['a0'])
  })

  it('[ORDER2] makes a key between any two that leave room', () => {
    expect(keyBetween('a0', 'a1') > 'a0' && keyBetween('a0', 'a1') < 'a1').toBe(true)
    expect(keyBetween(undefined, 'a0') < 'a0').toBe(true)
    expect(keyBetween('a0', undefined) > 'a0').toBe(true)
  })

  it('[ORDER3] never throws, whatever keys are stored: equal, reversed, huge or no keys at all', () => {
    const hostile = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.constantFrom('a0', 'a0', 'zz', 'A', '0', 'a00', 'z'.repeat(256)),
    )
    fc.assert(
      fc.property(hostile, hostile, fc.nat({ max: 5 }), (a, b, count) => {
        expect(keysAbove(a, count)).toHaveLength(count)
        expect(typeof keyBetween(a, b)).toBe('string')
        if (isZ(a)) for (const key of keysAbove(a, count)) expect(isZ(key) && key >= a).toBe(true)
      }),
      { numRuns: 1_000 },
    )
    expect(keyBetween('a1', 'a1')).toBe('a1')
    expect(keyBetween('a2', 'a1')).toBe('a2')
  })

  it('[ORDER4] is the same everywhere: equal keys are ordered by id', () => {
    const shuffled = [
      { z: 'a1', id: 'b' },
      { z: 'a0', id: 'c' },
      { z: 'a1', id: 'a' },
    ]
    expect(shuffled.toSorted(compareZ).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  })
})
