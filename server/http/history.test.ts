import * as decoding from 'lib0/decoding'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { TINY_GIF } from '#board/testing/pictures.ts'
import { createHash } from 'node:crypto'
import { RawClient } from '../testing/raw-client.ts'
import { codeOf, patch, post } from '../testing/requests.ts'
import { newBoard, newLinkedBoard, start, startOnDisk, tokenOf } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { NewBoard } from '../testing/start.ts'

interface History {
  readonly earliest: number
  readonly newest: number
  readonly keptSeconds: number
  readonly sittings: readonly { readonly updates: number; readonly people: readonly object[] }[]
  readonly versions: readonly { readonly version: string; readonly seq: number; readonly name: string }[]
}

const historyOf = async (url: string): Promise<History> => (await (await fetch(`${url}/history`)).json()) as History

/** The labels of elements that a moment's state holds, sorted. */
async function labelsAt(url: string, version: string | number): Promise<unknown[]> {
  const response = await fetch(`${url}/snapshot.yjs?version=${version}`)
  expect(response.status).toBe(200)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()))
  return doc
    .getArray<{ label: unknown }>('elements')
    .map(({ label }) => String(label))
    .toSorted((a, b) => a.localeCompare(b))
}

it('[PAST3] the log is grouped by who and when, and every moment of it can be had as a file or a picture', async () => {
  const server = await startOnDisk(temporaryFolder())
  const board = await newBoard(server)
  const url = `${server.url}/api/boards/${board}`
  expect(await historyOf(url)).toMatchObject({ earliest: 0, newest: 0, sittings: [], versions: [] })
  const [alice, bob] = [await RawClient.sync(server, board), await RawClient.sync(server, board)]
  alice.presence({ user: { name: 'Alice', color: '#d6336c' } })
  bob.presence({ user: { name: 'Bob', color: '#c2410c' } })
  alice.push('a')
  await alice.saved(1)
  bob.push('b')
  await bob.saved(1)
  alice.push('c')
  await alice.saved(2)
  const history = await historyOf(url)
  expect(history).toMatchObject({ earliest: 0, newest: 3, keptSeconds: 30 * 86_400 })
  expect(history.sittings).toMatchObject([
    {
      fromSeq: 1,
      toSeq: 3,
      updates: 3,
      people: [
        { name: 'Alice', updates: 2 },
        { name: 'Bob', updates: 1 },
      ],
    },
  ])
  expect([await labelsAt(url, 0), await labelsAt(url, 2)]).toEqual([[], ['a', 'b']])
  expect(await labelsAt(url, new Date().toISOString())).toEqual(['a', 'b', 'c'])
  const [then, now] = await Promise.all(
    ['version=1', ''].map(async (query) => (await fetch(`${url}/snapshot.svg?${query}`)).text()),
  )
  expect(then).toContain('<svg')
  expect(then).not.toBe(now)
  expect(await codeOf(await fetch(`${url}/snapshot.png?version=4`))).toBe('no-such-moment')
  expect(await codeOf(await fetch(`${url}/snapshot.png?version=yesterday`))).toBe('bad-option')
})

it('[PAST4] the log comes as updates with their time and name: applied one after the other they are the board', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.presence({ user: { name: 'Alice', color: '#d6336c' } })
  for (const label of ['a', 'b', 'c']) {
    alice.push(label)
    await alice.saved(alice.elements.length)
  }
  const response = await fetch(`${server.url}/api/boards/${board}/history/log?after=1`)
  const decoder = decoding.createDecoder(new Uint8Array(await response.arrayBuffer()))
  const entries: { seq: number; at: number; name: string; update: Uint8Array }[] = []
  while (decoding.hasContent(decoder))
    entries.push({
      seq: decoding.readVarUint(decoder),
      at: decoding.readVarUint(decoder),
      name: decoding.readVarString(decoder),
      update: decoding.readVarUint8Array(decoder),
    })
  expect(entries.map(({ seq, name }) => [seq, name])).toEqual([
    [2, 'Alice'],
    [3, 'Alice'],
  ])
  const doc = new Y.Doc()
  const base = await fetch(`${server.url}/api/boards/${board}/snapshot.yjs?version=1`)
  Y.applyUpdate(doc, new Uint8Array(await base.arrayBuffer()))
  for (const { update } of entries) Y.applyUpdate(doc, update)
  expect(doc.getArray<{ label: unknown }>('elements').map(({ label }) => label)).toEqual(['a', 'b', 'c'])
})

