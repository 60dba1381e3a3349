import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { encode } from '../testing/encode.ts'
import { admit } from './replica.ts'
import { checkSchema } from './schema.ts'
import { createUpdateDecoder } from './validate.ts'

const WRITER = 100
/** Info byte of a string that says itself where it goes. */
const STRING = 4

/** A board with one text on it: clock 0 is the record, 1 the text, 2 to 4 its letters. */
function board(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = WRITER
  createBoardDocument(doc).add([{ kind: 'text', text: 'abc', matrix: [1, 0, 0, 1, 0, 0] }])
  return doc
}

/** What would be applied, if anything. */
function admitted(doc: Y.Doc, update: Uint8Array): Uint8Array | undefined {
  const judge = (judged: Y.Doc, decoded: Parameters<typeof checkSchema>[1]): boolean => {
    checkSchema(judged, decoded)
    return true
  }
  const admission = admit(doc, update, createUpdateDecoder(), judge)
  return admission.type === 'ready' ? admission.bytes : undefined
}

/** An update of one part of {@link WRITER}. */
const part = (clock: number, ...rest: readonly (number | string)[]): Uint8Array =>
  encode(1, 1, WRITER, clock, ...rest, 0)

it('[WIRE31] a known part that leans on an unknown one is not ready: Yjs looks up the neighbours of what it has, too', () => {
  const doc = board()
  // Its own later clock, which Yjs would look for and not find; and somebody of whom nothing is known.
  expect(admitted(doc, part(2, STRING, 0, WRITER, 77, 'a'))).toBeUndefined()
  expect(admitted(doc, part(2, STRING, 0, 999, 0, 'a'))).toBeUndefined()
})

it('[WIRE32] what goes on from known clocks goes where those are, whatever it says: everybody gets the same board', () => {
  const doc = board()
  const other = createBoardDocument(doc).add([{ kind: 'text', text: 'other', matrix: [1, 0, 0, 1, 0, 0] }])
  expect(other).toHaveLength(1)
  const end = Y.getState(doc.store, WRITER)
  // It repeats the last letter, and goes on in the first text (clock 1) instead of the second.
  const applied = admitted(doc, part(end - 1, STRING, 0, WRITER, 1, 'r!'))
  Y.applyUpdate(doc, applied ?? Uint8Array.of(0, 0))
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const texts = (of: Y.Doc): unknown[] => [...createBoardDocument(of).elements()].map(({ props }) => props)
  expect(texts(copy)).toEqual(texts(doc))
  expect(JSON.stringify(texts(doc))).toContain('other!')
  expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(copy))).toBe(true)
})

it('[WIRE33] a deletion of nothing is malformed, and a gap that nothing comes after waits for nothing', () => {
  const doc = board()
  const SKIP = 10
  expect(() => admitted(doc, encode(0, 1, WRITER, 1, 2, 0))).toThrow('deletes nothing')
  expect(admitted(doc, encode(1, 1, 999, 50, SKIP, 3, 0))).toBeDefined()
})
