import { createHash } from 'node:crypto'
import * as encoding from 'lib0/encoding'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { CLOSE, MESSAGE_LIVE, MESSAGE_SYNC, SYNC_STEP_2, SYNC_UPDATE } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import type { RunningServer } from '../server.ts'
import { element } from '../testing/elements.ts'
import { encode } from '../testing/encode.ts'
import { RawClient } from '../testing/raw-client.ts'
import { patch } from '../testing/requests.ts'
import { newLinkedBoard, start, tokenOf } from '../testing/start.ts'
import type { NewBoard } from '../testing/start.ts'
import { atLeast } from './board-access.ts'

/** What somebody tries to do to a document, and who may: the least role. */
const DEEDS: readonly (readonly [string, Role, (doc: Y.Doc) => void])[] = [
  ['draw', 'edit', (doc) => doc.getArray('elements').push([element('drawn')])],
  ['delete', 'edit', (doc) => doc.getArray('elements').delete(0)],
  ['edit', 'edit', (doc) => doc.getMap('edits').set(`${String(element('kept')['id'])}/color`, 'red')],
  ['name', 'edit', (doc) => doc.getMap('meta').set('title', 'theirs')],
  ['type', 'edit', (doc) => doc.getMap('texts').set('a-shape-with-words', new Y.Text('words'))],
  ['comment', 'comment', (doc) => doc.getMap('comments').set('mine', 'hello')],
  ['take a comment away', 'comment', (doc) => doc.getMap('comments').delete('first')],
  ['chat', 'comment', (doc) => doc.getArray('chat').push(['hello'])],
]

interface Who {
  readonly name: string
  readonly link: Role
  /** What the board allows at most. */
  readonly cap?: 'view' | 'comment'
  readonly query?: string
  /** What all that comes to. */
  readonly role: Role
}

const WHO: readonly Who[] = [
  { name: 'a view link', link: 'view', role: 'view' },
  { name: 'a comment link', link: 'comment', role: 'comment' },
  { name: 'an edit link that its address lowers', link: 'edit', query: '&readonly', role: 'view' },
  { name: 'an edit link on a frozen board', link: 'edit', cap: 'view', role: 'view' },
  { name: 'an edit link where one may comment at most', link: 'edit', cap: 'comment', role: 'comment' },
]

const bytes = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts)

/** A number in one byte more than it needs: lib0 reads it, and a filter that compares bytes doesn't see it. */
function padded(n: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, n)
  const minimal = encoding.toUint8Array(encoder)
  return bytes(minimal.subarray(0, -1), Uint8Array.of(minimal.at(-1)! | 0x80, 0))
}

function withLength(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

type Send = (client: RawClient, step: number, update: Uint8Array) => void

const ENCODINGS: readonly (readonly [string, Send])[] = [
  ['minimal', (client, step, update) => client.send(encode(MESSAGE_SYNC, step, update))],
  [
    'padded type',
    (client, step, update) => client.send(bytes(padded(MESSAGE_SYNC), Uint8Array.of(step), withLength(update))),
  ],
  [
    'padded step',
    (client, step, update) => client.send(bytes(Uint8Array.of(MESSAGE_SYNC), padded(step), withLength(update))),
  ],
  [
    'padded length',
    (client, step, update) => client.send(bytes(Uint8Array.of(MESSAGE_SYNC, step), padded(update.length), update)),
  ],
  [
    'padded within',
    (client, step, update) => client.send(encode(MESSAGE_SYNC, step, bytes(padded(update[0]!), update.subarray(1)))),
  ],
  [
    'in two messages',
    (client, step, update) => {
      const message = encode(MESSAGE_SYNC, step, update)
      client.send(message.subarray(0, message.length >> 1))
      client.send(message.subarray(message.length >> 1))
    },
  ],
  [
    'with more behind it',
    (client, step, update) => client.send(bytes(encode(MESSAGE_SYNC, step, update), Uint8Array.of(0))),
  ],
  [
    'behind a harmless message',
    (client, step, update) =>
      client.send(bytes(encode(MESSAGE_SYNC, SYNC_STEP_2, Uint8Array.of(0, 0)), encode(MESSAGE_SYNC, step, update))),
  ],
  [
    'in fragments',
    (client, step, update) => {
      const message = encode(MESSAGE_SYNC, step, update)
      client.socket.send(message.subarray(0, 1), { binary: true, fin: false })
      client.socket.send(message.subarray(1), { binary: true, fin: true })
    },
  ],
]

/** Numbers within an update are read as Yjs reads them: it is judged by what it does. */
const WELL_FORMED: ReadonlySet<string> = new Set(['minimal', 'in fragments', 'padded within'])

const STEPS = { update: SYNC_UPDATE, answer: SYNC_STEP_2 } as const

/** The server's own copy, as a newcomer gets it, in one number: state vectors can be equal where contents aren't. */
async function hashOf(server: RunningServer, { links, id }: NewBoard): Promise<string> {
  const headers = { Authorization: `Bearer ${await tokenOf(links.view)}` }
  const state = await (await fetch(`${server.url}/api/boards/${id}/state`, { headers })).arrayBuffer()
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(state))
  const roots = [
    ...['elements', 'chat'].map((root): unknown => doc.getArray(root).toJSON()),
    ...['edits', 'texts', 'meta', 'comments'].map((root): unknown => doc.getMap(root).toJSON()),
  ]
  return createHash('sha256').update(JSON.stringify(roots)).digest('hex')
}