it('[PAST5] restored: everybody who is there is carried over, what was there until then is in the history', async () => {
  const server = await start()
  const board = await newBoard(server)
  const url = `${server.url}/api/boards/${board}`
  const alice = await RawClient.sync(server, board)
  await patch(`${url}/elements`, {
    add: [
      { kind: 'shape', id: 'shape-of-ours', box: [0, 0, 10, 10], text: 'first' },
      { kind: 'note', id: 'a-note-of-ours', box: [0, 0, 10, 10] },
    ],
  })
  await patch(`${url}/elements`, { change: [{ id: 'shape-of-ours', text: 'second', color: 'red' }] })
  await patch(`${url}/elements`, {
    remove: ['a-note-of-ours'],
    add: [{ kind: 'note', id: 'later-than-that', box: [0, 0, 10, 10] }],
  })
  const before = await (await fetch(`${url}/snapshot.json?version=1`)).text()
  const restored = await post(`${url}/history/restore`, { version: '1' })
  expect(await restored.json()).toEqual({ added: 1, changed: 1, removed: 1 })
  expect(await (await fetch(`${url}/snapshot.json`)).text()).toBe(before)
  await alice.until(({ doc }) => doc.getMap('texts').get('shape-of-ours')?.toString() === 'first')
  expect(
    alice.doc
      .getArray<{ id: string }>('elements')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['a-note-of-ours', 'shape-of-ours'])
  // And back again.
  await post(`${url}/history/restore`, { version: '3' })
  expect(await (await fetch(`${url}/elements/later-than-that`)).json()).toMatchObject({ kind: 'note' })
  expect((await historyOf(url)).newest).toBe(5)
  expect(await codeOf(await post(`${url}/history/restore`, { version: '99' }))).toBe('no-such-moment')
})

it('[PAST6] an offline copy that comes back brings its new work, and nothing of the old state', async () => {
  const server = await start()
  const board = await newBoard(server)
  const url = `${server.url}/api/boards/${board}`
  const alice = await RawClient.sync(server, board)
  alice.push('kept')
  await alice.saved(1)
  alice.push('gone', 'gone too')
  await alice.saved(2)
  const away = await RawClient.sync(server, board)
  await away.leave()
  await post(`${url}/history/restore`, { version: '1' })
  // Drawn offline, on the copy that holds all three.
  away.doc
    .getArray('elements')
    .push([{ ...(away.doc.getArray('elements').get(1) as object), id: 'drawn-offline', label: 'drawn offline' }])
  const back = await RawClient.sync(server, board)
  Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(away.doc))
  back.answer()
  await back.saved(1)
  await alice.until(({ elements }) => elements.includes('drawn offline'))
  for (const { elements } of [alice, back]) expect(new Set(elements)).toEqual(new Set(['drawn offline', 'kept']))
  expect(await labelsAt(url, (await historyOf(url)).newest)).toEqual(['drawn offline', 'kept'])
})

it('[PAST7] a moment gets a name, is found by it, and loses it; a board has so many', async () => {
  const server = await start()
  const board = await newBoard(server)
  const url = `${server.url}/api/boards/${board}`
  const alice = await RawClient.sync(server, board)
  alice.push('a')
  await alice.saved(1)
  alice.push('b')
  await alice.saved(2)
  const named = (await (await post(`${url}/versions`, { name: ' First ', version: '1' })).json()) as { version: string }
  expect(named).toMatchObject({ seq: 1, name: 'First' })
  expect(await labelsAt(url, named.version)).toEqual(['a'])
  expect(await (await post(`${url}/versions`, { name: 'Now' })).json()).toMatchObject({ seq: 2 })
  expect((await patch(`${url}/versions/${named.version}`, { name: 'The first' })).status).toBe(204)
  expect((await historyOf(url)).versions.map(({ name, seq }) => [name, seq])).toEqual([
    ['The first', 1],
    ['Now', 2],
  ])
  expect((await fetch(`${url}/versions/${named.version}`, { method: 'DELETE' })).status).toBe(204)
  expect(await codeOf(await fetch(`${url}/versions/${named.version}`, { method: 'DELETE' }))).toBe('no-such-version')
  expect(await codeOf(await patch(`${url}/versions/nonsense`, { name: 'x' }))).toBe('no-such-version')
  expect(await codeOf(await post(`${url}/versions`, { name: '' }))).toBe('bad-request')
})

