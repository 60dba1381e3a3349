import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownProps } from '../elements/connect.ts'
import { type Matrix, multiply, rotate, scale, translate } from '../geometry/matrix.ts'
import { canonical } from '../testing/canonical.ts'
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

/** Lets two people do their steps in an order of the seed's choosing, while some of it gets to the other. */
function interleave(
  seed: number,
  deliver: (count: number) => void,
  ...sides: readonly (readonly (() => void)[])[]
): void {
  const random = createRandom(seed)
  const waiting = sides.map((steps) => steps.slice())
  while (waiting.some((steps) => steps.length > 0)) {
    random.pick(waiting.filter((steps) => steps.length > 0)).shift()?.()
    deliver(random.int(3))
  }
}

describe('one moves while the other restyles', { timeout: 60_000 }, () => {
  it('[DOC49] what one moves, scales and turns while the other restyles it is moved, scaled, turned and restyled, for both', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const twins = createTwins(2, seed)
        const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
        const ids = alice.add([
          { kind: 'shape', matrix: [50, 0, 0, 50, 0, 0] },
          { kind: 'line', points: [0, 0, 90, 40] },
        ])
        twins.heal()
        const moves: readonly Matrix[] = [translate(7, 9), scale(2, 2), rotate(1), translate(-40, 3)].slice(
          random.int(4),
        )
        const expected = ids.map((id) =>
          moves.reduce((matrix, by) => multiply(by, matrix), alice.get(id)?.props.matrix as Matrix),
        )
        interleave(
          seed,
          twins.deliver,
          moves.map((by) => () => alice.transform(ids, by)),
          [
            () => bob.edit(ids, 'color', 'red'),
            () => bob.edit(ids, 'width', 9),
            () => bob.edit(ids, 'dash', 'dotted'),
            () => bob.edit(ids, 'opacity', 0.5),
          ],
        )
        twins.heal()
        for (const board of [alice, bob])
          for (const [i, id] of ids.entries()) {
            const props = board.get(id)?.props
            expect(props).toMatchObject({ color: 'red', width: 9, dash: 'dotted', opacity: 0.5 })
            for (const [k, value] of (props?.matrix ?? []).entries())
              expect(value).toBeCloseTo(expected[i]?.[k] ?? NaN, 6)
          }
      }),
    )
  })
})

describe('both undo at once', { timeout: 60_000 }, () => {
  it('[DOC50] step by step: each takes back what they did and nothing of the other’s; redoing brings back all of both', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const twins = createTwins(2, seed)
        const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
        const [shared, hers, his] = alice.add([
          { kind: 'text', text: 'shared' },
          { kind: 'shape', shape: 'cloud' },
          { kind: 'shape', shape: 'star' },
        ]) as [string, string, string]
        twins.heal()
        const before = canonical(alice)
        const histories = [alice.history(), bob.history()] as const
        const sides = [
          [
            () => alice.transform([shared], translate(30, 4)),
            () => alice.editText(shared, [{ index: 0, remove: 0, insert: 'ours: ' }]),
            () => alice.remove([hers]),
            () => alice.add([{ kind: 'shape' }]),
          ],
          [
            () => bob.edit([shared], 'color', 'red'),
            () => bob.editText(shared, [{ index: textOf(bob, shared).length, remove: 0, insert: '!' }]),
            () => bob.remove([his]),
            () => bob.add([{ kind: 'note', text: 'mine' }]),
          ],
        ] as const
        interleave(seed, twins.deliver, ...sides)
        twins.heal()
        const after = canonical(alice)
        const all = (verb: 'undo' | 'redo') =>
          interleave(seed, twins.deliver, ...sides.map((steps, who) => steps.map(() => () => histories[who]?.[verb]())))
        all('undo')
        twins.heal()
        expect([canonical(alice), canonical(bob)]).toEqual([before, before])
        all('redo')
        twins.heal()
        expect([canonical(alice), canonical(bob)]).toEqual([after, after])
      }),
    )
  })

  it('[DOC51] the deletion of one thing that both have deleted, or only one does: it is there again, once, as it was', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const twins = createTwins(2, seed)
        const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
        const [id] = alice.add([{ kind: 'note', text: 'keep me' }]) as [string]
        alice.edit([id], 'fill', 'red')
        twins.heal()
        const before = canonical(alice)
        const histories = [alice.history(), bob.history()]
        alice.remove([id])
        bob.remove([id])
        const who = createRandom(seed).pick([histories, histories.slice(0, 1), histories.slice(1)])
        interleave(seed, twins.deliver, ...who.map((history) => [() => history.undo()]))
        twins.heal()
        expect([canonical(alice), canonical(bob)]).toEqual([before, before])
        expect(bob.size).toBe(1)
      }),
    )
  })
})
