import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { CLOSE, MESSAGE_SYNC, SYNC_STEP_2, SYNC_UPDATE } from '#board/protocol.ts'
import { docWith, element } from '../testing/elements.ts'
import { encode } from '../testing/encode.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'

const foreign = (): Uint8Array => Y.encodeStateAsUpdate(docWith('forbidden'))

const deletion = (of: Y.Doc): Uint8Array => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(of))
  const before = Y.encodeStateVector(copy)
  copy.getArray('elements').delete(0)
  return Y.encodeStateAsUpdate(copy, before)
}

const WRITES: readonly (readonly [string, (client: RawClient) => Uint8Array])[] = [
  ['an update', () => encode(MESSAGE_SYNC, SYNC_UPDATE, foreign())],
  ['an answer', () => encode(MESSAGE_SYNC, SYNC_STEP_2, foreign())],
  ['a deletion as an update', ({ doc }) => encode(MESSAGE_SYNC, SYNC_UPDATE, deletion(doc))],
  ['a deletion as an answer', ({ doc }) => encode(MESSAGE_SYNC, SYNC_STEP_2, deletion(doc))],
  ['a live message', () => encode(104, Uint8Array.of(1))],
]

for (const query of ['?readonly', '?role=view', '?role=comment', '?role=unheard-of']) {
  it.each(WRITES)(
    `[ACC4] %s from ${query} is refused with 4403, and the board stays as it is`,
    async (_what, write) => {
      const server = await start()
      const board = await newBoard(server)
      const alice = await RawClient.sync(server, board)
      alice.push('kept')
      await alice.saved(1)
      const viewer = await RawClient.sync(server, board, query)
      expect(viewer.elements).toEqual(['kept'])
      viewer.presence({ user: 'viewer' })
      viewer.send(write(viewer))
      // The role comment may send live messages no more than a viewer.
      expect((await viewer.closed).code).toBe(CLOSE.forbidden)
      const auditor = await RawClient.sync(server, board)
      expect(auditor.elements).toEqual(['kept'])
      expect((await (await fetch(`${server.url}/api/boards/${board}`)).json()) as object).toMatchObject({ seq: 1 })
    },
  )
}

it('[ACC5] a viewer may answer like everybody with what the board holds already, deletions included', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('kept', 'deleted', 'kept too')
  alice.change((doc) => doc.getArray('elements').delete(1))
  await alice.saved(1)
  const viewer = await RawClient.sync(server, board, '?readonly')
  viewer.send(encode(MESSAGE_SYNC, SYNC_STEP_2, Uint8Array.of(0, 0)))
  viewer.send(encode(MESSAGE_SYNC, SYNC_STEP_2, Y.encodeStateAsUpdate(viewer.doc)))
  viewer.send(encode(MESSAGE_SYNC, SYNC_STEP_2, Y.encodeStateAsUpdate(viewer.doc, Y.encodeStateVector(viewer.doc))))
  await viewer.saved(1)
  expect(viewer.elements).toEqual(['kept', 'kept too'])
})

it('[ACC6] viewers are seen and see: presence both ways', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const viewer = await RawClient.sync(server, board, '?readonly')
  viewer.presence({ user: 'viewer' })
  expect((await alice.next('presence')).people).toMatchObject([{ state: { user: 'viewer' } }])
})

it('[ACC2] an unknown board, a malformed id and a foreign page are told so by close code; a wrong path is HTTP 404', async () => {
  const server = await start()
  const board = await newBoard(server)
  const ws = server.url.replace('http', 'ws')
  expect(await new RawClient(`${ws}/sync/never-created-board`).closed).toMatchObject({ code: CLOSE.notFound })
  expect(await new RawClient(`${ws}/sync/no.id`).closed).toMatchObject({ code: CLOSE.notFound })
  expect(await new RawClient(`${ws}/sync/${board}`, { origin: 'https://evil.example' }).closed).toMatchObject({
    code: CLOSE.forbidden,
  })
  const lost = new RawClient(`${ws}/elsewhere`)
  const status = await new Promise((resolve) =>
    lost.socket.on('unexpected-response', (_request, response) => resolve(response.statusCode)),
  )
  expect(status).toBe(404)
})

/** All that a board says. */
const whole = (doc: Y.Doc): unknown => [
  ...['elements', 'chat'].map((root): unknown => doc.getArray(root).toJSON()),
  ...['edits', 'texts', 'meta', 'comments'].map((root): unknown => doc.getMap(root).toJSON()),
]

const COMMENTS: readonly (readonly [string, boolean, (doc: Y.Doc) => void])[] = [
  ['writes a comment', true, (doc) => doc.getMap('comments').set('mine', 'hello')],
  ['changes a comment', true, (doc) => doc.getMap('comments').set('first', 'changed')],
  ['deletes a comment', true, (doc) => doc.getMap('comments').delete('first')],
  ['chats', true, (doc) => doc.getArray('chat').push(['hello'])],
  ['draws', false, (doc) => doc.getArray('elements').push([element('drawn')])],
  ['deletes an element', false, (doc) => doc.getArray('elements').delete(0)],
  ['names the board', false, (doc) => doc.getMap('meta').set('title', 'mine')],
  ['takes the name away', false, (doc) => doc.getMap('meta').delete('title')],
  ['types', false, (doc) => (doc.getMap('texts').get('a-shape-with-words') as Y.Text).insert(0, 'x')],
  ['takes words away', false, (doc) => (doc.getMap('texts').get('a-shape-with-words') as Y.Text).delete(0, 1)],
  ['edits', false, (doc) => doc.getMap('edits').set('a-shape-with-words/color', 'red')],
  [
    'comments and draws',
    false,
    (doc) => {
      doc.getMap('comments').set('mine', 'hello')
      doc.getArray('elements').push([element('drawn')])
    },
  ],
]

it.each(COMMENTS)('[ACC21] the role comment %s: %s', async (_what, isAllowed, change) => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('kept')
  alice.change((doc) => {
    doc.getMap('comments').set('first', 'hi')
    doc.getMap('meta').set('title', 'ours')
    doc.getMap('texts').set('a-shape-with-words', new Y.Text('words'))
  })
  await alice.saved(1)
  const before = whole((await RawClient.sync(server, board)).doc)
  const carol = await RawClient.sync(server, board, '?role=comment')
  carol.change(change)
  if (isAllowed) await carol.saved(1)
  else expect((await carol.closed).code).toBe(CLOSE.forbidden)
  const after = whole((await RawClient.sync(server, board)).doc)
  expect(after).toEqual(isAllowed ? whole(carol.doc) : before)
})

it('[ACC21] a comment that takes the place of a value elsewhere by what it deleted is refused', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.change((doc) => doc.getMap('meta').set('title', 'ours'))
  await alice.saved(1)
  const carol = await RawClient.sync(server, board, '?role=comment')
  // What was deleted at once still takes the place of what was there.
  carol.change((doc) => {
    doc.getMap('meta').set('title', 'mine')
    doc.getMap('meta').delete('title')
  })
  expect((await carol.closed).code).toBe(CLOSE.forbidden)
  expect((await RawClient.sync(server, board)).doc.getMap('meta').get('title')).toBe('ours')
})
