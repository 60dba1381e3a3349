import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { LIMITS } from '#board/limits.ts'
import { CLOSE, waitSecondsOf } from '#board/protocol.ts'
import { countedAs } from '../access/counted.ts'
import { Rate } from '../access/rates.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { RunningServer } from '../server.ts'
import { element } from '../testing/elements.ts'
import { RawClient, presenceEntry, presenceUpdate } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'
import { Admissions } from './admissions.ts'

const KIB = 1024
const TOO_LARGE_FOR_WEBSOCKETS = 1009

const knock = ({ url }: RunningServer, board: string, address?: string): RawClient =>
  new RawClient(`${url.replace('http', 'ws')}/sync/${board}`, address === undefined ? {} : { address })

const enter = async (server: RunningServer, board: string, address?: string): Promise<RawClient> => {
  const client = knock(server, board, address)
  await client.next('vector')
  return client
}

/** One over the limit and a hundred times over are told when to come back. */
async function expectFull(server: RunningServer, board: string, over: number, address?: string): Promise<void> {
  for (const { code, reason } of await Promise.all(
    Array.from({ length: over }, () => knock(server, board, address).closed),
  )) {
    expect(code).toBe(CLOSE.tooManyRequests)
    expect(waitSecondsOf(reason)).toBeGreaterThan(0)
  }
}

it('[GUARD15] a server takes as many connections as it may; one more and a hundred times more are told when to come back', async () => {
  const server = await start({}, { limits: { connections: 3 } })
  const board = await newBoard(server)
  const here = [await enter(server, board), await enter(server, board), await enter(server, board)]
  await expectFull(server, board, 1)
  await expectFull(server, board, 300)
  await here[0]?.leave()
  // Somebody has left: there is room again, once the server has seen it.
  let isIn = false
  while (!isIn)
    isIn = await enter(server, board).then(
      () => true,
      () => false,
    )
  for (const client of here.slice(1)) expect(client.socket.readyState).toBe(client.socket.OPEN)
})

it('[GUARD15] a board takes as many people as it may, and other boards are not full because of it', async () => {
  const server = await start({}, { limits: { boardConnections: 3 } })
  const board = await newBoard(server)
  const here = await Promise.all([1, 2, 3].map(() => RawClient.sync(server, board)))
  await expectFull(server, board, 1)
  await expectFull(server, board, 300)
  await enter(server, await newBoard(server))
  here[0]?.push('still drawing')
  await here[0]?.saved(1)
})

it('[GUARD15] an address has as many connections as it may, and others are not full because of it', async () => {
  const server = await start({}, { limits: { addressConnections: 3 } })
  const board = await newBoard(server)
  for (let at = 0; at < 3; at++) await enter(server, board, '203.0.113.1')
  await expectFull(server, board, 1, '203.0.113.1')
  await expectFull(server, board, 300, '203.0.113.1')
  await enter(server, board, '203.0.113.2')
  // Whoever stands before the declared proxy may say what they like: only the last word is the proxy's.
  await expectFull(server, board, 1, '198.51.100.7, 203.0.113.1')
})

it('[GUARD15] an address connects as often as it may, and again after a while', () => {
  const admissions = new Admissions({ ...DEFAULT_LIMITS, addressConnectsPerMinute: 60 })
  const knocks = (count: number, nowMs: number): string[] =>
    Array.from({ length: count }, () => {
      const admitted = admissions.admit(countedAs(undefined, '203.0.113.1'), nowMs)
      if (admitted.type === 'admitted') admitted.leave()
      return admitted.type
    })
  expect(new Set(knocks(60, 0))).toEqual(new Set(['admitted']))
  expect(new Set(knocks(6_000, 0))).toEqual(new Set(['full']))
  expect(knocks(2, 1_000)).toEqual(['admitted', 'full'])
})

it('[GUARD15] addresses are forgotten when there is nothing more to hold against them', () => {
  const rate = new Rate(10, 60_000)
  for (let at = 0; at < 1_000; at++) rate.spend(`203.0.113.${at}`, 0)
  expect(rate.size).toBe(1_000)
  rate.spend('198.51.100.1', 70_000)
  expect(rate.size).toBe(1)
})

it('[GUARD16] an address makes as many boards in an hour as it may: 429, and when to come back', async () => {
  const server = await start({}, { limits: { addressBoardsPerHour: 3 } })
  const make = (address: string): Promise<Response> =>
    fetch(`${server.url}/api/boards`, { method: 'POST', headers: { 'X-Forwarded-For': address } })
  for (let at = 0; at < 3; at++) expect((await make('203.0.113.1')).status).toBe(201)
  for (let at = 0; at < 300; at++) {
    const answer = await make('203.0.113.1')
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(((await answer.json()) as { code: string }).code).toBe('too-many-requests')
  }
  expect((await make('203.0.113.2')).status).toBe(201)
})

