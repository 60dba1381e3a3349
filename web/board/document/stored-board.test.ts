import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { actAtRandom, regretAtRandom } from '../testing/person.ts'
import { createRandom } from '../testing/random.ts'
import { SET_BYTES } from '../testing/set-specimen.ts'
import { createTwins } from '../testing/twins.ts'
import { createBoardDocument } from './board-document.ts'
import { readBoard, type BoardReader } from './board-reader.ts'
import { createHandover } from './handover.ts'
import { readStoredBoard } from './stored-board.ts'

const byYjs = (update: Uint8Array): BoardReader => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return readBoard(doc).reader
}

const certainOf = (reader: BoardReader, doubtful: ReadonlySet<string>) =>
  [...reader.ids()]
    .filter((id) => !doubtful.has(id))
    .sort()
    .map((id) => reader.get(id))

describe('a board that is read without Yjs', { timeout: 60_000 }, () => {
  it('[DOC60] what one person made is read as Yjs reads it', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const doc = new Y.Doc()
        const board = createBoardDocument(doc)
        const history = board.history()
        for (let i = 0; i < 40; i++) {
          actAtRandom(board, random)
          regretAtRandom(history, random)
        }
        board.setMeta({ title: 'A bridge', grid: true })
        const { reader, doubtful } = readStoredBoard(Y.encodeStateAsUpdate(doc))
        expect(doubtful.size).toBe(0)
        expect(certainOf(reader, doubtful)).toEqual(certainOf(board, doubtful))
        expect([reader.size, reader.meta]).toEqual([board.size, board.meta])
      }),
      { numRuns: 60 },
    )
  })

  it('[DOC60] whatever several people do at once: the same elements are there, and all that are not called doubtful are the same', () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (seed, isMerged) => {
        const random = createRandom(seed)
        const twins = createTwins(3, seed)
        const histories = twins.people.map(({ board }) => board.history())
        for (let round = 0; round < 40; round++) {
          const who = random.int(3)
          actAtRandom((twins.people[who] as (typeof twins.people)[number]).board, random)
          regretAtRandom(histories[who] as (typeof histories)[number], random)
          twins.deliver(random.int(6))
        }
        // As a server keeps it, read once by Yjs, or as it merges a log that nobody has read.
        const states = twins.people.map(({ doc }) => Y.encodeStateAsUpdate(doc))
        if (!isMerged) twins.heal()
        const update = isMerged
          ? Y.mergeUpdates(states)
          : Y.encodeStateAsUpdate((twins.people[0] as (typeof twins.people)[number]).doc)
        const expected = byYjs(update)
        const { reader, doubtful } = readStoredBoard(update)
        expect([...reader.ids()].sort()).toEqual([...expected.ids()].sort())
        expect(certainOf(reader, doubtful)).toEqual(certainOf(expected, doubtful))
      }),
      { numRuns: 60 },
    )
  })

  it('[DOC60] what was made of words is read, bytes by themselves', () => {
    const doc = new Y.Doc()
    const board = createBoardDocument(doc)
    const [id] = board.add([{ kind: 'formula', text: 'x' }]) as [string]
    board.edit([id], 'set', SET_BYTES)
    const { reader } = readStoredBoard(Y.encodeStateAsUpdate(doc))
    expect(reader.get(id)).toEqual(board.get(id))
  })

  it('[DOC60] what is no update is refused', () => {
    expect(() => readStoredBoard(new Uint8Array([1, 1, 1, 0, 30]))).toThrow()
  })
})

describe('a reader that goes on with another', () => {
  it('[DOC61] tells what may look otherwise, and from then on what changes', () => {
    const doc = new Y.Doc()
    const board = createBoardDocument(doc)
    const [kept] = board.add([{ kind: 'text', text: 'one' }]) as [string]
    const stored = readStoredBoard(Y.encodeStateAsUpdate(doc))
    const reader = createHandover(stored.reader)
    const told: string[] = []
    reader.onChange(({ added, updated, origin }) => told.push(`${origin}: ${added.size} ${updated.size}`))
    reader.take(board, new Set([kept, 'gone-long-ago']))
    board.add([{ kind: 'text', text: 'two' }])
    expect(told).toEqual(['load: 0 1', 'local: 1 0'])
    expect(reader.size).toBe(2)
  })
})
