import fc from 'fast-check'
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { trackIds, type Gridded } from '../elements/grid.ts'
import { kindOf } from '../elements/index.ts'
import { createRandom } from '../testing/random.ts'
import { createTwins } from '../testing/twins.ts'
import { createBoardDocument, type BoardDocument } from './board-document.ts'
import { applyDifference, differenceBetween, isNoDifference } from './difference.ts'
import { decodeClip, encodeClip } from './clip.ts'
import { boxAt } from '../geometry/box.ts'
import { faultOfEdit, faultOfRecord, faultOfTextKey } from './legal.ts'
import type { NewElement } from './element.ts'
import { newKey } from './new-id.ts'
import { keysBetween } from './order.ts'
import { renew } from './renew.ts'

/** Two rows and two columns; what is said in one corner. */
const TABLE: NewElement = {
  kind: 'table',
  'row-one': 'a0',
  'row-two': 'a1',
  'column-left': 'a0',
  'column-right': 'a1',
  'wide-left': 90,
  texts: { 'one-left': 'head' },
}

const gridOf = (board: BoardDocument, id: string) => (board.get(id)?.props ?? {}) as unknown as Gridded
const rowsOf = (board: BoardDocument, id: string) => trackIds(gridOf(board, id), 'row')
const say = (board: BoardDocument, id: string, part: string, insert: string, index = 0) =>
  board.editText(id, [{ index, remove: 0, insert }], part)
const said = (board: BoardDocument, id: string, part: string) =>
  (board.get(id)?.props as { texts?: ReadonlyMap<string, string> } | undefined)?.texts?.get(part) ?? ''
const wordsOf = (board: BoardDocument, id: string) => {
  const element = board.get(id)
  return element && kindOf(element.kind).says?.(element.props)
}

/** Puts a row between the first and the second; answers its key. */
function insertRow(board: BoardDocument, id: string): string {
  const { row } = gridOf(board, id)
  const [above, below] = rowsOf(board, id)
  const key = newKey()
  board.edit([id], `row-${key}`, keysBetween(row.get(above ?? ''), row.get(below ?? ''), 1)[0])
  return key
}

function tableOfTwo(seed: number) {
  const twins = createTwins(2, seed)
  const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
  const [id] = alice.add([TABLE]) as [string]
  twins.heal()
  return { twins, alice, bob, id }
}

/** Every letter of `part`, in that order, though others may stand between. */
function holds(text: string, part: string): boolean {
  let at = -1
  return Array.from(part).every((letter) => (at = text.indexOf(letter, at + 1)) >= 0)
}

describe('a table', () => {
  const empty = () => {
    const doc = new Y.Doc()
    const board = createBoardDocument(doc)
    const [id] = board.add([TABLE]) as [string]
    return { doc, board, id }
  }

  it('[TABLE1] holds a text in each cell, which is made when somebody first types there', () => {
    const { doc, board, id } = empty()
    expect(wordsOf(board, id)).toBe('head\t\n\t')
    expect(doc.getMap('texts').size).toBe(1)
    say(board, id, 'two-right', 'foot')
    say(board, id, 'two-right', '!', 4)
    say(board, id, 'no/such', 'nothing')
    expect(wordsOf(board, id)).toBe('head\t\n\tfoot!')
    expect(doc.getMap('texts').size).toBe(2)
  })

  it('[TABLE2] is copied with its words, and goes with all of them', () => {
    const { doc, board, id } = empty()
    say(board, id, 'two-left', 'second')
    board.edit([id], 'row-one', null)
    const clip = decodeClip(encodeClip({ elements: board.copy([id]), box: boxAt(0, 0, 1, 1) }))
    const [copy] = board.add(renew(clip.type === 'clip' ? clip.clip.elements : [])) as [string]
    expect(wordsOf(board, copy)).toBe('second\t')
    const [other] = board.duplicate([id], 5, 5) as [string]
    expect(wordsOf(board, other)).toBe('second\t')
    expect(board.get(other)?.props).toMatchObject({ wide: new Map([['left', 90]]) })
    board.remove([id, copy, other])
    expect([doc.getMap('texts').size, doc.getMap('edits').size]).toEqual([0, 0])
  })

  it('[TABLE3] gets a row back by undo, with its words', () => {
    const { board, id } = empty()
    const history = board.history()
    board.edit([id], 'row-one', null)
    expect([rowsOf(board, id), wordsOf(board, id)]).toEqual([['two'], '\t'])
    history.undo()
    expect([rowsOf(board, id), wordsOf(board, id)]).toEqual([['one', 'two'], 'head\t\n\t'])
  })

  it('[TABLE4] takes rows, columns and texts under names of their own, and no others', () => {
    const record = { id: 'a-table-of-mine', kind: 'table', matrix: [1, 0, 0, 1, 0, 0] }
    expect(faultOfRecord({ ...record, 'row-one': 'a0', 'wide-x': 40 })).toBeUndefined()
    expect(faultOfRecord({ ...record, 'row-one': 7 })).toMatch(/row-one/)
    expect(faultOfEdit('a-table-of-mine/row-one', null)).toBeUndefined()
    expect(faultOfEdit('a-table-of-mine/tall-one', -3)).toMatch(/tall-one/)
    expect(faultOfTextKey('a-table-of-mine/one-left')).toBeUndefined()
    expect(faultOfTextKey('a-table-of-mine/one-left/Ab3')).toBeUndefined()
    for (const key of ['a-table-of-mine/', 'a-table-of-mine/a/b/c', 'a-table-of-mine/a b', '/one-left'])
      expect(faultOfTextKey(key)).toBeDefined()
  })
})