it('[GUARD17] a board holds as many elements as it may; a full one takes deletions, and then there is room', async () => {
  const server = await start({}, { limits: { boardElements: 10 } })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push(...Array.from({ length: 10 }, (_, at) => at))
  await alice.saved(1)
  for (const count of [1, 1_000]) {
    const greedy = await RawClient.sync(server, board)
    greedy.push(...Array.from({ length: count }, (_, at) => `more ${at}`))
    expect(await greedy.closed).toEqual({
      code: CLOSE.tooLarge,
      reason: 'the board is full: it holds at most 10 elements',
    })
  }
  alice.change((doc) => doc.getMap('edits').set(`${element(3)['id'] as string}/color`, 'red'))
  alice.change((doc) => doc.getArray('elements').delete(0))
  alice.push('in its place')
  await alice.saved(2)
  expect((await RawClient.sync(server, board)).elements).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 'in its place'])
})

it('[GUARD17] a board has as many bytes as it may; a full one takes deletions, and then there is room', async () => {
  const server = await start({}, { limits: { boardBytes: 256 * KIB, messageBytes: 64 * KIB * KIB } })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const large = (label: string): string => `${label} ${'x'.repeat(60 * KIB)}`
  alice.push(large('a'), large('b'), large('c'), large('d'))
  await alice.saved(1)
  for (const count of [1, 400]) {
    const greedy = await RawClient.sync(server, board)
    greedy.push(...Array.from({ length: count }, (_, at) => large(`more ${at}`)))
    expect((await greedy.closed).code).toBe(CLOSE.tooLarge)
  }
  alice.change((doc) => doc.getArray('elements').delete(0, 2))
  alice.push(large('in their place'))
  await alice.saved(2)
  expect((await RawClient.sync(server, board)).elements).toEqual(['c', 'd', 'in their place'].map(large))
})

it('[GUARD18] a message has as many bytes as it may; one more and a hundred times more: 1009', async () => {
  const server = await start({}, { limits: { messageBytes: 16 * KIB } })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  // No message at all, but of the length asked for: one limit lets it through, and another check refuses it.
  const message = (bytes: number): Uint8Array => Buffer.alloc(bytes, 1)
  alice.send(message(16 * KIB))
  expect((await alice.closed).code).toBe(CLOSE.malformed)
  for (const bytes of [16 * KIB + 1, 1_600 * KIB]) {
    const loud = await RawClient.sync(server, board)
    loud.send(message(bytes))
    expect((await loud.closed).code).toBe(TOO_LARGE_FOR_WEBSOCKETS)
  }
})

it('[GUARD18] live messages and presence have as many bytes as they may; one more and a hundred times more: 4413', async () => {
  const server = await start()
  const board = await newBoard(server)
  const state = (bytes: number): unknown => ({ name: 'x'.repeat(bytes - '{"name":""}'.length) })
  const fits = await RawClient.sync(server, board)
  fits.presence(state(LIMITS.presenceBytes))
  fits.live(new Uint8Array(LIMITS.liveBytes))
  await fits.saved(1)
  for (const times of [1, 100]) {
    const live = await RawClient.sync(server, board)
    live.live(new Uint8Array(times === 1 ? LIMITS.liveBytes + 1 : LIMITS.liveBytes * times))
    expect((await live.closed).code).toBe(CLOSE.tooLarge)
    const person = await RawClient.sync(server, board)
    const bytes = times === 1 ? LIMITS.presenceBytes + 1 : LIMITS.presenceBytes * times
    person.send(presenceUpdate(presenceEntry(person.doc.clientID, 1, state(bytes))))
    expect((await person.closed).code).toBe(CLOSE.tooLarge)
  }
})

it('[GUARD19] whoever goes on sending too much after being slowed for long is told when to come back: 4529', async () => {
  const server = await start({}, { limits: { messagesPerSecond: 10, slowedSeconds: 1 } })
  const board = await newBoard(server)
  const flood = await RawClient.sync(server, board)
  const bystander = await RawClient.sync(server, board)
  flood.watermark(0)
  // A hundred times what may be sent at once; and then on and on, for the server may have read all of that in one go.
  for (let at = 0; at < 2_000; at++) flood.live(Uint8Array.of(1))
  while (flood.socket.readyState === flood.socket.OPEN) {
    flood.live(Uint8Array.of(1))
    await fetch(`${server.url}/healthz`)
  }
  const { code, reason } = await flood.closed
  expect(code).toBe(CLOSE.tooManyRequests)
  expect(waitSecondsOf(reason)).toBeGreaterThan(0)
  expect(await flood.next('refusal')).toMatchObject({ code: CLOSE.tooManyRequests, reason })
  bystander.push('undisturbed')
  await bystander.saved(1)
})

it('[GUARD20] a connection that says nothing at all is closed, and so is a request that never gets to the point', async () => {
  const server = await start({}, { limits: { firstMessageSeconds: 1, requestSeconds: 1 } })
  const board = await newBoard(server)
  expect((await knock(server, board).closed).code).toBe(CLOSE.tooSlow)
  const halfOpen = connect(Number(new URL(server.url).port), '127.0.0.1')
  halfOpen.write('GET / HTTP/1.1\r\nHost: x\r\n')
  await new Promise((resolve) => {
    halfOpen.on('close', resolve)
    halfOpen.resume()
  })
})
