import { expect, it } from 'vitest'
import { MESSAGE_QUERY_AWARENESS } from '#board/protocol.ts'
import { encode } from '../testing/encode.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'

const KIB = 1024
const BIG = 'some-element/note'

it('[GUARD5] whoever reads slowly misses broadcasts, gets one difference when it reads again, and holds nobody up', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  const slow = await RawClient.sync(server, board)
  let slowBytes = 0
  let fastBytes = 0
  slow.socket.on('message', (data: Buffer) => (slowBytes += data.length))
  alice.socket.on('message', (data: Buffer) => (fastBytes += data.length))
  slow.socket.pause()
  const rounds = 150
  for (let round = 1; round <= rounds; round++) {
    alice.change((doc) => doc.getMap('edits').set(BIG, `${round} ${'x'.repeat(90 * KIB)}`))
    alice.presence({ round })
    await alice.saved(round)
  }
  alice.push('the end')
  await alice.saved(rounds + 1)
  slow.socket.resume()
  await slow.until(({ elements }) => elements.length === 1)
  expect(slow.doc.getMap('edits').get(BIG)).toBe(alice.doc.getMap('edits').get(BIG))
  expect(slow.doc.store.pendingStructs).toBeNull()
  expect(slowBytes).toBeLessThan(fastBytes * 0.75)
  // Presence that it missed was caught up with, too.
  await slow.until(({ received }) =>
    received.some(
      (message) => message.type === 'presence' && JSON.stringify(message.people).includes(`"round":${rounds}`),
    ),
  )
})

it('[GUARD11] questions of somebody who does not read the answers are answered once, when they have', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  // 16 MiB in all.
  for (let at = 0; at < 4; at++)
    alice.push(...Array.from({ length: 64 }, (_, n) => `${at} ${n} ${'x'.repeat(64 * KIB)}`))
  await alice.saved(1)
  const curious = await RawClient.join(server, board)
  curious.socket.pause()
  // Twenty questions, each on disk before the next: without a limit twenty answers of 16 MiB each would be waiting.
  const asked = 20
  for (let at = 1; at <= asked; at++) {
    curious.ask()
    curious.send(encode(MESSAGE_QUERY_AWARENESS))
    curious.push(at)
    await alice.until(({ elements }) => elements.includes(at))
  }
  alice.push('the end')
  await alice.saved(2)
  curious.socket.resume()
  await curious.until(({ elements }) => elements.includes('the end'))
  expect(curious.received.filter(({ type }) => type === 'step2').length).toBeLessThan(5)
  expect(curious.elements).toHaveLength(4 * 64 + asked + 1)
})

it('[GUARD9] a client that sends more than its share is slowed down, not refused, and loses nothing', async () => {
  const server = await start()
  const board = await newBoard(server)
  const eager = await RawClient.sync(server, board)
  const count = 3_000
  for (let at = 0; at < count; at++) eager.push(at)
  await eager.saved(1)
  const auditor = await RawClient.sync(server, board)
  expect(auditor.elements).toHaveLength(count)
})
