import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { CLOSE, MESSAGE_LIVE, MESSAGE_SYNC, MESSAGE_WATERMARK, SYNC_STEP_2, SYNC_UPDATE } from '#board/protocol.ts'
import { HeldStorage } from '../testing/held-storage.ts'
import { docWith, element } from '../testing/elements.ts'
import { encode } from '../testing/encode.ts'
import { RawClient, presenceEntry, presenceUpdate } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'
import { decodeMessage } from './messages.ts'
import { Refusal } from './refusal.ts'

const update = Y.encodeStateAsUpdate(docWith('abcdefghijkl'))
const updateV2 = Y.convertUpdateFormatV1ToV2(update)

/** The same number, one byte longer than it has to be. */
const padded = (number: number): number[] => [number | 128, 0]

/** Yjs keeps only the second group; a check that reads them as one run would let a gap through. */
function twoGroupsOfOneWriter(): Uint8Array {
  const deleted = (clock: number): Uint8Array => Uint8Array.of(1, 7, clock, 1, 1, 1, 'a'.charCodeAt(0), 1)
  return Uint8Array.of(2, ...deleted(0), ...deleted(1), 0)
}

const MALFORMED: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array(0)],
  ['an unknown type', Uint8Array.of(77)],
  ['auth, which only servers send', encode(2, 0, 'no')],
  ['an unknown sync step', encode(MESSAGE_SYNC, 3, update)],
  ['a type that is longer than it has to be', Uint8Array.of(...padded(0), SYNC_UPDATE, 2, 0, 0)],
  ['a step that is longer than it has to be', Uint8Array.of(MESSAGE_SYNC, ...padded(SYNC_STEP_2), 2, 0, 0)],
  ['a length that is longer than it has to be', Uint8Array.of(MESSAGE_SYNC, SYNC_UPDATE, ...padded(2), 0, 0)],
  ['a number past 2^53', Uint8Array.of(...Array.from({ length: 9 }, () => 255), 1)],
  ['an unfinished number', Uint8Array.of(128)],
  ['a length without its bytes', Uint8Array.of(MESSAGE_SYNC, SYNC_UPDATE, 100, 1)],
  ['bytes left over', Uint8Array.of(...encode(MESSAGE_SYNC, SYNC_UPDATE, update), 0)],
  ['an update cut short', encode(MESSAGE_SYNC, SYNC_UPDATE, update.subarray(0, -3))],
  ['an update with bytes left over', encode(MESSAGE_SYNC, SYNC_UPDATE, Uint8Array.of(...update, 1))],
  ['a V2 update', encode(MESSAGE_SYNC, SYNC_UPDATE, updateV2)],
  ['an update that claims 2^40 parts', encode(MESSAGE_SYNC, SYNC_UPDATE, encode(1, 2 ** 40, 1, 0))],
  ['a state vector cut short', encode(MESSAGE_SYNC, 0, Uint8Array.of(2, 1, 1))],
  ['a watermark without a number', encode(MESSAGE_WATERMARK, new Uint8Array(0))],
  ['a watermark of two numbers', encode(MESSAGE_WATERMARK, Uint8Array.of(1, 1))],
  ['a live message without a length', Uint8Array.of(MESSAGE_LIVE)],
  ['presence that is no JSON', presenceUpdate(encode(1, 1, '{"user":'))],
  ['presence that is no object', presenceUpdate(encode(1, 1, '[1]'))],
  ['presence that ends early', encode(1, Uint8Array.of(3, 1, 1))],
  ['presence that is no text', presenceUpdate(encode(1, 1, Uint8Array.of(255, 255, 255, 255)))],
  ['an update that names a writer twice', encode(MESSAGE_SYNC, SYNC_UPDATE, twoGroupsOfOneWriter())],
  ['an update whose deletions overlap', encode(MESSAGE_SYNC, SYNC_UPDATE, encode(0, 1, 7, 2, 0, 5, 3, 5))],
]

it.each(MALFORMED)('[GUARD2] %s: 4400 for the sender, nothing for the others', async (_what, bytes) => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const bystander = await RawClient.sync(server, board)
  const hostile = await RawClient.sync(server, board)
  hostile.watermark(5)
  await hostile.next('watermark')
  hostile.send(bytes)
  expect((await hostile.closed).code).toBe(CLOSE.malformed)
  expect(await hostile.next('refusal')).toMatchObject({ code: CLOSE.malformed, lastGood: 5 })
  bystander.push('still here')
  await bystander.saved(1)
  expect(bystander.elements).toEqual(['still here'])
  expect(storage.calls.append).toBe(1)
})