describe('a table as it was', () => {
  it('[TABLE17] comes back with its rows, columns and words when an earlier state of the board does', () => {
    const { people } = createTwins(2, 1)
    const [now, then] = people.map(({ board }) => board) as [BoardDocument, BoardDocument]
    const [id] = now.add([{ ...TABLE, id: 'a-table-of-mine' }]) as [string]
    then.add([{ ...TABLE, id }])
    say(then, id, 'two-right', 'earlier')
    now.edit([id], 'row-two', null)
    now.edit([id], 'column-more', 'a5')
    now.edit([id], 'wide-right', 300)
    say(now, id, 'one-left', 'later ')
    say(now, id, 'one-more', 'new')
    applyDifference(now, differenceBetween(now, then))
    expect([wordsOf(now, id), isNoDifference(differenceBetween(now, then))]).toEqual(['head\t\n\tearlier', true])
  })
})

describe('a table and two people at once', { timeout: 60_000 }, () => {
  it('[TABLE5] both insert a row at one place: both are there, in one order for all, with what was typed in them', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { twins, alice, bob, id } = tableOfTwo(seed)
        const [hers, his] = [insertRow(alice, id), insertRow(bob, id)]
        say(alice, id, `${hers}-left`, 'hers')
        say(bob, id, `${his}-left`, 'his')
        twins.deliver(createRandom(seed).int(4))
        twins.heal()
        expect(rowsOf(alice, id)).toEqual(rowsOf(bob, id))
        expect(rowsOf(alice, id)).toHaveLength(4)
        expect(rowsOf(alice, id).slice(1, 3).sort()).toEqual([hers, his].sort())
        expect([said(bob, id, `${hers}-left`), said(alice, id, `${his}-left`)]).toEqual(['hers', 'his'])
      }),
    )
  })

  it('[TABLE6] both begin to type in an empty cell, also one of a new row in a new column: nothing of either is lost', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const { twins, alice, bob, id } = tableOfTwo(seed)
        const row = insertRow(alice, id)
        bob.edit([id], 'column-mid', 'a0V')
        if (random.int(2) === 0) twins.heal()
        else twins.deliver(random.int(3))
        alice.edit([id], 'column-mid', 'a0V')
        bob.edit([id], `row-${row}`, 'a0V')
        for (let i = 0; i < 5; i++) {
          say(alice, id, `${row}-mid`, 'ABCDE'[i] as string, i)
          say(bob, id, `${row}-mid`, 'vwxyz'[i] as string, i)
        }
        twins.heal()
        const words = said(alice, id, `${row}-mid`)
        expect(said(bob, id, `${row}-mid`)).toBe(words)
        expect([words.length, holds(words, 'ABCDE'), holds(words, 'vwxyz')]).toEqual([10, true, true])
        // From then on it is one text for both.
        alice.editText(id, [{ index: 3, remove: 4, insert: '-' }], `${row}-mid`)
        twins.heal()
        expect(said(bob, id, `${row}-mid`)).toBe(`${words.slice(0, 3)}-${words.slice(7)}`)
      }),
    )
  })

  it('[TABLE7] one deletes a row in which the other types: it goes, and undo brings it back with what was typed meanwhile', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { twins, alice, bob, id } = tableOfTwo(seed)
        const history = alice.history()
        say(bob, id, 'one-left', 'my ')
        alice.edit([id], 'row-one', null)
        say(bob, id, 'one-right', 'new')
        twins.heal()
        expect([rowsOf(alice, id), rowsOf(bob, id)]).toEqual([['two'], ['two']])
        history.undo()
        twins.heal()
        expect([wordsOf(alice, id), wordsOf(bob, id)]).toEqual(['my head\tnew\n\t', 'my head\tnew\n\t'])
      }),
    )
  })

  it('[TABLE8] one deletes a row that the other moves or makes taller: moved last it stays, and its height brings nothing back', () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (seed, moves) => {
        const { twins, alice, bob, id } = tableOfTwo(seed)
        alice.edit([id], 'row-one', null)
        if (moves) bob.edit([id], 'row-one', 'a2')
        else bob.edit([id], 'tall-one', 80)
        twins.heal()
        expect(rowsOf(alice, id)).toEqual(rowsOf(bob, id))
        if (moves) expect([['two'], ['two', 'one']]).toContainEqual(rowsOf(alice, id))
        else expect(rowsOf(alice, id)).toEqual(['two'])
        expect(alice.get(id)).toBeDefined()
      }),
    )
  })

  it('[TABLE9] one undoes what they typed first in a cell: the letters of the other stay', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { twins, alice, bob, id } = tableOfTwo(seed)
        const history = alice.history()
        say(alice, id, 'two-left', 'mine')
        twins.heal()
        say(bob, id, 'two-left', ' and his', 4)
        twins.heal()
        history.undo()
        twins.heal()
        expect([said(alice, id, 'two-left'), said(bob, id, 'two-left')]).toEqual([' and his', ' and his'])
        history.redo()
        twins.heal()
        expect(said(bob, id, 'two-left')).toBe('mine and his')
      }),
    )
  })
})
