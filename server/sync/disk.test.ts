import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { BOARD_STATUS, CLOSE } from '#board/protocol.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { HeldStorage } from '../testing/held-storage.ts'
import { docWith } from '../testing/elements.ts'
import { RawClient } from '../testing/raw-client.ts'
import { post } from '../testing/requests.ts'
import { newBoard, newLinkedBoard, start, tokenOf } from '../testing/start.ts'

const types = ({ received }: RawClient): string[] => received.map(({ type }) => type)

it('[WIRE5] a failed commit acknowledges nothing, closes with 4503, turns health red, and heals by itself', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const bob = await RawClient.sync(server, board)
  alice.push('kept')
  await alice.saved(1)

  storage.break('append')
  alice.push('lost')
  alice.watermark(2)
  expect((await alice.closed).code).toBe(CLOSE.storageDegraded)
  expect((await bob.closed).code).toBe(CLOSE.storageDegraded)
  expect(types(alice).filter((type) => type === 'watermark')).toHaveLength(1)
  expect(bob.elements).toEqual(['kept'])
  expect((await fetch(`${server.url}/healthz`)).status).toBe(503)

  storage.mend('append')
  const carol = await RawClient.sync(server, board)
  expect(carol.elements).toEqual(['kept'])
  carol.watermark(0)
  await carol.until(isWell)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  carol.push('more')
  await carol.saved(1)
})

/** The newest that was heard of the board's status: nothing, when it is as it should be from the first watermark on. */
const isWell = ({ received }: RawClient): boolean =>
  received.some(({ type }) => type === 'watermark') &&
  (received.findLast((message) => message.type === 'status')?.bits ?? 0) === 0

it('[WIRE15] while nothing can be stored people may look and point, are told so, and are asked for their changes when it is over', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('kept')
  await alice.saved(1)
  storage.break('append')
  alice.push('on the way')
  await alice.closed

  const [bob, carol] = [await RawClient.sync(server, board), await RawClient.sync(server, board)]
  for (const client of [bob, carol]) client.watermark(0)
  for (const client of [bob, carol]) expect((await client.next('status')).bits).toBe(BOARD_STATUS.readOnly)
  const appends = storage.calls.append
  bob.push('meanwhile')
  bob.watermark(1)
  bob.presence({ user: 'bob' })
  bob.live(Uint8Array.of(1))
  expect(await carol.next('live')).toMatchObject({ sender: bob.doc.clientID })
  expect(carol.elements).toEqual(['kept'])
  expect(types(bob).filter((type) => type === 'watermark')).toHaveLength(1)
  expect(storage.calls.append).toBe(appends)

  storage.mend('append')
  await bob.until(({ received }) => received.filter(({ type }) => type === 'vector').length === 2)
  bob.answer()
  await bob.until(({ received }) => received.some((message) => message.type === 'watermark' && message.n === 1))
  await carol.until(({ elements }) => elements.length === 2)
  expect(carol.elements).toEqual(['kept', 'meanwhile'])
  await carol.until(isWell)
})

it('[WIRE15] a disk that does not answer is a disk that fails, until it does', async () => {
  const storage = new HeldStorage()
  const server = await start(
    { storage },
    { limits: { ...DEFAULT_LIMITS, probeMilliseconds: 10, stallMilliseconds: 10 } },
  )
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  await alice.saved(0)
  storage.hold('append')
  alice.push('held')
  alice.watermark(1)
  expect((await alice.next('status')).bits).toBe(BOARD_STATUS.readOnly)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(503)
  storage.release('append')
  await alice.until(({ received }) => received.some((message) => message.type === 'watermark' && message.n === 1))
  await alice.until(isWell)
  expect((await RawClient.sync(server, board)).elements).toEqual(['held'])
})

it('[WIRE16] whoever joins a board that lost something is told so, until its owner has taken notice of it', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const { id: board, links } = await newLinkedBoard(server)
  await storage.append([{ board, updates: [Y.encodeStateAsUpdate(docWith('rest')), Uint8Array.of(200, 1)] }])
  const headers = { Authorization: `Bearer ${await tokenOf(links.own)}` }
  const about = `${server.url}/api/boards/${board}`
  const damaged = async (): Promise<unknown> =>
    ((await (await fetch(`${server.url}/healthz`)).json()) as { readonly damagedBoards: unknown }).damagedBoards
  const alice = await RawClient.sync(server, board, `?token=${await tokenOf(links.edit)}`)
  alice.watermark(0)
  expect((await alice.next('status')).bits).toBe(BOARD_STATUS.lost)
  expect(alice.elements).toEqual(['rest'])
  expect(await (await fetch(about, { headers })).json()).toMatchObject({ lost: 1 })
  expect(await damaged()).toBe(1)

  expect((await fetch(`${about}/lost`, { method: 'DELETE', headers })).status).toBe(204)
  await alice.until(isWell)
  expect(await (await fetch(about, { headers })).json()).toMatchObject({ lost: 0 })
  expect(await damaged()).toBe(0)
  const { entries } = (await (await fetch(`${about}/audit`, { headers })).json()) as { entries: { deed: unknown }[] }
  expect(entries[0]?.deed).toEqual({ did: 'loss-noticed', count: 1 })
})

