import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { encodePoints } from '#board/geometry/points.ts'
import { LIMITS } from '#board/limits.ts'
import { CLOSE } from '#board/protocol.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'
import { Replica } from './replica.ts'
import type { Judge } from './replica.ts'
import { checkSchema } from './schema.ts'

type Act = (doc: Y.Doc) => void

const judge: Judge = (doc, update) => checkSchema(doc, update) >= 0

const ID = 'some-element'
const points = encodePoints([0, 0, 0.5, 10, 10, 0.5], 1)
const stroke = {
  id: ID,
  kind: 'stroke',
  z: 'a0',
  matrix: [1, 0, 0, 1, 0, 0],
  points,
  color: 'ink',
  width: 4,
  opacity: 1,
}
const add =
  (...records: readonly unknown[]): Act =>
  (doc) =>
    doc.getArray('elements').push([...records])
const edit =
  (key: string, value: unknown): Act =>
  (doc) =>
    doc.getMap('edits').set(key, value)
const set =
  (root: string, key: string, value: unknown): Act =>
  (doc) =>
    doc.getMap(root).set(key, value)

/** Nested that deep: the value itself is the first level. */
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])

const LEGAL: readonly (readonly [string, Act])[] = [
  ['a stroke', add(stroke)],
  [
    'a text with its letters',
    (doc) => (add({ ...stroke, kind: 'text' })(doc), set('texts', ID, new Y.Text('hello'))(doc)),
  ],
  [
    'typing',
    (doc) => (set('texts', ID, new Y.Text('hello'))(doc), (doc.getMap('texts').get(ID) as Y.Text).insert(2, 'y')),
  ],
  ['a moved stroke', (doc) => (add(stroke)(doc), edit(`${ID}/matrix`, [1, 0, 0, 1, 5, 5])(doc))],
  ['an edit over an edit', (doc) => (edit(`${ID}/color`, 'red')(doc), edit(`${ID}/color`, '#123456')(doc))],
  ['bytes as an edit', edit(`${ID}/points`, points)],
  ['a new order', edit(`${ID}/z`, 'a1')],
  ['an element that is gone again', (doc) => (add(stroke)(doc), doc.getArray('elements').delete(0))],
  ['a kind of a newer version', add({ ...stroke, kind: 'hologram', color: { hue: 3 }, depth: nested(7) })],
  ['a field of a newer version', add({ ...stroke, dash: [4, 2] })],
  ['a value as deep as it may be', edit(`${ID}/note`, nested(LIMITS.valueDepth))],
  ['a value as large as it may be', edit(`${ID}/note`, 'x'.repeat(LIMITS.recordBytes))],
  [
    'settings',
    (doc) => (set('meta', 'title', 'My board')(doc), set('meta', 'grid', true)(doc), set('meta', 'format', 1)(doc)),
  ],
  ['a setting of a newer version', set('meta', 'sound', 'on')],
  [
    'something said',
    (doc) => (set('comments', 'c1', { text: 'nice' })(doc), doc.getArray('chat').push([{ text: 'hi' }])),
  ],
]

const ILLEGAL: readonly (readonly [string, Act])[] = [
  ['another root', set('shapes', 'a', 1)],
  ['a list where a map belongs', (doc) => doc.getArray('edits').push([1])],
  ['a map where a list belongs', set('elements', 'a', stroke)],
  ['letters where a list belongs', (doc) => doc.getText('elements').insert(0, 'hello')],
  ['XML', (doc) => doc.getXmlFragment('texts').push([new Y.XmlText('hello')])],
  ['a text of XML', (doc) => set('texts', ID, new Y.XmlText())(doc)],
  ['a map within the list of elements', add(new Y.Map([['id', ID]]))],
  ['a list within the list of elements', add(Y.Array.from([1]))],
  ['bytes as an element', add(Uint8Array.of(1))],
  ['a word as an element', add('first')],
  ['an element without an id', add({ ...stroke, id: undefined })],
  ['an element with a short id', add({ ...stroke, id: 'short' })],
  ['an element without a kind', add({ id: ID })],
  ['a kind that is no word', add({ ...stroke, kind: 'Stroke!' })],
  ['an order that is none', add({ ...stroke, z: '!' })],
  ['a matrix of five', add({ ...stroke, matrix: [1, 0, 0, 1, 0] })],
  ['a matrix that flattens', add({ ...stroke, matrix: [0, 0, 0, 0, 0, 0] })],
  ['a colour that is none', add({ ...stroke, color: 'url(https://evil.example)' })],
  ['a width that is none', add({ ...stroke, width: Number.NaN })],
  ['points that are none', add({ ...stroke, points: [1, 2, 3] })],
  ['too many points', add({ ...stroke, points: Uint8Array.of(1, ...new Uint8Array(LIMITS.strokeBytes)) })],
  ['a field without a proper name', add({ ...stroke, 'on click': 1 })],
  ['a legal element and one that is not', add(stroke, { ...stroke, id: 'another-element', opacity: 7 })],
  ['an endless number in a newer kind', add({ ...stroke, kind: 'hologram', depth: Number.POSITIVE_INFINITY })],
  ['a value one level too deep', edit(`${ID}/note`, nested(LIMITS.valueDepth + 1))],
  ['a value one character too large', edit(`${ID}/note`, 'x'.repeat(LIMITS.recordBytes + 1))],
  [
    'a value a hundred times too large',
    edit(
      `${ID}/note`,
      Array.from({ length: 100 }, () => 'x'.repeat(LIMITS.recordBytes)),
    ),
  ],
  ['an edit of nothing', edit('big', 1)],
  ['an edit of something without an id', edit('no/color', 'red')],
  ['an edit of an id', edit(`${ID}/id`, 'another-element')],
  ['an edit of a kind', edit(`${ID}/kind`, 'text')],
  ['an edit with a value that no kind takes', edit(`${ID}/color`, 7)],
  ['an edit over an edit, with such a value', (doc) => (edit(`${ID}/width`, 4)(doc), edit(`${ID}/width`, -4)(doc))],
  ['a text as an edit', edit(`${ID}/note`, new Y.Text('x'))],
  ['a word as a text', set('texts', ID, 'hello')],
  ['a text without an id', set('texts', 'short', new Y.Text('hello'))],
  ['a text with bold letters', (doc) => set('texts', ID, bold())(doc)],
  ['a text with something in it', (doc) => set('texts', ID, embedding())(doc)],
  ['a text with attributes', (doc) => set('texts', ID, withAttribute())(doc)],
  ['a text one letter too long', set('texts', ID, new Y.Text('x'.repeat(4 * LIMITS.textLength + 1)))],
  ['a title that is too long', set('meta', 'title', 'x'.repeat(LIMITS.titleLength + 1))],
  ['a grid that is neither on nor off', set('meta', 'grid', 'yes')],
  ['a list as something said', set('comments', 'c1', new Y.Array())],
]

