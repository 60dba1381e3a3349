import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownProps } from '../elements/connect.ts'
import { measureRoughly } from '../testing/measure.ts'
import { createRandom } from '../testing/random.ts'
import { createTwins } from '../testing/twins.ts'
import type { BoardDocument } from './board-document.ts'

const textOf = (board: BoardDocument, id: string): string =>
  (board.get(id)?.props as { text?: string } | undefined)?.text ?? ''

/** Every letter of `part`, in that order, though others may stand between. */
function holds(text: string, part: string): boolean {
  let at = -1
  return Array.from(part).every((letter) => (at = text.indexOf(letter, at + 1)) >= 0)
}

describe('two people at once', { timeout: 60_000 }, () => {
  it('[DOC40] type into one shape that neither has typed into before, and nothing of either is lost', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const twins = createTwins(2, seed)
        const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
        const [id] = alice.add([{ kind: 'shape', shape: 'cloud' }]) as [string]
        twins.heal()
        const type = (board: BoardDocument, letters: string, i: number) =>
          board.editText(id, [{ index: i, remove: 0, insert: letters[i] as string }])
        for (let i = 0; i < 5; i++) {
          type(alice, 'ABCDE', i)
          type(bob, 'vwxyz', i)
          if (random.int(2) === 0) alice.edit([id], 'shape', random.pick(['star', 'bubble']))
        }
        twins.heal()
        expect(textOf(alice, id)).toBe(textOf(bob, id))
        expect([holds(textOf(alice, id), 'ABCDE'), holds(textOf(bob, id), 'vwxyz')]).toEqual([true, true])
      }),
    )
  })
})

describe('a connector and two people', { timeout: 60_000 }, () => {
  it('[DOC41] bound to a shape that somebody else deletes at the same time stays, and is shown where it was drawn', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const twins = createTwins(2, seed)
        const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
        const [shape] = alice.add([{ kind: 'shape', matrix: [100, 0, 0, 100, 0, 0] }]) as [string]
        twins.heal()
        const [connector] = alice.add([
          { kind: 'line', points: [0, 0, 300, 0], start: { id: shape, x: 0.5, y: 0.5 }, end: null },
        ]) as [string]
        bob.remove([shape])
        twins.heal()
        for (const board of [alice, bob]) {
          const element = board.get(connector)
          expect(board.size).toBe(1)
          expect(element && shownProps(element, measureRoughly, (id) => board.get(id))).toBe(element?.props)
          expect(element?.props).toMatchObject({ points: [0, 0, 300, 0], start: { id: shape } })
        }
      }),
    )
  })
})
