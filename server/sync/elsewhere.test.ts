import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { CLOSE, MESSAGE_SYNC, SYNC_STEP_2 } from '#board/protocol.ts'
import { InProcessHub } from '../fanout/in-process.ts'
import { docWith, element } from '../testing/elements.ts'
import { encode } from '../testing/encode.ts'
import { HeldStorage } from '../testing/held-storage.ts'
import { RawClient, presenceEntry, presenceUpdate } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'

const KIB = 1024

/** Two servers of one board. */
async function two() {
  const storage = new HeldStorage()
  const hub = new InProcessHub()
  const here = await start({ storage, fanout: hub.join() })
  const there = await start({ storage, fanout: hub.join() })
  return { storage, here, there, board: await newBoard(here) }
}

const statesOf = ({ people }: RawClient): unknown[] => [...people.values()]

it('[ROOM6] two servers that share storage and fan-out share a board: updates, presence and live messages', async () => {
  const { storage, here, there, board } = await two()
  const alice = await RawClient.sync(here, board)
  alice.presence({ user: 'alice' })
  alice.push('from one')
  await alice.saved(1)
  const bob = await RawClient.sync(there, board)
  bob.watermark(0)
  expect(bob.elements).toEqual(['from one'])
  expect((await bob.next('presence')).people).toMatchObject([{ client: alice.doc.clientID, state: { user: 'alice' } }])
  alice.live(Uint8Array.of(1, 2))
  expect(await bob.next('live')).toMatchObject({ sender: alice.doc.clientID })
  bob.push('from two')
  await alice.until(({ elements }) => elements.length === 2)
  expect(alice.elements).toEqual(['from one', 'from two'])
  await alice.leave()
  await bob.until((client) => statesOf(client).length === 0)
  const appends = storage.calls.append
  await bob.saved(2)
  expect(storage.calls.append).toBe(appends)
})

it('[ROOM22] a big update from another server comes in parts, and is told to nobody together with what is not on disk', async () => {
  const { storage, here, there, board } = await two()
  const alice = await RawClient.sync(here, board)
  const bob = await RawClient.sync(there, board)
  const carol = await RawClient.sync(there, board)
  bob.push('before')
  await alice.until(({ elements }) => elements.length === 1)
  alice.push(...Array.from({ length: 1_500 }, (_, at) => `${at} ${'x'.repeat(KIB)}`))
  await alice.saved(1)
  for (const client of [bob, carol]) {
    await client.until(({ elements }) => elements.length === 1_501)
    const parts = client.received.flatMap((message) => (message.type === 'update' ? [message.bytes.length] : []))
    expect(parts.length).toBeGreaterThan(5)
    expect(Math.max(...parts)).toBeLessThanOrEqual(256 * KIB)
    expect(client.doc.store.pendingStructs).toBeNull()
  }
  // What bob has just drawn hangs on its way to the disk when the next big update comes from the other server.
  const arrived = storage.arrival('append')
  alice.push(...Array.from({ length: 1_500 }, (_, at) => `again ${at} ${'y'.repeat(KIB)}`))
  await arrived
  storage.hold('append')
  bob.push('held')
  bob.presence({ user: 'bob' })
  await alice.until((client) => statesOf(client).length === 1)
  expect(carol.elements).not.toContain('held')
  storage.release('append')
  await carol.until(({ elements }) => elements.length === 3_002)
  expect(new Set(carol.elements)).toEqual(new Set((await RawClient.sync(here, board)).elements))
})

it('[HERE10] nobody writes in the name of somebody who is on the board in another server: not taken, asked again, and then reset: 4409', async () => {
  const { here, there, board } = await two()
  const alice = await RawClient.sync(here, board)
  const mallory = await RawClient.sync(there, board)
  alice.presence({ user: 'alice' })
  await mallory.next('presence')
  const forged = (label: string): Uint8Array => {
    const doc = docWith()
    doc.clientID = alice.doc.clientID
    doc.getArray('elements').push([element(label)])
    return Y.encodeStateAsUpdate(doc)
  }
  mallory.sendUpdate(forged('forged'))
  mallory.watermark(1)
  alice.push('mine')
  await alice.saved(1)
  await mallory.until(({ elements }) => elements.length === 1)
  for (let answer = 0; answer < 3; answer++) {
    const later = docWith()
    later.clientID = alice.doc.clientID
    later.getArray('elements').push([element('forged'), element(`again ${answer}`)])
    mallory.send(encode(MESSAGE_SYNC, SYNC_STEP_2, Y.encodeStateAsUpdate(later)))
  }
  expect((await mallory.closed).code).toBe(CLOSE.resetCopy)
  expect(mallory.received.some(({ type }) => type === 'watermark')).toBe(false)
  for (const server of [here, there]) expect((await RawClient.sync(server, board)).elements).toEqual(['mine'])
})

it('[HERE10] a name held by a socket of another server that does not answer any more is freed within seconds, and nothing is lost', async () => {
  const { here, there, board } = await two()
  const before = await RawClient.sync(here, board)
  const after = await RawClient.sync(there, board)
  before.presence({ user: 'alice' })
  await after.next('presence')
  // As a network that changed leaves it: open, but nobody reads it. The way back led to another server.
  before.socket.pause()
  after.doc.clientID = before.doc.clientID
  after.push('drawn meanwhile')
  const asked = after.received.length
  await after.until((client) => statesOf(client).length === 0)
  await after.until(({ received }) => received.slice(asked).some(({ type }) => type === 'vector'))
  after.answer()
  await after.saved(1)
  after.send(presenceUpdate(presenceEntry(before.doc.clientID, 3, { user: 'alice, reconnected' })))
  await after.until((client) => statesOf(client).length === 1)
  expect((await RawClient.sync(here, board)).elements).toEqual(['drawn meanwhile'])
})
