import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { InProcessHub } from '../fanout/in-process.ts'
import { docWith } from '../testing/elements.ts'
import { HeldStorage } from '../testing/held-storage.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'
import { States } from './states.ts'

const update = (...labels: readonly string[]): Uint8Array => Y.encodeStateAsUpdate(docWith(...labels))

async function boardsOf(storage: HeldStorage, count: number, bytes: number): Promise<string[]> {
  const boards = Array.from({ length: count }, (_, at) => `board-${String(at).padStart(5, '0')}`)
  for (const board of boards) {
    await storage.create(board)
    await storage.append([{ board, updates: [update('x'.repeat(bytes))] }])
  }
  return boards
}

/** Nobody is on a board in these tests, so nothing is asked of rooms. */
const rooms = { join: async () => undefined } as never

it('[HTTP8] fifty people at once cost one merge and one compression, and so do those who come later, until something is drawn', async () => {
  const storage = new HeldStorage()
  const [board = ''] = await boardsOf(storage, 1, 5_000)
  const states = new States({ storage, rooms, cacheBytes: 1_000_000 })
  const ask = async () => states.encoded(await states.find(board), 'br')
  const answers = await Promise.all(Array.from({ length: 50 }, ask))
  expect(new Set(answers.map(({ bytes }) => bytes)).size).toBe(1)
  expect((await ask()).bytes).toBe(answers[0]?.bytes)
  expect(storage.calls.state).toBe(1)
  await storage.append([{ board, updates: [update('more')] }])
  expect((await ask()).version).not.toBe(answers[0]?.version)
  expect(storage.calls.state).toBe(2)
})

it('[HTTP8] a merge that fails is tried again for the next one who asks', async () => {
  const storage = new HeldStorage()
  const [board = ''] = await boardsOf(storage, 1, 10)
  const states = new States({ storage, rooms, cacheBytes: 1_000_000 })
  const info = await states.find(board)
  storage.break('state')
  await expect(Promise.all([states.get(info), states.get(info)])).rejects.toMatchObject({ code: 'io' })
  storage.mend('state')
  expect((await states.get(info)).seq).toBe(1)
})

it('[HTTP9] what is kept stays within its budget: those that were asked for last', async () => {
  const storage = new HeldStorage()
  const boards = await boardsOf(storage, 40, 1_000)
  const states = new States({ storage, rooms, cacheBytes: 20_000 })
  for (const board of boards) await states.encoded(await states.find(board), 'gzip')
  expect(states.size).toBeLessThanOrEqual(20_000)
  expect(states.size).toBeGreaterThan(10_000)
  await states.get(await states.find(boards.at(-1) ?? ''))
  expect(storage.calls.state).toBe(40)
  await states.get(await states.find(boards[0] ?? ''))
  expect(storage.calls.state).toBe(41)
})

it('[HTTP10] the state of a board that nobody is on opens no room, and has one name in every process', async () => {
  const storage = new HeldStorage()
  const hub = new InProcessHub()
  const one = await start({ storage, fanout: hub.join() })
  const two = await start({ storage, fanout: hub.join() })
  const board = await newBoard(one)
  await storage.append([{ board, updates: [update('a')] }])
  const url = (server: { readonly url: string }): string => `${server.url}/api/boards/${board}/state`
  const tag = (await fetch(url(one))).headers.get('etag') ?? ''
  expect((await fetch(url(two), { headers: { 'if-none-match': tag } })).status).toBe(304)
  expect(await (await fetch(`${one.url}/healthz`)).json()).toMatchObject({ rooms: 0 })
  expect(storage.calls.load).toBe(0)
  const alice = await RawClient.sync(two, board)
  alice.push('b')
  await alice.saved(1)
  expect((await fetch(url(one), { headers: { 'if-none-match': tag } })).status).toBe(200)
})
