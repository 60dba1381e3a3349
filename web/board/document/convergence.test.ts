import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../testing/canonical.ts'
import { actAtRandom, regretAtRandom } from '../testing/person.ts'
import { createRandom } from '../testing/random.ts'
import { createTwins } from '../testing/twins.ts'
import { createBoardDocument } from './board-document.ts'

describe('copies of one board', { timeout: 60_000 }, () => {
  it('[DOC20] become equal after any partitions, reorderings and repetitions, undo included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.nat(), (count, seed) => {
        const random = createRandom(seed)
        const twins = createTwins(count, seed)
        const histories = twins.people.map(({ board }) => board.history())
        for (let round = 0; round < 40; round++) {
          const who = random.int(count)
          const { board } = twins.people[who] as (typeof twins.people)[number]
          actAtRandom(board, random)
          regretAtRandom(histories[who] as (typeof histories)[number], random)
          if (random.int(10) === 0) twins.cut(random.int(count), random.int(count))
          if (random.int(20) === 0) twins.heal()
          twins.deliver(random.int(6))
        }
        twins.heal()
        const [first, ...others] = twins.people.map(({ board }) => canonical(board))
        for (const other of others) expect(other).toEqual(first)
        // What was derived change by change is what a reader who comes now derives at once.
        for (const { doc, board } of twins.people) {
          const fresh = createBoardDocument(doc)
          expect(canonical(fresh)).toEqual(first)
          expect(fresh.size).toBe(board.size)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('[DOC21] are told changes that add up to what is there', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const twins = createTwins(2, seed)
        const known = twins.people.map(({ board }) => {
          const ids = new Set<string>()
          board.onChange(({ added, updated, removed }) => {
            for (const id of added) expect(ids.has(id)).toBe(false)
            for (const id of [...updated, ...removed]) expect(ids.has(id)).toBe(true)
            for (const id of added) ids.add(id)
            for (const id of removed) ids.delete(id)
          })
          return ids
        })
        const histories = twins.people.map(({ board }) => board.history())
        for (let round = 0; round < 40; round++) {
          const who = random.int(2)
          actAtRandom((twins.people[who] as (typeof twins.people)[number]).board, random)
          regretAtRandom(histories[who] as (typeof histories)[number], random)
          twins.deliver(random.int(4))
        }
        twins.heal()
        for (const [i, { board }] of twins.people.entries()) {
          expect([...board.elements()].map(({ id }) => id).sort()).toEqual([...(known[i] as Set<string>)].sort())
        }
      }),
      { numRuns: 60 },
    )
  })
})
