import { expect, test } from 'vitest'
import { Deliveries, Tally } from './tally.ts'
import { record, type Way } from './workload.ts'

const READERS = 3
const SENT_MS = 100
const LATENCY_MS = 7

/** Two artists and a viewer; every write is read by everybody `LATENCY_MS` later, unless `isLost`. */
function play(way: Way, isLost: (write: number, reader: number) => boolean = () => false) {
  const account = { document: new Deliveries(), live: new Deliveries() }
  const drawing = record(way, 2, 4_000, 1)
  const tally = new Tally(drawing, READERS, 0, account)
  drawing.writes.forEach((write, index) => {
    tally.wrote(write, SENT_MS)
    const message = forReaders(write.bytes, write.artist)
    for (let reader = 0; reader < READERS; reader++) {
      if (!isLost(index, reader)) tally.read(reader, message, 0, message.length, SENT_MS + LATENCY_MS)
    }
  })
  return { account, drawing }
}

/** Live messages come back with their sender before the payload. */
const forReaders = (bytes: Uint8Array, artist: number): Buffer =>
  bytes[0] === 104
    ? Buffer.concat([bytes.subarray(0, 1), Buffer.of(artist + 1), bytes.subarray(1)])
    : Buffer.from(bytes)

test.each(['live', 'documents'] as const)('%s: what everybody reads is delivered to all but the artist', (way) => {
  const { account, drawing } = play(way)
  for (const channel of ['live', 'document'] as const) {
    const written = drawing.writes.filter(({ mark }) => mark?.channel === channel).length
    const { delivered, lost } = account[channel].sum()
    expect({ delivered, lost }).toEqual({ delivered: written * (READERS - 1), lost: 0 })
  }
  expect(account.document.sum().latency.p99).toBeCloseTo(LATENCY_MS, 0)
})

test('what one reader never gets is lost, and late for ever', () => {
  const { account } = play('live', (_, reader) => reader === 2)
  const { lost, delivered, latency } = account.live.sum()
  expect(lost).toBe(delivered)
  expect(latency.p99).toBe(Number.POSITIVE_INFINITY)
})

test('a single lost frame of ink is noticed', () => {
  const { drawing } = play('live')
  const middle = drawing.writes.findIndex(({ mark }) => mark?.channel === 'live' && mark.nth === 10)
  const { account } = play('live', (write, reader) => write === middle && reader === 2)
  expect(account.live.sum().lost).toBe(1)
})