it('[GUARD2] text frames are refused: 4400', async () => {
  const server = await start()
  const client = await RawClient.sync(server, await newBoard(server))
  client.socket.send('hello')
  expect((await client.closed).code).toBe(CLOSE.malformed)
})

it('[GUARD3] whatever the bytes are, decoding answers with a message or a refusal', () => {
  const mutated = fc
    .tuple(
      fc.constantFrom(...MALFORMED.map(([, bytes]) => bytes), encode(MESSAGE_SYNC, SYNC_UPDATE, update)),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
    )
    .map(([bytes, changes]) => {
      const copy = Uint8Array.from(bytes)
      for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value
      return copy
    })
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), mutated), (bytes) => {
      try {
        expect(decodeMessage(bytes)).toHaveProperty('type')
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
    { numRuns: 5_000 },
  )
})

it('[GUARD3] hostile updates over real sockets: only their senders are closed, and the board is what honest people made', async () => {
  const server = await start()
  const board = await newBoard(server)
  const honest = await RawClient.sync(server, board)
  const codes = new Set<number>([CLOSE.malformed, CLOSE.resetCopy, CLOSE.tooLarge])
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 })
  let n = 0
  await fc.assert(
    fc.asyncProperty(changes, async (changes) => {
      const bytes = Uint8Array.from(update)
      // The writer's id (bytes 2 to 6) is kept, so that the mutations stay what they are: nonsense by one writer.
      for (const [at, value] of changes) bytes[7 + (at % (bytes.length - 7))] = value
      const hostile = await RawClient.sync(server, board)
      hostile.sendUpdate(bytes)
      hostile.watermark(1)
      const resynced = hostile.until(({ received }) => received.filter(({ type }) => type === 'vector').length > 1)
      const outcome = await Promise.race([
        hostile.closed,
        hostile.next('watermark').catch(() => undefined),
        resynced.then(() => undefined).catch(() => undefined),
      ])
      if (outcome !== undefined && 'code' in outcome) expect(codes).toContain(outcome.code)
      hostile.socket.terminate()
      honest.push(++n)
      await honest.saved(n)
    }),
    { numRuns: 150 },
  )
  const auditor = await RawClient.sync(server, board)
  expect(auditor.elements.filter((element) => typeof element === 'number')).toEqual(
    Array.from({ length: n }, (_, at) => at + 1),
  )
})

it('[GUARD4] values that would poison a reader are refused: deep nesting, chosen prototypes, documents in documents', async () => {
  const server = await start()
  const board = await newBoard(server)
  let deep: unknown = 1
  for (let depth = 0; depth < 100; depth++) deep = [deep]
  const poisons: ((doc: Y.Doc) => void)[] = [
    (doc) => doc.getArray('elements').push([{ ...element('a'), deep }]),
    (doc) => doc.getArray('elements').push([{ ...element('a'), more: JSON.parse('{"__proto__": {"isAdmin": true}}') }]),
    (doc) => doc.getArray('elements').push([{ ...element('a'), a: [{ constructor: 1 }] }]),
    (doc) => doc.getMap('edits').set('some-element/sub', new Y.Doc()),
  ]
  for (const poison of poisons) {
    const hostile = await RawClient.sync(server, board)
    hostile.change(poison)
    expect((await hostile.closed).code).toBe(CLOSE.malformed)
  }
})

it('[HERE3] a connection speaks for the first person it names, and for nobody else', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const mallory = await RawClient.sync(server, board)
  alice.presence({ user: 'alice' })
  await mallory.next('presence')
  mallory.presence({ user: 'mallory' })
  mallory.send(
    presenceUpdate(
      presenceEntry(alice.doc.clientID, 99, { user: 'not alice' }),
      presenceEntry(7, 1, { user: 'ghost' }),
    ),
  )
  mallory.presence({ user: 'mallory', cursor: 1 })
  const seen = await alice.until(({ received }) => {
    const people = received.flatMap((message) => (message.type === 'presence' ? message.people : []))
    return people.some(({ state }) => JSON.stringify(state).includes('cursor')) ? people : undefined
  })
  expect(new Set(seen.map(({ client }) => client))).toEqual(new Set([alice.doc.clientID, mallory.doc.clientID]))
  expect(seen.filter(({ client }) => client === alice.doc.clientID).map(({ state }) => state)).toEqual([
    { user: 'alice' },
  ])
})

