import { expect, it } from 'vitest'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'

const KIB = 1024

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
    alice.change((doc) => doc.getMap('edits').set('big', `${round} ${'x'.repeat(100 * KIB)}`))
    alice.presence({ round })
    await alice.saved(round)
  }
  alice.push('the end')
  await alice.saved(rounds + 1)
  slow.socket.resume()
  await slow.until(({ elements }) => elements.length === 1)
  expect(slow.doc.getMap('edits').get('big')).toBe(alice.doc.getMap('edits').get('big'))
  expect(slow.doc.store.pendingStructs).toBeNull()
  expect(slowBytes).toBeLessThan(fastBytes * 0.75)
  // Presence that it missed was caught up with, too.
  await slow.until(({ received }) =>
    received.some(
      (message) => message.type === 'presence' && JSON.stringify(message.people).includes(`"round":${rounds}`),
    ),
  )
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
