import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { CLOSE, MESSAGE_QUERY_AWARENESS } from '#board/protocol.ts'
import { LIMITS } from '#board/limits.ts'
import { HeldStorage } from '../testing/held-storage.ts'
import { docWith, element } from '../testing/elements.ts'
import { encode } from '../testing/encode.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'

const types = ({ received }: RawClient): string[] => received.map(({ type }) => type)

it('[WIRE1] what one draws, the other sees, and the sender is told when it is on disk', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const bob = await RawClient.sync(server, board)
  alice.push('a')
  await alice.saved(1)
  await bob.until(({ elements }) => elements.length === 1)
  expect(bob.elements).toEqual(['a'])
})

it('[WIRE2] nobody sees an update, by any road, before it is on disk', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const bob = await RawClient.sync(server, board)
  storage.hold('append')
  const committing = storage.arrival('append')
  alice.push('a')
  alice.watermark(1)
  await committing

  // Presence and live messages don't wait for the disk, so they mark the moment at which the update would have come.
  const late = await RawClient.join(server, board)
  late.ask()
  const state = async (): Promise<number> =>
    Y.decodeUpdate(new Uint8Array(await (await fetch(`${server.url}/api/boards/${board}/state`)).arrayBuffer())).structs
      .length
  expect(await state()).toBe(0)
  bob.watermark(0)
  bob.presence({ user: 'bob' })
  await alice.next('presence')
  alice.presence({ user: 'alice' })
  alice.live(Uint8Array.of(1))
  await bob.next('live')
  expect(types(bob)).not.toContain('update')
  expect(types(alice)).not.toContain('watermark')
  expect(types(late)).not.toContain('step2')

  storage.release('append')
  await alice.until(() => types(alice).includes('watermark'))
  await bob.until(({ elements }) => elements.length === 1)
  await late.next('step2')
  expect(late.elements).toEqual(['a'])
  expect(await state()).toBe(1)
})

it('[WIRE2] the sender hears of its own update before it is told that it is on disk', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('a')
  await alice.saved(1)
  expect(types(alice).filter((type) => type === 'update' || type === 'watermark')).toEqual(['update', 'watermark'])
})

it('[WIRE3] a reply holds nothing that arrived after its own commit began', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const late = await RawClient.join(server, board)
  const nextCommit = async (): Promise<void> => {
    const arrived = storage.arrival('append')
    storage.release('append')
    storage.hold('append')
    await arrived
  }
  // A presence of somebody that has come around tells that the server has read what they sent before it.
  const heard = ({ doc }: RawClient, clock: number): Promise<boolean> =>
    late.until(({ received }) =>
      received.some(
        (message) =>
          message.type === 'presence' &&
          message.people.some((person) => person.client === doc.clientID && person.clock === clock),
      ),
    )
  storage.hold('append')
  const first = storage.arrival('append')
  alice.push('first')
  await first
  late.ask()
  late.presence({})
  alice.push('second')
  alice.presence({})
  await heard(late, 1)
  await heard(alice, 1)
  await nextCommit()
  // The reply goes with the commit of 'second'; 'third' waits for the one after that.
  alice.push('third')
  alice.presence({})
  await heard(alice, 2)
  await nextCommit()
  await late.next('step2')
  expect(late.elements).toEqual(['first', 'second'])
  storage.release('append')
  await late.until(({ elements }) => elements.length === 3)
})

it('[WIRE4] watermarks come back identical and in order, even with nothing to write', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const alice = await RawClient.sync(server, await newBoard(server))
  for (const n of [0, 1, 127, 128, 2 ** 40]) await alice.saved(n)
  expect(alice.received.flatMap((message) => (message.type === 'watermark' ? [message.n] : []))).toEqual([
    0,
    1,
    127,
    128,
    2 ** 40,
  ])
  expect(storage.calls.append).toBe(0)
})

