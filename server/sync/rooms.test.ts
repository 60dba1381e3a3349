import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { CLOSE } from '#board/protocol.ts'
import type { Fanout } from '../fanout/fanout.ts'
import { InProcessHub } from '../fanout/in-process.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { StorageHealth } from '../observe/health.ts'
import { docWith } from '../testing/elements.ts'
import { HeldStorage } from '../testing/held-storage.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'
import { Rooms } from './rooms.ts'
import { Tick } from './tick.ts'

const log = pino({ level: 'silent' })

function makeRooms(storage: HeldStorage, idleMs = 0, fanout: Fanout = new InProcessHub().join()): Rooms {
  const health = new StorageHealth(log)
  const rooms = new Rooms({
    storage,
    fanout,
    tick: new Tick(storage, health),
    health,
    limits: DEFAULT_LIMITS,
    log,
    roleNow: ({ role }) => role,
    rulesNow: () => ({ cap: null, slowSeconds: 0 }),
    idleMs,
  })
  onTestFinished(() => rooms.stop(0))
  return rooms
}

const stroke = (): Uint8Array => Y.encodeStateAsUpdate(docWith('stored'))

async function storedBoard(storage: HeldStorage): Promise<string> {
  await storage.create('board-0001')
  await storage.append([{ board: 'board-0001', updates: [stroke()] }])
  return 'board-0001'
}

it('[ROOM1] people who join at once share one load and one room', async () => {
  const storage = new HeldStorage()
  const board = await storedBoard(storage)
  const rooms = makeRooms(storage)
  const leases = await Promise.all(Array.from({ length: 20 }, () => rooms.join(board)))
  expect(new Set(leases.map((lease) => lease?.room)).size).toBe(1)
  expect(storage.calls.load).toBe(1)
})

it('[ROOM2] a failed load opens nothing, and the next join tries again', async () => {
  const storage = new HeldStorage()
  const board = await storedBoard(storage)
  const rooms = makeRooms(storage)
  storage.break('load')
  await expect(Promise.all([rooms.join(board), rooms.join(board)])).rejects.toMatchObject({ code: 'io' })
  expect(rooms.peek(board)).toBeUndefined()
  storage.mend('load')
  const lease = await rooms.join(board)
  expect(lease!.room.seq).toBe(1)
})

it('[ROOM2] a client of a board that can not be loaded is told to come back: 4503, and never sees an empty board', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  storage.break('load')
  storage.break('state')
  const client = new RawClient(`${server.url.replace('http', 'ws')}/sync/${board}`)
  expect((await client.closed).code).toBe(CLOSE.storageDegraded)
  expect(client.received).toEqual([])
  expect((await fetch(`${server.url}/api/boards/${board}/state`)).status).toBe(503)
})

it('[ROOM3] a board that does not exist has no room', async () => {
  const rooms = makeRooms(new HeldStorage())
  expect(await rooms.join('board-none')).toBeUndefined()
  expect(rooms.size).toBe(0)
})

it('[ROOM4] a join while the room is draining waits and gets the stored board in a new room', async () => {
  const storage = new HeldStorage()
  const board = await storedBoard(storage)
  const inner = new InProcessHub().join()
  let left = (): void => {}
  const draining = new Promise<void>((resolve) => {
    left = resolve
  })
  let letGo = (): void => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  // Leaving takes its time; until it is done, the room is neither alive nor gone.
  const subscribe: Fanout['subscribe'] = async (...given) => {
    const leave = await inner.subscribe(...given)
    return async () => {
      left()
      await held
      await leave()
    }
  }
  const rooms = makeRooms(storage, 0, { ...inner, subscribe })
  const first = await rooms.join(board)
  first!.release()
  await draining
  expect(rooms.peek(board)).toBeUndefined()
  const joining = rooms.join(board)
  letGo()
  const second = await joining
  expect(second!.room).not.toBe(first!.room)
  expect(second!.room.seq).toBe(1)
})

it('[ROOM10] a board that can not be merged is counted, and stays as it is', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage, idleRoomMs: 0 })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  // Damaged behind the back of whoever has it open: enough for a merging, and nothing of it fits.
  await storage.append([{ board, updates: Array.from({ length: 501 }, () => Uint8Array.of(200, 1)) }])
  const merging = storage.arrival('compact')
  await alice.leave()
  await merging
  const damaged = async (): Promise<unknown> =>
    ((await (await fetch(`${server.url}/healthz`)).json()) as { readonly damagedBoards: number }).damagedBoards
  while ((await damaged()) !== 1);
  expect(await storage.load(board)).toMatchObject({ tail: 501, info: { lost: 0 } })
})

it('[ROOM8] whoever comes back to a board that is being merged does not wait for it', async () => {
  const storage = new HeldStorage()
  const board = await storedBoard(storage)
  const rooms = makeRooms(storage)
  const first = await rooms.join(board)
  storage.hold('compact')
  const merging = storage.arrival('compact')
  first!.release()
  await merging
  expect((await rooms.join(board))!.room).not.toBe(first!.room)
  storage.release('compact')
})

it('[ROOM9] boards that people have left leave nothing behind', async () => {
  const storage = new HeldStorage()
  const rooms = makeRooms(storage)
  for (let at = 0; at < 200; at++) {
    const board = `visited-${at}-board`
    await storage.create(board)
    await storage.append([{ board, updates: [stroke()] }])
    const merged = storage.arrival('compact')
    ;(await rooms.join(board))?.release()
    await merged
  }
  while (rooms.size > 0) await setImmediate()
})

it('[ROOM5] a room stays while anybody holds it; letting go twice counts once', async () => {
  const storage = new HeldStorage()
  const board = await storedBoard(storage)
  const rooms = makeRooms(storage, 0)
  const first = await rooms.join(board)
  const second = await rooms.join(board)
  first!.release()
  first!.release()
  const third = await rooms.join(board)
  expect(third!.room).toBe(second!.room)
})

it('[ROOM7] a board that is damaged opens without what is damaged, says so to whoever asks, and is counted', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const describe = async (): Promise<unknown> => (await fetch(`${server.url}/api/boards/${board}`)).json()
  await storage.append([{ board, updates: [stroke(), Uint8Array.of(200, 1)] }])
  expect(await describe()).toMatchObject({ lost: 0 })
  const alice = await RawClient.sync(server, board)
  expect(alice.elements).toEqual(['stored'])
  expect(await describe()).toMatchObject({ lost: 1, seq: 2 })
  expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ status: 'ok', damagedBoards: 1 })
  alice.push('after')
  await alice.saved(1)
  expect((await RawClient.sync(server, board)).elements).toEqual(['stored', 'after'])
})

it('[ROOM7] what people still have of a damaged board comes back with them', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, await newBoard(server))
  alice.push('one', 'two')
  await alice.saved(1)
  const bytes = Y.encodeStateAsUpdate(alice.doc)
  await storage.append([{ board, updates: [stroke(), bytes.slice(0, -2)] }])
  const back = await RawClient.sync(server, board)
  expect(back.elements).toEqual(['stored'])
  back.sendUpdate(bytes)
  await back.saved(1)
  expect(new Set((await RawClient.sync(server, board)).elements)).toEqual(new Set(['one', 'stored', 'two']))
})

it('[ROOM7] a damaged board whose state is asked for first is repaired as well', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  await storage.append([{ board, updates: [stroke(), Uint8Array.of(200, 1)] }])
  const response = await fetch(`${server.url}/api/boards/${board}/state`)
  expect(response.status).toBe(200)
  expect(Y.decodeUpdate(new Uint8Array(await response.arrayBuffer())).structs).toHaveLength(1)
})
