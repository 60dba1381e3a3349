import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeTokens, decodeTokens, TOKEN_COLORS } from '../elements/code/tokens.ts'
import { decodeFormula, encodeFormula } from '../elements/formula/set-formula.ts'
import { kindOf } from '../elements/index.ts'
import { markOf } from '../elements/made-of.ts'
import { createPathBuilder } from '../geometry/path.ts'
import type { DisplayItem } from '../render/display-item.ts'
import { measureRoughly } from '../testing/measure.ts'
import { SET_BYTES, SET_WORDS } from '../testing/set-specimen.ts'
import { createTwins } from '../testing/twins.ts'
import type { BoardDocument } from './board-document.ts'
import { faultOfEdit, faultOfRecord } from './legal.ts'

const shown = (board: BoardDocument, id: string): readonly DisplayItem[] => {
  const element = board.get(id)
  return element ? kindOf(element.kind).display(element.props, measureRoughly) : []
}
const typesShown = (board: BoardDocument, id: string) => shown(board, id).map(({ type }) => type)
const type = (board: BoardDocument, id: string, index: number, insert: string) =>
  board.editText(id, [{ index, remove: 0, insert }])

function formulaOfTwo(seed: number) {
  const twins = createTwins(2, seed)
  const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
  const [id] = alice.add([{ kind: 'formula', text: SET_WORDS, set: SET_BYTES }]) as [string]
  twins.heal()
  return { twins, alice, bob, id }
}

describe('what is made of words', { timeout: 60_000 }, () => {
  it('[SET1] is shown as long as the words are those that it was made of; others are shown as they are written', () => {
    const { alice, id } = formulaOfTwo(1)
    expect(typesShown(alice, id)).toEqual(['path'])
    type(alice, id, SET_WORDS.length, '+1')
    expect(typesShown(alice, id)).toEqual(['text'])
    expect(shown(alice, id)).toMatchObject([{ lines: [{ text: `${SET_WORDS}+1` }], font: 'mono' }])
  })

  it('[SET2] is no step of anybody’s undo: with the words of before it is shown again', () => {
    const { alice, id } = formulaOfTwo(1)
    const history = alice.history()
    type(alice, id, 0, 'x')
    alice.derive(id, 'set', null)
    expect(history.canUndo).toBe(true)
    history.undo()
    expect(history.canUndo).toBe(false)
    alice.derive(id, 'set', SET_BYTES)
    expect([typesShown(alice, id), history.canUndo]).toEqual([['path'], false])
  })

  it('[SET3] two type in one formula at once: nothing of either is lost, and it is shown as written until it is set anew', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { twins, alice, bob, id } = formulaOfTwo(seed)
        type(alice, id, 0, 'y=')
        type(bob, id, SET_WORDS.length, '+1')
        // Each makes what fits to what they see: whichever is written last does not fit to both.
        const made = (words: string) =>
          encodeFormula({
            ...(decodeFormula(SET_BYTES) as NonNullable<ReturnType<typeof decodeFormula>>),
            mark: markOf(words),
          })
        alice.derive(id, 'set', made(`y=${SET_WORDS}`))
        bob.derive(id, 'set', made(`${SET_WORDS}+1`))
        twins.heal()
        const words = `y=${SET_WORDS}+1`
        for (const board of [alice, bob]) {
          expect(board.get(id)?.props).toMatchObject({ text: words })
          expect(typesShown(board, id)).toEqual(['text'])
        }
        bob.derive(id, 'set', made(words))
        twins.heal()
        expect([typesShown(alice, id), typesShown(bob, id)]).toEqual([['path'], ['path']])
      }),
    )
  })

  it('[SET4] is taken only if it is what was written: any other bytes are refused, whatever they are', () => {
    const record = { id: 'a-formula-of-mine', kind: 'formula', matrix: [1, 0, 0, 1, 0, 0], set: SET_BYTES }
    expect(faultOfRecord(record)).toBeUndefined()
    expect(faultOfEdit('a-formula-of-mine/set', SET_BYTES.slice(0, -1))).toMatch(/set/)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const start of [[], [1]]) {
          const formula = decodeFormula(Uint8Array.from([...start, ...bytes]))
          for (const { path } of formula?.shapes ?? []) expect(path.coordinates.every(Number.isFinite)).toBe(true)
          decodeTokens(Uint8Array.from([...start, ...bytes]))
        }
      }),
    )
  })

  it('[SET5] comes back from its bytes', () => {
    const number = fc.integer({ min: -90_000, max: 90_000 }).map((n) => n / 1_000)
    const path = fc.array(fc.tuple(number, number, number, number), { minLength: 1, maxLength: 9 }).map((points) => {
      const builder = createPathBuilder().moveTo(0, 0)
      for (const [a, b, c, d] of points) builder.lineTo(a, b).quadraticTo(a, b, c, d).cubicTo(a, b, c, d, b, a).close()
      return builder.build()
    })
    const shape = fc.record({ color: fc.constantFrom('', '#000000', '#12ab90'), path })
    fc.assert(
      fc.property(fc.nat(), fc.array(shape, { maxLength: 3 }), (mark, shapes) => {
        const formula = { mark, width: 1.5, height: 0.25, shapes }
        const back = decodeFormula(encodeFormula(formula))
        expect(back).toMatchObject({ mark, width: 1.5, height: 0.25 })
        for (const [i, one] of shapes.entries()) {
          expect([back?.shapes[i]?.color, back?.shapes[i]?.path.ops]).toEqual([one.color, one.path.ops])
          for (const [k, coordinate] of one.path.coordinates.entries())
            expect(back?.shapes[i]?.path.coordinates[k]).toBeCloseTo(coordinate, 6)
        }
      }),
    )
    const stretch = fc.record({ length: fc.integer({ min: 1, max: 999 }), color: fc.nat(TOKEN_COLORS.length - 1) })
    fc.assert(
      fc.property(fc.nat(), fc.array(stretch), (mark, stretches) => {
        expect(decodeTokens(encodeTokens({ mark, stretches }))).toEqual({ mark, stretches })
      }),
    )
  })
})

describe('a programme', () => {
  const texts = (items: readonly DisplayItem[]) =>
    items.flatMap((item) => (item.type === 'text' ? item.lines.map(({ text }) => [item.color, text]) : []))

  it('[SET6] is drawn line by line, each part in its colour and every part once, tabs as four spaces', () => {
    const { people } = createTwins(1, 1)
    const board = people[0]?.board as BoardDocument
    const text = 'if x:\n\tsay("a\tb")\n\n# [ ] no box'
    const stretches = [
      { length: 2, color: 1 },
      { length: 9, color: 0 },
      { length: 5, color: 2 },
      { length: 3, color: 0 },
    ]
    const tokens = encodeTokens({ mark: markOf('python', text), stretches })
    const [id] = board.add([{ kind: 'code', text, language: 'python', size: 10, tokens }]) as [string]
    expect(texts(shown(board, id))).toEqual([
      ['violet', 'if'],
      ['ink', ' x:'],
      ['ink', '    say('],
      ['ink', ')'],
      ['ink', '# [ ] no box'],
      ['green', '"a    b"'],
    ])
    board.edit([id], 'language', 'ruby')
    expect(texts(shown(board, id))).toEqual([
      ['ink', 'if x:'],
      ['ink', '    say("a    b")'],
      ['ink', '# [ ] no box'],
    ])
  })
})