it('[WIRE6] live messages reach everybody who speaks them with the sender, in order, and are never stored', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const bob = await RawClient.sync(server, board)
  bob.watermark(0)
  await bob.next('watermark')
  alice.presence({ user: 'alice' })
  const payloads = Array.from({ length: 50 }, (_, at) => Uint8Array.of(at, 255 - at))
  for (const payload of payloads) alice.live(payload)
  const lives = ({ received }: RawClient) => received.flatMap((message) => (message.type === 'live' ? [message] : []))
  await bob.until((client) => lives(client).length === payloads.length)
  expect(lives(bob).map(({ payload }) => Array.from(payload))).toEqual(payloads.map((payload) => Array.from(payload)))
  expect(new Set(lives(bob).map(({ sender }) => sender))).toEqual(new Set([alice.doc.clientID]))
  expect(storage.calls.append).toBe(0)
})

it('[WIRE34] live messages that one alone has said are not sent back; those of others, and what comes with them, are', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const bob = await RawClient.sync(server, board)
  bob.watermark(0)
  await bob.next('watermark')
  alice.presence({ user: 'alice' })
  await alice.next('presence')
  for (let at = 0; at < 50; at++) {
    alice.live(Uint8Array.of(at))
    await bob.until(() => types(bob).filter((type) => type === 'live').length === at + 1)
  }
  bob.presence({ user: 'bob' })
  bob.live(Uint8Array.of(99))
  expect(await alice.next('live')).toMatchObject({ sender: bob.doc.clientID })
  alice.push('mine')
  await alice.next('update')
})

it('[WIRE6] live messages of somebody without an identity go nowhere', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const bob = await RawClient.sync(server, board)
  bob.watermark(0)
  alice.live(Uint8Array.of(1))
  alice.presence({ user: 'alice' })
  await bob.next('presence')
  await bob.saved(1)
  expect(types(bob)).not.toContain('live')
})

it('[WIRE7] a client that never used our messages never gets one', async () => {
  const server = await start()
  const board = await newBoard(server)
  const stock = await RawClient.sync(server, board)
  const alice = await RawClient.sync(server, board)
  const bob = await RawClient.sync(server, board)
  bob.watermark(0)
  await bob.next('watermark')
  alice.presence({ user: 'alice' })
  alice.live(Uint8Array.of(1))
  await bob.next('live')
  alice.push('a')
  await alice.saved(1)
  await stock.until(({ elements }) => elements.length === 1)
  expect(types(stock)).not.toContain('live')
  stock.send(Uint8Array.of(9))
  expect((await stock.closed).code).toBe(CLOSE.malformed)
  expect(types(stock)).not.toContain('refusal')
})

it('[WIRE8] a big board comes as updates of about 256 KiB and then a final answer, with nothing ever pending', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push(...Array.from({ length: 1_500 }, (_, at) => `${at} ${'x'.repeat(1_000)}`))
  await alice.saved(1)
  const bob = await RawClient.sync(server, board)
  const parts = bob.received.filter(({ type }) => type === 'update' || type === 'step2')
  expect(parts.length).toBeGreaterThan(5)
  expect(parts.at(-1)?.type).toBe('step2')
  expect(parts.filter(({ type }) => type === 'step2')).toHaveLength(1)
  expect(bob.doc.store.pendingStructs).toBeNull()
  expect(bob.elements).toEqual(alice.elements)
})

it('[WIRE8] a big update reaches those who are already there in parts', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const bob = await RawClient.sync(server, board)
  alice.push(...Array.from({ length: 1_500 }, () => 'x'.repeat(1_000)))
  await bob.until(({ elements }) => elements.length === 1_500)
  expect(bob.received.filter(({ type }) => type === 'update').length).toBeGreaterThan(5)
})

