import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createStack } from './stack.ts'

const step = fc.record({ slot: fc.nat(40), z: fc.constantFrom('a', 'b', 'c', 'd', 'e', undefined) })

it('keeps any slots in order, whatever comes, moves and goes between two looks', () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 30 }), { maxLength: 12 }), fc.nat(9), (rounds, count) => {
      const stack = createStack()
      const zs = new Map<number, string>()
      const above = (a: number, b: number) => (keyOf(a) < keyOf(b) ? -1 : 1)
      const keyOf = (slot: number) => `${zs.get(slot)} ${idOf(slot)}`
      for (const round of rounds) {
        for (const { slot, z } of round) {
          if (z === undefined) stack.delete(slot)
          else stack.set(slot, z, idOf(slot))
          if (z === undefined) zs.delete(slot)
          else zs.set(slot, z)
        }
        const there = [...zs.keys()]
        expect(stack.sort([...there])).toEqual(there.sort(above))
        const places = there.map((slot) => stack.placeOf(slot))
        expect(new Set(places).size).toBe(there.length)
        expect(places).toEqual(places.toSorted((a, b) => a - b))
        const top = stack.top(count)
        expect(there.filter((slot) => top.includes(slot))).toEqual(top)
        if (top.length === count) expect(top).toEqual(there.slice(there.length - count))
        stack.set(NEWCOMER, 'f', idOf(NEWCOMER))
        expect(stack.top(1)).toEqual([NEWCOMER])
        stack.delete(NEWCOMER)
      }
    }),
  )
})

const NEWCOMER = 41
const idOf = (slot: number) => `id${slot}`
