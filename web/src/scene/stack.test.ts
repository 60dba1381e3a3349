import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createStack } from './stack.ts'

const step = fc.record({ slot: fc.nat(40), z: fc.constantFrom('a', 'b', 'c', 'd', 'e', undefined) })

it('keeps any slots in order, whatever comes, moves and goes between two looks', () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 30 }), { maxLength: 12 }), (rounds) => {
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
        expect(stack.end).toBeGreaterThan(Math.max(-1, ...places))
      }
    }),
  )
})

const idOf = (slot: number) => `id${slot}`
