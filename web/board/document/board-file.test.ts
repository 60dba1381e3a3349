import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { KINDS } from '../elements/index.ts'
import { canonical } from '../testing/canonical.ts'
import { drawDemoBoard } from '../testing/demo-board.ts'
import { fillSampleBoard } from '../testing/sample-board.ts'
import { specimensOf } from '../testing/specimens.ts'
import { createBoardDocument, type BoardDocument } from './board-document.ts'
import { BadFile, boardFileOf, decodeBoardFile, encodeBoardFile, fillBoard } from './board-file.ts'
import { newId } from './new-id.ts'

const open = (): BoardDocument => createBoardDocument(new Y.Doc())

/** Where elements belong is no prop of theirs. As text, for which 0 and -0 are the same. */
const everything = (board: BoardDocument): unknown =>
  JSON.parse(
    JSON.stringify([
      canonical(board),
      board.pages.all(),
      [...board.ids()].toSorted().map((id) => board.get(id)?.belonging),
    ]),
  )

function reopened(board: BoardDocument): BoardDocument {
  const copy = open()
  fillBoard(copy, decodeBoardFile(encodeBoardFile(boardFileOf(board))))
  return copy
}

const file = (elements: readonly unknown[], settings: object = {}): string =>
  JSON.stringify({ format: 'drawbridge/board', version: 1, ...settings, elements })

describe('a board as a file', () => {
  it('[JSON1] comes back as it was: every kind, edits, order, groups, locks and settings', () => {
    const board = open()
    drawDemoBoard(board)
    const ids = board.add(KINDS.flatMap(specimensOf))
    board.add([{ kind: 'hologram', matrix: [1, 0, 0, 1, 0, 0], depth: 3, raw: Uint8Array.of(0, 255), text: 'new' }])
    board.edit(ids.slice(0, 20), 'locked', true)
    board.edit(ids.slice(5, 9), 'groups', [newId(), newId()])
    board.transform(ids, [0, 1, -1, 0, 7, -3])
    board.edit([ids[3]!, ids[4]!], 'z', 'a1')
    board.setMeta({ background: 'blue', grid: true })
    expect(everything(reopened(board))).toEqual(everything(board))
  })

  it('[JSON1] comes back as it was, whatever was done to it', () => {
    const step = fc.record({
      verb: fc.constantFrom('move', 'lock', 'colour', 'remove', 'write', 'link', 'turn'),
      at: fc.nat(),
      by: fc.integer({ min: -500, max: 500 }),
    })
    fc.assert(
      fc.property(fc.nat(), fc.array(step, { maxLength: 30 }), fc.string(), (seed, steps, title) => {
        const board = open()
        fillSampleBoard(board, 40, seed)
        board.setMeta({ title })
        for (const { verb, at, by } of steps) {
          const id = [...board.ids()].sort()[at % Math.max(1, board.size)] ?? ''
          if (verb === 'move') board.transform([id], [1, 0, 0, 1, by, -by])
          else if (verb === 'lock') board.edit([id], 'locked', by > 0)
          else if (verb === 'colour') board.edit([id], 'color', by > 0 ? 'red' : '#123456')
          else if (verb === 'remove') board.remove([id])
          else if (verb === 'link') board.edit([id], 'link', `https://a.example/${by}`)
          else if (verb === 'turn') {
            const page = `page-number-${Math.abs(by % 3)}`
            board.pages.edit(page, { name: `Page ${by}`, order: 'a1' })
            board.edit([id], 'page', page)
          } else board.editText(id, [{ index: 0, remove: 0, insert: `${by}\n"\u2028😀` }])
        }
        expect(everything(reopened(board))).toEqual(everything(board))
      }),
      { numRuns: 30 },
    )
  })

  it.each([
    ['', /not JSON/],
    ['{"format":"drawbridge/board","version":1,"elements":[', /ends too early/],
    ['{"type":"excalidraw"}', /not a board/],
    ['null', /not JSON/],
    [JSON.stringify({ format: 'drawbridge/board', version: 2, elements: [] }), /newer version/],
    [JSON.stringify({ format: 'drawbridge/board', version: 1 }), /no elements/],
    [file([{ id: 'only-an-id-00' }]), /element 1 .*kind/],
    [file([{ id: 'an-element-id', kind: 'shape', width: -1 }]), /element 1 .*width/],
    [file([{ id: 'an-element-id', kind: 'text', text: 3 }]), /element 1 .*text/],
    [file([null]), /element 1/],
    [file([1, 2].map(() => ({ id: 'an-element-id', kind: 'shape' }))), /element 2 .*taken/],
    [file([], { title: 7 }), /title/],
    [file([{ id: 'an-element-id', kind: 'stroke', points: { $bytes: '%%%' } }]), /./],
  ])('[JSON2] %s is refused with a reason', (text, reason) => {
    expect(() => decodeBoardFile(text)).toThrow(BadFile)
    expect(() => decodeBoardFile(text)).toThrow(reason)
  })

  it('[JSON2] anything else is read or refused, and what is read a board takes', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.object(), fc.anything())), fc.json(), (elements, json) => {
        for (const text of [json, JSON.stringify({ format: 'drawbridge/board', version: 1, elements }, plain)]) {
          try {
            fillBoard(open(), decodeBoardFile(text))
          } catch (error) {
            expect(error).toBeInstanceOf(BadFile)
          }
        }
      }),
    )
  })
})

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? null : value)
