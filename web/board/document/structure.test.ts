import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { BELONGING } from '../elements/belonging.ts'
import { KINDS } from '../elements/index.ts'
import { translate } from '../geometry/matrix.ts'
import { pictureOf } from '../render/picture.ts'
import { svgOf } from '../render/svg.ts'
import { measureRoughly } from '../testing/measure.ts'
import { createRandom } from '../testing/random.ts'
import { createTwins } from '../testing/twins.ts'
import { createBoardDocument, type BoardDocument } from './board-document.ts'
import { faultOfEdit, faultOfRecord } from './legal.ts'
import { newId } from './new-id.ts'

const squares = (board: BoardDocument, count: number): string[] =>
  board.add(Array.from({ length: count }, (_, i) => ({ kind: 'shape', matrix: [50, 0, 0, 50, 100 * i, 0] })))

describe('where elements belong', () => {
  it('[STRUCT7] is fields of every kind, each valid alone and judged by the server', () => {
    for (const { fields } of KINDS) expect(Object.keys(BELONGING).filter((name) => name in fields)).toEqual([])
    const id = newId()
    expect(faultOfEdit(`${id}/groups`, [newId(), newId()])).toBe(undefined)
    expect(faultOfEdit(`${id}/locked`, true)).toBe(undefined)
    const twice = newId()
    expect(faultOfEdit(`${id}/frame`, newId())).toBe(undefined)
    expect(faultOfEdit(`${id}/frame`, null)).toBe(undefined)
    expect(faultOfEdit(`${id}/frame`, 'x')).toMatch(/frame/)
    for (const bad of ['g', ['short'], [twice, twice], [1], Array.from({ length: 17 }, newId)])
      expect(faultOfEdit(`${id}/groups`, bad)).toMatch(/groups/)
    expect(faultOfEdit(`${id}/locked`, 1)).toMatch(/locked/)
    expect(faultOfRecord({ id, kind: 'shape', groups: [newId()], locked: true })).toBe(undefined)
    expect(faultOfRecord({ id, kind: 'shape', groups: 'no' })).toMatch(/groups/)
  })

  it('[STRUCT7] of an element of any kind, known or not, is read, edited and copied; rubbish says nothing', () => {
    const doc = new Y.Doc()
    const board = createBoardDocument(doc)
    const [known, foreign] = board.add([{ kind: 'shape' }, { kind: 'hologram', depth: 3 }]) as [string, string]
    const group = newId()
    board.edit([known, foreign], 'groups', [group])
    board.edit([known, foreign], 'locked', true)
    for (const id of [known, foreign]) {
      expect(board.get(id)?.belonging).toMatchObject({ groups: [group], locked: true })
      const [copy] = board.duplicate([id], 0, 0) as [string]
      expect(board.get(copy)?.belonging.locked).toBe(true)
      expect(board.get(copy)?.belonging.groups).not.toEqual([group])
    }
    doc.getMap('edits').set(`${known}/groups`, { evil: true })
    doc.getMap('edits').set(`${known}/locked`, 'yes')
    expect(board.get(known)?.belonging).toMatchObject({ groups: [], locked: false, frame: null })
  })
})

