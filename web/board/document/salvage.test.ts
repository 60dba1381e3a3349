import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { canonical } from '../testing/canonical.ts'
import { actAtRandom, regretAtRandom } from '../testing/person.ts'
import { createRandom } from '../testing/random.ts'
import { seedIds } from '../testing/seeded-ids.ts'
import { createBoardDocument } from './board-document.ts'
import { salvage } from './salvage.ts'

vi.mock('lib0/random', () => import('../testing/seeded-ids.ts'))

const points = Uint8Array.of(1, 0, 5, 1, 128, 1, 0, 0)
const open = (doc = new Y.Doc()) => ({ doc, board: createBoardDocument(doc) })
const copyOf = ({ doc }: { doc: Y.Doc }) => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return open(copy)
}
const ids = ({ board }: ReturnType<typeof open>) => Array.from(board.elements(), ({ id }) => id)

/** A board that the server has, this browser's copy of it, and what others did meanwhile. */
function forked() {
  const server = open()
  const [stroke, text] = server.board.add([
    { kind: 'stroke', points },
    { kind: 'text', text: 'hello world' },
  ]) as [string, string]
  return { server, mine: copyOf(server), stroke, text }
}

it('[SALV1] brings elements, changes, texts, typing, settings and deletions of the copy that was refused', () => {
  const { server, mine, stroke, text } = forked()
  const [fresh] = mine.board.add([{ kind: 'text', text: 'new', color: 'red' }]) as [string]
  mine.board.edit([text], 'color', 'blue')
  mine.board.editText(text, [{ index: 5, remove: 0, insert: ', my' }])
  mine.board.remove([stroke])
  mine.board.setMeta({ title: 'Ours' })
  server.board.editText(text, [{ index: 11, remove: 0, insert: '!' }])
  const [theirs] = server.board.add([{ kind: 'stroke', points }]) as [string]
  const saved = copyOf(server)
  expect(salvage(mine.doc, saved.doc, saved.board)).toEqual([])
  expect(ids(saved).toSorted()).toEqual([fresh, text, theirs].toSorted())
  expect(saved.board.get(fresh)?.props).toMatchObject({ text: 'new', color: 'red' })
  expect(saved.board.get(text)?.props).toMatchObject({ text: 'hello, my world!', color: 'blue' })
  expect(saved.board.meta.title).toBe('Ours')
})

it('[SALV2] leaves out what no board may hold, and says what and why', () => {
  const { server, mine, text } = forked()
  const [legal] = mine.board.add([{ kind: 'stroke', points }]) as [string]
  mine.doc.getArray('elements').push([{ id: 'an-illegal-one', kind: 'stroke', width: -1 }, 'junk'])
  mine.doc.getMap('edits').set(`${text}/size`, 'huge')
  mine.doc.getMap('shapes').set('a', 1)
  mine.doc.getMap('meta').set('grid', 'maybe')
  const bold = new Y.Text()
  bold.insert(0, 'bold', { bold: true })
  mine.doc.getMap('texts').set(legal, bold)
  const saved = copyOf(server)
  const lost = salvage(mine.doc, saved.doc, saved.board)
  expect(lost.map(({ what, id }) => `${what} ${id}`).toSorted()).toEqual(
    [
      `change ${text}/size`,
      'element ',
      'element an-illegal-one',
      'setting grid',
      'something else a',
      `text ${legal}`,
    ].toSorted(),
  )
  expect(ids(saved)).toContain(legal)
  expect(ids(saved)).toHaveLength(3)
  expect([...saved.doc.share.keys()].toSorted()).toEqual(['edits', 'elements', 'layers', 'meta', 'pages', 'texts'])
})

it('[SALV3] what others deleted meanwhile stays away, and nothing is made twice', () => {
  const { server, mine, stroke, text } = forked()
  mine.board.edit([stroke], 'color', 'red')
  mine.board.add([{ kind: 'stroke', points }])
  server.board.remove([stroke])
  const saved = copyOf(server)
  salvage(mine.doc, saved.doc, saved.board)
  expect(ids(saved)).not.toContain(stroke)
  const once = saved.doc.toJSON()
  salvage(mine.doc, saved.doc, saved.board)
  expect(ids(saved)).toHaveLength(2)
  expect(saved.doc.toJSON()).toEqual(once)
  expect(ids(saved)).toContain(text)
})

it('[SALV1] a copy whose every change is legal loses nothing, whatever was done', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(25), (seed, rounds) => {
      seedIds(seed)
      const random = createRandom(seed)
      const server = open()
      server.doc.clientID = 1
      for (let round = 0; round < 10; round++) actAtRandom(server.board, random)
      const mine = copyOf(server)
      mine.doc.clientID = 2
      const history = mine.board.history()
      for (let round = 0; round < rounds; round++) {
        actAtRandom(mine.board, random)
        regretAtRandom(history, random)
      }
      const saved = copyOf(server)
      saved.doc.clientID = 3
      expect(salvage(mine.doc, saved.doc, saved.board)).toEqual([])
      expect(canonical(saved.board)).toEqual(canonical(mine.board))
    }),
    { numRuns: 100 },
  )
})
