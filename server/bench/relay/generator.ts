/**
 * The load: everybody on one board, on raw sockets, in a process of its own. It takes one job by message from its parent,
 * says when it measures and when everything is written, and answers a report.
 */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { MESSAGE_SYNC, MESSAGE_WATERMARK, SYNC_STEP_1, SYNC_STEP_2 } from '#board/protocol.ts'
import { createTally, percentile, type Tallied, type Tally } from './tally.ts'
import { encode } from '../../testing/encode.ts'
import { presenceMessage, writesOf, type ServerName, type Write } from './workload.ts'

export interface Job {
  readonly server: ServerName
  /** `ws://...` of the board. */
  readonly url: string
  readonly artists: number
  readonly viewers: number
  /** Drawing that isn't counted yet, and the whole of it. */
  readonly warmUpMs: number
  readonly durationMs: number
  readonly seed: number
}

export interface Report {
  /** Reads while the artists drew. */
  readonly readsInTime: number
  readonly live: Tallied
  readonly document: Tallied
  /** How much later than planned the generator itself wrote, 99th percentile. */
  readonly lateP99Ms: number
  /** Sockets that were closed on us. */
  readonly closed: number
}

export type Progress = { readonly type: 'measuring' | 'written' } | { readonly type: 'report'; readonly report: Report }

/** After the last write: how long nothing may arrive until what is missing counts as lost. */
const SILENCE_MS = 2_000

const tell = (progress: Progress): void => void process.send?.(progress)

const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/** Connected, known to the server, and it has answered. Listens for as long as the socket lives. */
async function join({ server, url, artists }: Job, person: number, tally: Tally): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  const joined = new Promise<void>((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      if (data[0] === MESSAGE_SYNC && data[1] === SYNC_STEP_2) resolve()
      tally.read(person, data, performance.now())
    })
    socket.on('error', reject)
    socket.on('close', (code) => reject(new Error(`closed with ${code} before it had joined`)))
  })
  await once(socket, 'open')
  if (server === 'drawbridge') socket.send(encode(MESSAGE_WATERMARK, encode(0)))
  if (person < artists) socket.send(presenceMessage(person, 1, null))
  socket.send(encode(MESSAGE_SYNC, SYNC_STEP_1, Y.encodeStateVector(new Y.Doc())))
  await joined
  return socket
}

/** Writes everything at its time; answers how late each counted write was, shortest first. */
async function play(
  writes: readonly Write[],
  sockets: readonly WebSocket[],
  tally: Tally,
  warmUpMs: number,
): Promise<Float64Array> {
  const startMs = performance.now() + 50
  const lateMs = new Float64Array(writes.length)
  let isMeasuring = false
  for (let next = 0; next < writes.length;) {
    const { atMs, artist, bytes } = writes[next] as Write
    const nowMs = performance.now()
    if (!isMeasuring && nowMs >= startMs + warmUpMs) {
      isMeasuring = true
      tell({ type: 'measuring' })
    }
    const waitMs = startMs + atMs - nowMs
    if (waitMs > 0) {
      await sleep(waitMs)
      continue
    }
    tally.wrote(next, nowMs)
    lateMs[next++] = -waitMs
    sockets[artist]?.send(bytes)
  }
  return lateMs.filter((_, i) => (writes[i] as Write).atMs >= warmUpMs).sort()
}

async function settle(tally: Tally): Promise<void> {
  for (let before = -1; tally.reads < tally.expected && tally.reads > before;) {
    before = tally.reads
    await sleep(SILENCE_MS)
  }
}

async function runJob(job: Job): Promise<Report> {
  const { server, artists, viewers, durationMs, warmUpMs, seed } = job
  const writes = writesOf(server, artists, durationMs, seed)
  const tally = createTally(writes, artists + viewers, warmUpMs)
  const people = Array.from({ length: artists + viewers }, (_, person) => person)
  const sockets = await Promise.all(people.map((person) => join(job, person, tally)))
  const lateMs = await play(writes, sockets, tally, warmUpMs)
  const readsInTime = tally.reads
  tell({ type: 'written' })
  await settle(tally)
  return {
    readsInTime,
    live: tally.sum('live'),
    document: tally.sum('document'),
    lateP99Ms: percentile(lateMs, 0.99),
    closed: sockets.filter(({ readyState }) => readyState !== WebSocket.OPEN).length,
  }
}

const [job] = (await once(process, 'message')) as [Job]
const report = await runJob(job)
process.send?.({ type: 'report', report } satisfies Progress, () => process.exit(0))