function bold(): Y.Text {
  const text = new Y.Text()
  text.insert(0, 'hello', { bold: true })
  return text
}

function embedding(): Y.Text {
  const text = new Y.Text()
  text.insertEmbed(0, { image: 'https://evil.example' })
  return text
}

function withAttribute(): Y.Text {
  const text = new Y.Text()
  text.setAttribute('href', 'https://evil.example')
  return text
}

/** Every transaction's update, one after the other, as a server takes them. */
function deliver(doc: Y.Doc, act: Act): Replica {
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  act(doc)
  const replica = new Replica()
  for (const update of updates) replica.apply(update, judge)
  return replica
}

describe('what belongs on a board', () => {
  it.each(LEGAL)('[GUARD13] takes %s, piece by piece and all at once', (_what, act) => {
    const doc = new Y.Doc()
    const replica = deliver(doc, act)
    expect(Buffer.from(replica.state)).toEqual(Buffer.from(Y.encodeStateAsUpdate(doc)))
    expect(new Replica().apply(Y.encodeStateAsUpdate(doc), judge).type).toBe('new')
  })

  it.each(ILLEGAL)('[GUARD13] refuses %s', (_what, act) => {
    const doc = new Y.Doc()
    const refusal = expect.objectContaining({ code: CLOSE.malformed })
    expect(() => deliver(doc, act)).toThrow(refusal)
    expect(() => new Replica().apply(Y.encodeStateAsUpdate(doc), judge)).toThrow(refusal)
  })

  it('[GUARD13] refuses nothing that our own document writes, undone and redone, whole or merged with that of others', () => {
    const steps = fc.array(fc.tuple(fc.nat(1), fc.nat(8), fc.nat(1_000)), { maxLength: 30 })
    fc.assert(
      fc.property(steps, (steps) => {
        const server = new Replica()
        const people = [1, 2].map((client) => {
          const doc = new Y.Doc()
          doc.clientID = client
          const board = createBoardDocument(doc)
          return { doc, board, history: board.history() }
        })
        for (const [who, what, at] of steps) {
          const person = people[who]!
          if (what < 8) act(person, what, at)
          else Y.applyUpdate(person.doc, server.state)
          const update = Y.encodeStateAsUpdate(person.doc, server.vector)
          expect(server.apply(update, judge).type).not.toBe('unready')
        }
      }),
      { numRuns: 100 },
    )
  })

  it('[GUARD13] judges a long chain of neighbours in time proportional to it', () => {
    const doc = new Y.Doc()
    const text = new Y.Text()
    doc.getMap('texts').set(ID, text)
    // Each letter a part of its own, leaning on the one before: what grows with the square would take minutes.
    for (let at = 0; at < 30_000; at++) text.insert(0, 'x')
    expect(new Replica().apply(Y.encodeStateAsUpdate(doc), judge).type).toBe('new')
  })
})

function act(
  {
    board,
    history,
  }: {
    board: ReturnType<typeof createBoardDocument>
    history: ReturnType<ReturnType<typeof createBoardDocument>['history']>
  },
  what: number,
  at: number,
): void {
  const ids = Array.from(board.elements(), ({ id }) => id)
  const id = ids[at % Math.max(1, ids.length)] ?? ''
  if (what === 0) board.add([{ kind: 'stroke', points }])
  else if (what === 1) board.add([{ kind: 'text', text: `text ${at}` }])
  else if (what === 2) board.transform([id], [1, 0, 0, 1, at, 0])
  else if (what === 3) board.edit([id], 'color', 'red')
  else if (what === 4) board.editText(id, [{ index: at % 5, remove: at % 3, insert: 'x' }])
  else if (what === 5) board.remove([id])
  else if (what === 6) history.undo()
  else board.setMeta({ title: `title ${at}`, grid: at % 2 === 0 })
}

it('[GUARD14] a stock client that writes junk is told what was wrong, and the board stays clean', async () => {
  const server = await start()
  const board = await newBoard(server)
  const honest = await RawClient.sync(server, board)
  const junk = await RawClient.sync(server, board)
  junk.change((doc) => doc.getMap('shapes').set('a', 1))
  expect(await junk.closed).toEqual({
    code: CLOSE.malformed,
    reason: 'this is no part of a board: it has no root "shapes"',
  })
  honest.push('honest')
  await honest.saved(1)
  const auditor = await RawClient.sync(server, board)
  expect(auditor.elements).toEqual(['honest'])
  expect([...auditor.doc.share.keys()].toSorted()).toEqual(['elements'])
})