it('[PAST15] what somebody names, or restores, is theirs: they are named as they call themselves on the board', async () => {
  const server = await start()
  const board = await newBoard(server)
  const url = `${server.url}/api/boards/${board}`
  const { token } = (await (await post(`${url}/session`, { browser: 'the-browser-of-alice' })).json()) as {
    token: string
  }
  const alice = await RawClient.sync(server, board, `?token=${token}`)
  alice.presence({ user: { name: 'Alice', color: '#d6336c' } })
  alice.push('a')
  await alice.saved(1)
  alice.push('b')
  await alice.saved(2)
  const headers = { Authorization: `Bearer ${token}` }
  expect(await (await post(`${url}/versions`, { name: 'First', version: '1' }, headers)).json()).toMatchObject({
    by: 'Alice',
  })
  // Nobody knows who somebody is who isn't there.
  expect(await (await post(`${url}/versions`, { name: 'Now' })).json()).toMatchObject({ by: '' })
  expect((await post(`${url}/history/restore`, { version: '1' }, headers)).status).toBe(200)
  const { versions, sittings } = await historyOf(url)
  expect(versions.map((version) => 'by' in version && version.by)).toEqual(['Alice', ''])
  expect(sittings).toMatchObject([{ people: [{ name: 'Alice', updates: 3 }] }])
})

it('[PAST8] a board is copied as it was at any moment, with its pictures and settings, and has a history of its own', async () => {
  const server = await start()
  const board = await newBoard(server)
  const url = `${server.url}/api/boards/${board}`
  const file = createHash('sha256').update(TINY_GIF).digest('hex')
  await fetch(`${url}/files/${file}`, { method: 'PUT', body: TINY_GIF as Uint8Array<ArrayBuffer> })
  await patch(`${url}/settings`, { title: 'Copied' })
  await patch(`${url}/elements`, { add: [{ kind: 'image', box: [0, 0, 10, 10], file, natural: [1, 1] }] })
  const before = await (await fetch(`${url}/snapshot.json`)).text()
  await patch(`${url}/elements`, { add: [{ kind: 'note', box: [0, 0, 10, 10] }] })
  const response = await post(`${url}/copies`, { version: '2', anyone: 'edit' })
  expect(response.status).toBe(201)
  const { id } = (await response.json()) as NewBoard
  const copy = `${server.url}/api/boards/${id}`
  expect(await (await fetch(`${copy}/snapshot.json`)).text()).toBe(before)
  expect((await fetch(`${copy}/files/${file}`)).status).toBe(200)
  expect(await historyOf(copy)).toMatchObject({ earliest: 0, newest: 1 })
})

it('[PAST9] what was on a board and is no more is for those who may edit it: viewers get no moment of it, in no form', async () => {
  const server = await start()
  const { id, links } = await newLinkedBoard(server)
  const url = `${server.url}/api/boards/${id}`
  const session = (await (await post(`${url}/session`, { link: links.edit.split('#k=')[1] })).json()) as {
    token: string
    pictureKey: string
  }
  for (const role of ['view', 'comment'] as const) {
    const headers = { Authorization: `Bearer ${await tokenOf(links[role])}` }
    for (const path of ['/history', '/history/log', '/snapshot.png?version=0', '/snapshot.yjs?version=0'])
      expect([role, path, (await fetch(url + path, { headers })).status]).toEqual([role, path, 403])
  }
  expect((await fetch(`${server.url}/b/${id}.png?version=0&key=${session.pictureKey}`)).status).toBe(403)
  const headers = { Authorization: `Bearer ${session.token}` }
  expect((await fetch(`${url}/snapshot.png?version=0`, { headers })).status).toBe(200)
})