async function boardWithContent(server: RunningServer): Promise<NewBoard> {
  const board = await newLinkedBoard(server)
  const alice = await RawClient.sync(server, board.id, `?token=${await tokenOf(board.links.edit)}`)
  alice.push('kept')
  alice.change((doc) => {
    doc.getMap('comments').set('first', 'hi')
    doc.getMap('meta').set('title', 'ours')
  })
  await alice.saved(1)
  await alice.leave()
  return board
}

async function freeze(server: RunningServer, { id, links }: NewBoard, cap: 'view' | 'comment'): Promise<void> {
  const headers = { Authorization: `Bearer ${await tokenOf(links.own)}` }
  const answer = await patch(`${server.url}/api/boards/${id}/access`, { cap }, headers)
  expect(answer.status).toBe(200)
}

/** The update that a deed makes on a copy of the board. */
function updateOf({ doc }: RawClient, deed: (doc: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(copy)
  copy.transact(() => deed(copy))
  return Y.encodeStateAsUpdate(copy, before)
}

for (const { name, link, cap, query = '', role } of WHO)
  // However a role came about, what it sends goes one way.
  for (const [how, send] of role === link ? ENCODINGS : ENCODINGS.slice(0, 1))
    it(`[ACC23] whatever comes by ${name}, ${how}, changes what the role ${role} may and nothing else`, async () => {
      const server = await start()
      const board = await boardWithContent(server)
      if (cap) await freeze(server, board, cap)
      for (const [what, least, deed] of DEEDS)
        for (const [door, step] of Object.entries(STEPS)) {
          const before = await hashOf(server, board)
          const client = await RawClient.sync(server, board.id, `?token=${await tokenOf(board.links[link])}${query}`)
          send(client, step, updateOf(client, deed))
          client.watermark(1)
          const outcome = await Promise.race([
            client.closed.then(({ code }) => code),
            client.next('watermark').then(
              () => 'taken' as const,
              () => client.closed.then(({ code }) => code),
            ),
          ])
          const isWellFormed = WELL_FORMED.has(how)
          const expected = !isWellFormed ? CLOSE.malformed : atLeast(role, least) ? 'taken' : CLOSE.forbidden
          expect([what, door, outcome]).toEqual([what, door, expected])
          // What was done already once brings nothing new.
          if (outcome !== 'taken') expect([what, door, await hashOf(server, board)]).toEqual([what, door, before])
          client.socket.terminate()
        }
    })

it.each(['view', 'comment'] as const)('[ACC23] live work of the role %s reaches nobody', async (role) => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const alice = await RawClient.sync(server, board.id, `?token=${await tokenOf(board.links.edit)}`)
  alice.watermark(0)
  for (const message of [
    encode(MESSAGE_LIVE, Uint8Array.of(1)),
    bytes(padded(MESSAGE_LIVE - 64), Uint8Array.of(1, 1)),
  ]) {
    const client = await RawClient.sync(server, board.id, `?token=${await tokenOf(board.links[role])}`)
    client.presence({ user: { name: 'Eve' } })
    await client.next('presence')
    client.send(message)
    expect([CLOSE.forbidden, CLOSE.malformed]).toContain((await client.closed).code)
  }
  await alice.saved(1)
  expect(alice.received.filter(({ type }) => type === 'live')).toEqual([])
})
