import fc from 'fast-check'
import type { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import * as ws from 'ws'
import { encodeFrames } from './frames.ts'

it.each([0, 1, 125, 126, 65_535, 65_536, 70_000])('[WIRE14] a message of %i bytes is one frame', async (length) => {
  const body = new Uint8Array(length).fill(7)
  expect(await framesIn(encodeFrames([{ head: new Uint8Array(0), body }]))).toEqual([Buffer.from(body)])
})

it('[WIRE14] many messages are as many frames, in order, in one buffer', async () => {
  const message = fc.record({ head: fc.uint8Array({ maxLength: 12 }), body: fc.uint8Array({ maxLength: 300 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 20 }), async (messages) => {
      const frames = await framesIn(encodeFrames(messages))
      expect(frames).toEqual(messages.map(({ head, body }) => Buffer.concat([head, body])))
    }),
    { numRuns: 100 },
  )
})

/** Exported by ws, and missing in its types. */
const { Receiver } = ws as unknown as { readonly Receiver: new (options: object) => Writable }

/** Read by the receiver that stock clients use. */
function framesIn(bytes: Buffer): Promise<Buffer[]> {
  const receiver = new Receiver({ binaryType: 'nodebuffer', isServer: false, allowSynchronousEvents: true })
  const frames: Buffer[] = []
  receiver.on('message', (data: Buffer) => frames.push(data))
  return new Promise((resolve, reject) => {
    receiver.on('error', reject)
    receiver.on('finish', () => resolve(frames))
    receiver.end(bytes)
  })
}
