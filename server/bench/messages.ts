import * as Y from 'yjs'
import { encodeFrames } from '../sync/frames.ts'
import { decodeMessage } from '../sync/messages.ts'
import { Outbox } from '../sync/outbox.ts'
import { PresenceBoard } from '../sync/presence.ts'
import { Replica } from '../sync/replica.ts'
import { checkSchema } from '../sync/schema.ts'
import { createUpdateDecoder } from '../sync/validate.ts'
import { record, type Channel, type Write } from './relay/load/workload.ts'

const decodeUpdate = createUpdateDecoder()

/** One line of the result: what a server does with one message, or one tick. */
interface Row {
  readonly what: string
  readonly bytes: number
  readonly microseconds: number
  readonly perSecond: number
}

const ARTISTS = 10
const DURATION_MS = 20_000
/** One artist alone, whose strokes follow each other: recorded artists don't see the others', whose strokes Yjs would have to sort. */
const ALONE_MS = 200_000
/** Each is done for at least so long, three times; the best counts, as the others were disturbed. */
const LEAST_MS = 300
const TIMES = 3
const BATCH = 200

function timed(what: string, bytes: number, action: (n: number) => void): Row {
  let best = Number.POSITIVE_INFINITY
  for (let time = 0; time < TIMES; time++) {
    const startMs = performance.now()
    let count = 0
    for (; performance.now() - startMs < LEAST_MS; count += BATCH) {
      for (let n = count; n < count + BATCH; n++) action(n)
    }
    best = Math.min(best, ((performance.now() - startMs) * 1_000) / count)
  }
  return { what, bytes, microseconds: Math.round(best * 100) / 100, perSecond: Math.round(1e6 / best) }
}

const meanBytes = (messages: readonly Uint8Array[]): number =>
  Math.round(messages.reduce((sum, { length }) => sum + length, 0) / messages.length)

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T

/** What a message says, without what wraps it. */
function contents(messages: readonly Uint8Array[], type: 'update' | 'presence' | 'live'): Uint8Array[] {
  return messages.map((bytes) => {
    const message = decodeMessage(bytes)
    if (message.type !== type) throw new Error(`a message of the type ${message.type} among those of ${type}`)
    return message.type === 'update' ? message.update : message.type === 'presence' ? message.entries : message.payload
  })
}

/** Live ink of all artists and their cursors, as they come together in one tick. */
function tickOf(live: readonly Uint8Array[], entries: readonly Uint8Array[], people: PresenceBoard, n: number): Outbox {
  const outbox = new Outbox()
  for (let artist = 0; artist < ARTISTS; artist++) {
    outbox.live(artist + 1, pick(live, n + artist))
    const news = people.update(pick(OWNERS, artist), artist + 1, pick(entries, artist), 0)
    if (news !== undefined) outbox.presence(news)
  }
  return outbox
}

const OWNERS = Array.from({ length: ARTISTS }, () => ({ verifiedName: null }))

/** The parts of the relay that run for every message and for every tick, each by itself. */
export function run(): Promise<readonly Row[]> {
  const { writes } = record('live', ARTISTS, DURATION_MS, 1)
  const of = (channel: Channel | undefined): Uint8Array[] =>
    writes.filter(({ mark }: Write) => mark?.channel === channel).map(({ bytes }) => bytes)
  const liveMessages = of('live')
  const strokeMessages = of('document')
  const cursorMessages = of(undefined).filter(([type]) => type === 1)
  const live = contents(liveMessages, 'live')
  const strokes = contents(strokeMessages, 'update')
  const cursors = contents(cursorMessages, 'presence')
  const empty = new Y.Doc()
  const decoded = strokes.map((bytes) => decodeUpdate(bytes))
  const tick = tickOf(live, cursors, new PresenceBoard(), 0).messages(false)
  const tickBytes = encodeFrames(tick).length
  const rows = [
    timed('read a live message', meanBytes(liveMessages), (n) => void decodeMessage(pick(liveMessages, n))),
    timed('read a presence message', meanBytes(cursorMessages), (n) => void decodeMessage(pick(cursorMessages, n))),
    timed('read a stroke: well-formed', meanBytes(strokes), (n) => void decodeUpdate(pick(strokes, n))),
    timed('read a stroke: may be on a board', meanBytes(strokes), (n) => void checkSchema(empty, pick(decoded, n))),
    timed('take a stroke in, all in all', meanBytes(strokes), takeIn(record('live', 1, ALONE_MS, 1).updates)),
    timed('take presence in', meanBytes(cursors), (n) => {
      new PresenceBoard().update(pick(OWNERS, n), 1 + (n % ARTISTS), pick(cursors, n), 0)
    }),
    timed(`frames of a tick of ${ARTISTS} artists`, tickBytes, () => void encodeFrames(tick)),
  ]
  return Promise.resolve(rows)
}

/** Strokes in order, on a board that is started anew when it has them all. */
function takeIn(updates: readonly Uint8Array[]): (n: number) => void {
  let replica = new Replica()
  return (n) => {
    const next = n % updates.length
    if (next === 0) replica = new Replica()
    replica.apply(pick(updates, next), (doc, update) => checkSchema(doc, update) >= 0)
  }
}
