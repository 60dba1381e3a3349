import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { canonical } from '../testing/canonical.ts'
import { actAtRandom, regretAtRandom } from '../testing/person.ts'
import { createRandom } from '../testing/random.ts'
import { seedIds } from '../testing/seeded-ids.ts'
import { createTwins } from '../testing/twins.ts'
import { createBoardDocument, type BoardDocument } from './board-document.ts'
import { applyDifference, differenceBetween, isNoDifference } from './difference.ts'

vi.mock('lib0/random', () => import('../testing/seeded-ids.ts'))

/** The board as it is now, apart from the one that goes on. */
function frozen(doc: Y.Doc): BoardDocument {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return createBoardDocument(copy)
}

const idsOf = (board: BoardDocument): string[] => [...board.ids()].sort()

describe('what a board was', { timeout: 60_000 }, () => {
  it('[PAST1] the difference between any two moments makes the one into the other, and there is none to itself', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 30 }), (seed, at) => {
        seedIds(seed)
        const random = createRandom(seed)
        const { people } = createTwins(1, seed)
        const [{ doc, board }] = people as [(typeof people)[number]]
        const history = board.history()
        let then = frozen(doc)
        for (let round = 0; round < 40; round++) {
          if (round === at) then = frozen(doc)
          actAtRandom(board, random)
          regretAtRandom(history, random)
        }
        applyDifference(board, differenceBetween(frozen(doc), then))
        expect(canonical(board)).toEqual(canonical(then))
        expect(isNoDifference(differenceBetween(board, then))).toBe(true)
        const last = frozen(doc)
        applyDifference(then, differenceBetween(then, last))
        expect(canonical(then)).toEqual(canonical(last))
      }),
      { numRuns: 60 },
    )
  })

  it('[PAST2] restored while others work, some of them offline: all agree, new work stays, and nothing old comes back', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        seedIds(seed)
        const random = createRandom(seed)
        const twins = createTwins(3, seed)
        const [server, online, offline] = twins.people as [
          (typeof twins.people)[number],
          (typeof twins.people)[number],
          (typeof twins.people)[number],
        ]
        for (let round = 0; round < 10; round++) actAtRandom(online.board, random)
        twins.heal()
        const then = frozen(server.doc)
        for (let round = 0; round < 10; round++) actAtRandom(online.board, random)
        twins.heal()
        // Somebody leaves with a copy of what will not be there any more.
        twins.cut(0, 2)
        twins.cut(1, 2)
        const before = new Set([...server.board.ids(), ...then.ids()])
        const difference = differenceBetween(frozen(server.doc), then)
        for (let round = 0; round < 5; round++) actAtRandom(online.board, random)
        twins.deliver(random.int(6))
        applyDifference(server.board, difference)
        for (let round = 0; round < 5; round++) actAtRandom(offline.board, random)
        twins.heal()
        expect(canonical(online.board)).toEqual(canonical(server.board))
        expect(canonical(offline.board)).toEqual(canonical(server.board))
        // Of what there was, only what the moment has is there, unless somebody has deleted it since; whatever is new stays.
        const old = idsOf(server.board).filter((id) => before.has(id))
        expect(old.filter((id) => !then.has(id))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('[PAST1] the words of a row that is gone are there again with the row, whatever was restored meanwhile', () => {
    const { people } = createTwins(1, 1)
    const [{ doc, board }] = people as [(typeof people)[number]]
    const wordsOf = (id: string) => (board.get(id)?.props as { readonly texts?: unknown } | undefined)?.texts
    const table = { kind: 'table', 'row-one': 'a0', 'column-left': 'a0', texts: { 'one-left': 'head' } }
    const [changed, gone] = board.add([table, table]) as [string, string]
    const whole = frozen(doc)
    board.edit([changed, gone], 'row-one', null)
    const rowless = frozen(doc)
    // Changed there and back, and taken away and brought back.
    applyDifference(board, differenceBetween(frozen(doc), whole))
    applyDifference(board, differenceBetween(frozen(doc), rowless))
    board.remove([gone])
    applyDifference(board, differenceBetween(frozen(doc), rowless))
    expect(canonical(board)).toEqual(canonical(rowless))
    board.edit([changed, gone], 'row-one', 'a0')
    for (const id of [changed, gone]) expect(wordsOf(id)).toEqual(new Map([['one-left', 'head']]))
  })
})