it('[WIRE8] over a slow line the messages keep coming, none so large that a client would give up on the way', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  for (let round = 1; round <= 4; round++) {
    alice.push(...Array.from({ length: 1_000 }, (_, at) => `${round} ${at} ${'x'.repeat(1_000)}`))
    await alice.saved(round)
  }
  const bob = await RawClient.join(server, board)
  let isPending = false
  // Reads a message, and nothing for a while.
  bob.socket.on('message', () => {
    isPending ||= bob.doc.store.pendingStructs !== null || bob.doc.store.pendingDs !== null
    bob.socket.pause()
    setTimeout(() => bob.socket.resume(), 10)
  })
  bob.ask()
  await bob.next('step2')
  const parts = bob.received.flatMap((message) => ('bytes' in message && message.type !== 'vector' ? [message] : []))
  expect(parts.length).toBeGreaterThan(15)
  expect(parts.at(-1)?.type).toBe('step2')
  // 70 kbit/s bring that much in the 30 seconds for which a stock client waits.
  expect(Math.max(...parts.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(256 * 1024)
  expect(isPending).toBe(false)
  expect(bob.elements).toEqual(alice.elements)
})

it('[WIRE9] an update with gaps is not taken; the sender is asked for everything, and its watermark waits for that', async () => {
  const server = await start()
  const board = await newBoard(server)
  const hidden = docWith('unknown')
  const alice = await RawClient.sync(server, board)
  Y.applyUpdate(alice.doc, Y.encodeStateAsUpdate(hidden))
  const vectors = types(alice).filter((type) => type === 'vector').length
  alice.push('dependent')
  alice.watermark(1)
  await alice.until(() => types(alice).filter((type) => type === 'vector').length > vectors)
  expect(types(alice)).not.toContain('watermark')
  alice.send(encode(0, 1, Y.encodeStateAsUpdate(alice.doc)))
  await alice.next('watermark')
  const bob = await RawClient.sync(server, board)
  expect(bob.elements).toEqual(['unknown', 'dependent'])
})

it('[WIRE9] a copy that can not say what it depends on must be reset: 4409', async () => {
  const server = await start()
  const board = await newBoard(server)
  const hidden = docWith('unknown')
  const before = Y.encodeStateVector(hidden)
  hidden.getArray('elements').push([element('dependent')])
  const unready = Y.encodeStateAsUpdate(hidden, before)
  const alice = await RawClient.sync(server, board)
  alice.watermark(0)
  for (let answer = 0; answer < 3; answer++) alice.send(encode(0, 1, unready))
  expect((await alice.closed).code).toBe(CLOSE.resetCopy)
  expect(await alice.next('refusal')).toMatchObject({ code: CLOSE.resetCopy, lastGood: 0 })
  const bob = await RawClient.sync(server, board)
  expect(bob.elements).toEqual([])
})

it('[WIRE10] what is known already is acknowledged and neither stored nor sent again', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const alice = await RawClient.sync(server, await newBoard(server))
  alice.push('a')
  await alice.saved(1)
  alice.sendUpdate(Y.encodeStateAsUpdate(alice.doc))
  await alice.saved(2)
  expect(storage.calls.append).toBe(1)
  expect(types(alice).filter((type) => type === 'update')).toHaveLength(1)
})

it('[HERE1] presence reaches everybody, the sender too, and a newcomer at once', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.presence({ user: { name: 'Alice' } })
  expect((await alice.next('presence')).people).toEqual([
    { client: alice.doc.clientID, clock: 1, state: { user: { name: 'Alice' } } },
  ])
  const bob = await RawClient.join(server, board)
  expect((await bob.next('presence')).people).toMatchObject([{ client: alice.doc.clientID }])
  bob.send(Uint8Array.of(MESSAGE_QUERY_AWARENESS))
  await bob.until(() => types(bob).filter((type) => type === 'presence').length === 2)
})

it('[HERE2] whoever leaves is gone for the others', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const bob = await RawClient.sync(server, board)
  alice.presence({ user: 'alice' })
  await bob.next('presence')
  await alice.leave()
  const last = await bob.until(({ received }) =>
    received.find((message) => message.type === 'presence' && message.people.some(({ state }) => state === null)),
  )
  expect(last).toMatchObject({ people: [{ client: alice.doc.clientID, clock: 1, state: null }] })
  const carol = await RawClient.sync(server, board)
  expect(types(carol)).not.toContain('presence')
})

it('[HERE5] presence that is too large is refused: 4413', async () => {
  const server = await start()
  const alice = await RawClient.sync(server, await newBoard(server))
  alice.presence({ note: 'x'.repeat(LIMITS.presenceBytes) })
  expect((await alice.closed).code).toBe(CLOSE.tooLarge)
})

it('[GUARD1] a live message that is too large is refused: 4413', async () => {
  const server = await start()
  const alice = await RawClient.sync(server, await newBoard(server))
  alice.live(new Uint8Array(LIMITS.liveBytes + 1))
  expect((await alice.closed).code).toBe(CLOSE.tooLarge)
})