it('[WIRE18] a board all of which is on disk is told to whoever joins, while the commit of another hangs', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const [calm, busy] = [await newBoard(server), await newBoard(server)]
  const alice = await RawClient.sync(server, calm)
  alice.push('there')
  await alice.saved(1)
  const bob = await RawClient.sync(server, busy)
  storage.hold('append')
  const hanging = storage.arrival('append')
  bob.push('on its way')
  await hanging
  const newcomer = await RawClient.sync(server, calm)
  expect(newcomer.elements).toEqual(['there'])
  await newcomer.saved(1)
  const late = await RawClient.join(server, busy)
  late.ask()
  storage.release('append')
  await late.next('step2')
  expect(late.elements).toEqual(['on its way'])
})

it('[WIRE11] commits that wait for a slow disk become one', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const other = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const bob = await RawClient.sync(server, other)
  storage.hold('append')
  const first = storage.arrival('append')
  alice.push(0)
  await first
  for (let at = 1; at < 20; at++) {
    alice.push(at)
    bob.push(at)
  }
  alice.presence({})
  bob.presence({})
  await alice.next('presence')
  await bob.next('presence')
  storage.release('append')
  await Promise.all([alice.saved(1), bob.saved(1)])
  expect(storage.calls.append).toBe(2)
})

it('[WIRE19] whoever joins a board whose commit hangs is told what is on disk, and the rest when it is', async () => {
  const storage = new HeldStorage()
  const server = await start(
    { storage },
    { limits: { ...DEFAULT_LIMITS, probeMilliseconds: 10, stallMilliseconds: 10 } },
  )
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('on disk', ...Array.from({ length: 400 }, (_, at) => `${at} ${'x'.repeat(1_000)}`))
  alice.watermark(1)
  await alice.saved(1)
  const storedBefore = alice.elements.length
  storage.hold('append')
  alice.push('held')
  expect((await alice.next('status')).bits).toBe(BOARD_STATUS.readOnly)
  const early = await RawClient.sync(server, board)
  expect(early.elements).toHaveLength(storedBefore)
  expect(early.doc.store.pendingStructs).toBeNull()
  expect(early.elements).not.toContain('held')
  // Somebody who has it all but the newest is sent nothing but that.
  early.ask()
  await early.until(({ received }) => received.filter(({ type }) => type === 'step2').length === 2)
  storage.release('append')
  for (const client of [alice, early]) await client.until(({ elements }) => elements.includes('held'))
  alice.push('after')
  await early.until(({ elements }) => elements.includes('after'))
  expect(early.elements).toEqual((await RawClient.sync(server, board)).elements)
})

it('[WIRE19] whoever joins a board whose changes wait for the hanging commit of another is told what is on disk, too', async () => {
  const storage = new HeldStorage()
  const server = await start(
    { storage },
    { limits: { ...DEFAULT_LIMITS, probeMilliseconds: 10, stallMilliseconds: 200 } },
  )
  const [board, other] = [await newBoard(server), await newBoard(server)]
  const [alice, bob] = [await RawClient.sync(server, board), await RawClient.sync(server, other)]
  alice.push('on disk')
  await alice.saved(1)
  storage.hold('append')
  const hanging = storage.arrival('append')
  bob.push('in the commit that hangs')
  await hanging
  alice.push('behind it')
  expect((await alice.next('status')).bits).toBe(BOARD_STATUS.readOnly)
  const newcomer = await RawClient.sync(server, board)
  expect(newcomer.elements).toEqual(['on disk'])
  storage.release('append')
  await newcomer.until(({ elements }) => elements.includes('behind it'))
  await alice.saved(2)
})

it('[WIRE19] whoever asked in the very moment whose commit hangs is told what is on disk, too, and the rest when it is', async () => {
  const storage = new HeldStorage()
  const server = await start(
    { storage },
    { limits: { ...DEFAULT_LIMITS, probeMilliseconds: 10, stallMilliseconds: 10 } },
  )
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('on disk', ...Array.from({ length: 400 }, (_, at) => `${at} ${'x'.repeat(1_000)}`))
  await alice.saved(1)
  const storedBefore = alice.elements.length
  const newcomer = await RawClient.join(server, board)
  storage.hold('append')
  // What arrives together is one group.
  alice.push('held')
  alice.ask()
  newcomer.ask()
  await Promise.all([
    newcomer.next('step2'),
    alice.until((me) => types(me).filter((type) => type === 'step2').length === 2),
  ])
  expect(newcomer.elements).toHaveLength(storedBefore)
  expect((await alice.next('status')).bits).toBe(BOARD_STATUS.readOnly)
  storage.release('append')
  for (const client of [alice, newcomer]) await client.until(({ elements }) => elements.includes('held'))
  alice.push('after')
  await newcomer.until(({ elements }) => elements.includes('after'))
  expect(newcomer.elements).toEqual((await RawClient.sync(server, board)).elements)
})

it('[WIRE35] who asks by HTTP for what would be written is told that it can not be, and waits for no disk that does not answer', async () => {
  const storage = new HeldStorage()
  const limits = { ...DEFAULT_LIMITS, probeMilliseconds: 10, stallMilliseconds: 10 }
  const server = await start({ storage }, { limits })
  storage.hold('append')
  storage.hold('create')
  const answers = [await post(`${server.url}/api/boards`), await post(`${server.url}/api/boards`)]
  for (const answer of answers) {
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'storage-degraded' })
  }
  // The second was not even tried.
  expect(storage.calls.create).toBe(1)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(503)
  storage.release('create')
  storage.release('append')
  while ((await fetch(`${server.url}/healthz`)).status !== 200);
  await RawClient.sync(server, await newBoard(server))
})