it('[HERE3] a name that somebody alive holds stays theirs; once they are gone it is free', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const again = await RawClient.sync(server, board)
  alice.presence({ user: 'alice' })
  await again.next('presence')
  again.send(presenceUpdate(presenceEntry(alice.doc.clientID, 5, { user: 'alice again' })))
  await again.saved(1)
  const people = ({ received }: RawClient) =>
    received.flatMap((message) => (message.type === 'presence' ? message.people : []))
  expect(people(again).map(({ state }) => state)).toEqual([{ user: 'alice' }])
  await alice.leave()
  await again.until((client) => people(client).some(({ state }) => state === null))
  again.send(presenceUpdate(presenceEntry(alice.doc.clientID, 6, { user: 'alice again' })))
  await again.until((client) => people(client).some(({ clock }) => clock === 6))
})

it('[HERE6] nobody writes in the name of somebody else who is here: not taken, asked again, and then reset: 4409', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const mallory = await RawClient.sync(server, board)
  alice.presence({ user: 'alice' })
  await mallory.next('presence')
  // Alice's next clock, taken before she uses it: state vectors would be equal, and her stroke ignored for ever.
  const forged = docWith()
  forged.clientID = alice.doc.clientID
  forged.getArray('elements').push([element('forged')])
  mallory.sendUpdate(Y.encodeStateAsUpdate(forged))
  mallory.watermark(1)
  alice.push('mine')
  await alice.saved(1)
  for (let answer = 0; answer < 3; answer++) {
    const later = docWith()
    later.clientID = alice.doc.clientID
    later.getArray('elements').push([element('forged'), element(`again ${answer}`)])
    mallory.send(encode(MESSAGE_SYNC, SYNC_STEP_2, Y.encodeStateAsUpdate(later)))
  }
  expect((await mallory.closed).code).toBe(CLOSE.resetCopy)
  expect(mallory.received.some(({ type }) => type === 'watermark')).toBe(false)
  expect((await RawClient.sync(server, board)).elements).toEqual(['mine'])
})

it('[HERE6] what others have written may be said again, and the work of those who are not here is taken', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.presence({ user: 'alice' })
  alice.push('mine')
  await alice.saved(1)
  const bob = await RawClient.sync(server, board)
  bob.presence({ user: 'bob' })
  // Bob's browser drew offline in two tabs that are closed by now.
  for (const tab of ['first tab', 'second tab']) Y.applyUpdate(bob.doc, Y.encodeStateAsUpdate(docWith(tab)))
  bob.push('and this one')
  bob.send(encode(MESSAGE_SYNC, SYNC_STEP_2, Y.encodeStateAsUpdate(bob.doc)))
  await bob.saved(1)
  expect(new Set((await RawClient.sync(server, board)).elements)).toEqual(
    new Set(['mine', 'first tab', 'second tab', 'and this one']),
  )
})

it('[HERE6] a person whose last connection is half open is asked again, and nothing is lost', async () => {
  const server = await start()
  const board = await newBoard(server)
  const before = await RawClient.sync(server, board)
  before.presence({ user: 'alice' })
  await before.saved(1)
  before.socket.pause()
  const after = await RawClient.sync(server, board)
  after.doc.clientID = before.doc.clientID
  after.presence({ user: 'alice, reconnected' })
  after.push('drawn meanwhile')
  const asked = after.received.length
  await after.until(({ received }) => received.slice(asked).some(({ type }) => type === 'vector'))
  after.send(encode(MESSAGE_SYNC, SYNC_STEP_2, Y.encodeStateAsUpdate(after.doc)))
  await after.saved(1)
  expect((await RawClient.sync(server, board)).elements).toEqual(['drawn meanwhile'])
})

it('[HERE4] a name held by a socket that does not answer any more is freed within seconds', async () => {
  const server = await start()
  const board = await newBoard(server)
  const before = await RawClient.sync(server, board)
  const after = await RawClient.sync(server, board)
  before.presence({ user: 'alice' })
  await after.next('presence')
  // As a network that changed leaves it: open, but nobody reads it.
  before.socket.pause()
  after.send(presenceUpdate(presenceEntry(before.doc.clientID, 2, { user: 'alice, reconnected' })))
  const people = () => after.received.flatMap((message) => (message.type === 'presence' ? message.people : []))
  await after.until(() => people().some(({ state }) => state === null))
  after.send(presenceUpdate(presenceEntry(before.doc.clientID, 3, { user: 'alice, reconnected' })))
  await after.until(() => people().some(({ clock }) => clock === 3))
})