describe('two people who structure one board at once', { timeout: 60_000 }, () => {
  it('[DOC45] one groups while the other moves or deletes a member: it is grouped where it was moved, or gone', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const twins = createTwins(2, seed)
        const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
        const ids = squares(alice, 4)
        twins.heal()
        const group = newId()
        const [moved, deleted] = [ids[random.int(3)] as string, ids[3] as string]
        const steps = [
          () => alice.edit(ids, 'groups', [group]),
          () => bob.transform([moved], translate(7, 9)),
          () => bob.remove([deleted]),
        ]
        while (steps.length > 0) {
          steps.splice(random.int(steps.length), 1)[0]?.()
          twins.deliver(random.int(3))
        }
        twins.heal()
        for (const board of [alice, bob]) {
          const left = ids.filter((id) => board.has(id))
          expect(left).toEqual(ids.slice(0, 3))
          for (const id of left) expect(board.belonging(id)?.groups).toEqual([group])
          expect(board.get(moved)?.props.matrix.slice(4)).toEqual([100 * ids.indexOf(moved) + 7, 9])
        }
      }),
    )
  })

  it('[DOC46] both group overlapping elements: every element is in one of the groups, the same for both, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const twins = createTwins(2, seed)
        const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
        const ids = squares(alice, 3)
        twins.heal()
        const [mine, yours] = [newId(), newId()]
        alice.edit(ids.slice(0, 2), 'groups', [mine])
        bob.edit(ids.slice(1), 'groups', [yours])
        twins.heal()
        const groups = (board: BoardDocument) => ids.map((id) => board.belonging(id)?.groups)
        expect(groups(alice)).toEqual(groups(bob))
        expect(groups(alice)[0]).toEqual([mine])
        expect(groups(alice)[2]).toEqual([yours])
        expect([mine, yours]).toContain(groups(alice)[1]?.[0])
      }),
    )
  })

  it('[DOC47] one locks what the other moves or restyles: both stay, and undoing the lock leaves the other’s work', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const twins = createTwins(2, seed)
        const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
        const [id] = squares(alice, 1) as [string]
        twins.heal()
        const history = alice.history()
        alice.edit([id], 'locked', true)
        bob.transform([id], translate(5, 0))
        bob.edit([id], 'color', 'red')
        twins.heal()
        for (const board of [alice, bob]) {
          expect(board.get(id)).toMatchObject({ belonging: { locked: true }, props: { color: 'red' } })
          expect(board.get(id)?.props.matrix[4]).toBe(5)
        }
        history.undo()
        twins.heal()
        expect(bob.get(id)).toMatchObject({ belonging: { locked: false }, props: { color: 'red' } })
      }),
    )
  })
})

describe('a frame and two people', { timeout: 60_000 }, () => {
  it('[DOC48] that one deletes, moves or makes another’s while the other puts something in: nothing of it is lost', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const twins = createTwins(2, seed)
        const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
        const [first, second] = alice.add([
          { kind: 'frame', matrix: [200, 0, 0, 200, 0, 0] },
          { kind: 'frame', matrix: [200, 0, 0, 200, 500, 0] },
        ]) as [string, string]
        const [id] = squares(alice, 1) as [string]
        twins.heal()
        bob.edit([id], 'frame', first)
        random.pick([
          () => alice.remove([first]),
          () => alice.edit([id], 'frame', second),
          () => alice.transform([first], translate(1_000, 0)),
          () => alice.edit([first], 'frame', second),
        ])()
        twins.heal()
        const pictures = [alice, bob].map((board) => pictureOf(board.elements(), measureRoughly, { margin: 0 }))
        expect(pictures[0]).toEqual(pictures[1])
        // Wherever it belongs now, some of it is seen.
        const drawn = JSON.stringify(pictures[0]?.items.flatMap((item) => (item.type === 'clip' ? item.items : [item])))
        expect(alice.has(id)).toBe(true)
        expect(drawn.match(/"stroke":\{"color":"ink"/g)).toHaveLength(1)
      }),
    )
  })
})

describe('pictures of frames', () => {
  it('[STRUCT16] clip what is in them, in SVG as on a canvas, and one frame is a picture of its own', () => {
    const board = createBoardDocument(new Y.Doc())
    const [frame] = board.add([{ kind: 'frame', matrix: [100, 0, 0, 50, 10, 20], fill: 'yellow' }]) as [string]
    board.add([
      { kind: 'shape', matrix: [300, 0, 0, 10, 50, 30], frame },
      { kind: 'shape', matrix: [40, 0, 0, 40, 30, 30] },
    ])
    const whole = pictureOf(board.elements(), measureRoughly, { margin: 0 })
    expect(whole.items.map(({ type }) => type)).toEqual(['path', 'clip', 'path'])
    expect(whole.bounds.maxX).toBeCloseTo(110.75)
    const svg = svgOf(whole, { theme: 'light' })
    expect(svg).toContain('<clipPath id="clip-1"><path d="M10 20l100 0 0 50-100 0z"/></clipPath>')
    expect(svg).toContain('<g clip-path="url(#clip-1)">')
    const one = pictureOf(board.elements(), measureRoughly, { within: frame })
    expect(one.bounds).toEqual({ minX: 10, minY: 20, maxX: 110, maxY: 70 })
    expect(one.items).toMatchObject([{ type: 'clip', items: [{ fill: 'yellow' }, { type: 'clip' }] }])
    expect(JSON.stringify(one.items)).not.toContain('grey')
    expect(pictureOf(board.elements(), measureRoughly, { within: newId() }).items).toEqual([])
  })
})
