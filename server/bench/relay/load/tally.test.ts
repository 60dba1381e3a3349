import { expect, test } from 'vitest'
import { Deliveries, Tally } from './tally.ts'
import { record, type Way } from './workload.ts'

const READERS = 3
const CROWD = 10
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

/** Two artists and eight viewers get the same reads, of some messages each; `isLost` says who misses which. */
function playReads(way: Way, isLost: (read: number, reader: number) => boolean, isShared: boolean) {
  const account = { document: new Deliveries(), live: new Deliveries() }
  const drawing = record(way, 2, 4_000, 1)
  const tally = new Tally(drawing, CROWD, 0, account)
  let known = 0
  for (let from = 0; from < drawing.writes.length; from += 5) {
    const writes = drawing.writes.slice(from, from + 5)
    writes.forEach((write) => tally.wrote(write, SENT_MS))
    const messages = writes.map((write) => forReaders(write.bytes, write.artist))
    const chunk = Buffer.concat(messages)
    for (let reader = 0; reader < CROWD; reader++) {
      const nowMs = SENT_MS + LATENCY_MS * reader
      if (isLost(from / 5, reader)) continue
      if (isShared && tally.knows(reader, chunk, nowMs)) known++
      else {
        for (const message of messages) tally.read(reader, message, 0, message.length, nowMs)
        tally.heard(reader, chunk)
      }
    }
  }
  return { counted: [account.live.sum(), account.document.sum()], known, reads: Math.ceil(drawing.writes.length / 5) }
}

test.each(['live', 'documents'] as const)(
  '%s: what somebody has read counts for the next as if they read it',
  (way) => {
    const nobody = playReads(way, () => false, true)
    expect(nobody.counted).toEqual(playReads(way, () => false, false).counted)
    expect(nobody.known).toBe((CROWD - 1) * nobody.reads)
    const misses = (read: number, reader: number): boolean => (read * 7 + reader * 5) % 11 === 0
    const some = playReads(way, misses, true)
    expect(some.counted).toEqual(playReads(way, misses, false).counted)
  },
)
