import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { decodeLive } from '#board/live.ts'
import { MESSAGE_LIVE, MESSAGE_SYNC, SYNC_STEP_1 } from '#board/protocol.ts'
import { inkKey, type Mark, type Write } from './workload.ts'

/** Milliseconds from an artist's write to another client's read. */
export interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

export interface Tallied {
  /** Writes that reached somebody else, and those that never did. */
  readonly delivered: number
  readonly lost: number
  readonly latency: Latency
}

/** Keeps account of who has read which write, and when. */
export interface Tally {
  wrote(write: number, nowMs: number): void
  /** Hot path of the generator: once per message and reader. */
  read(reader: number, message: Uint8Array, nowMs: number): void
  /** Reads so far of all counted writes. */
  readonly reads: number
  /** Reads that there will be when nothing is lost. */
  readonly expected: number
  sum(channel: Mark['channel']): Tallied
}

/**
 * `readers` are all people, the artists first: nobody's own writes count, and no writes before `fromMs` (warming up).
 * A write that is read twice counts once.
 */
export function createTally(writes: readonly Write[], readers: number, fromMs: number): Tally {
  const counted = writes.flatMap(({ mark, atMs }, index) => (mark && atMs >= fromMs ? [index] : []))
  const live = new Map<string, number>()
  const documents = new Map<number, { readonly clock: number; readonly index: number }[]>()
  for (const index of counted) {
    const { mark } = writes[index] as Write
    if (mark?.channel === 'live') live.set(`${mark.client}/${mark.key}`, index)
    if (mark?.channel === 'document') {
      documents.set(mark.client, [...(documents.get(mark.client) ?? []), { clock: mark.clock, index }])
    }
  }
  const sentAtMs = new Float64Array(writes.length)
  const latencyMs = new Float32Array(writes.length * readers).fill(Number.NaN)
  /** How many of a client's document writes a reader has. They come in order: Yjs can't apply them otherwise. */
  const seen = Array.from({ length: readers }, () => new Map<number, number>())
  let reads = 0

  const note = (reader: number, index: number, nowMs: number): void => {
    const at = index * readers + reader
    if (reader === (writes[index] as Write).artist || !Number.isNaN(latencyMs[at])) return
    latencyMs[at] = nowMs - (sentAtMs[index] as number)
    reads++
  }
  const readDocument = (reader: number, update: Uint8Array, nowMs: number): void => {
    const progress = seen[reader] as Map<number, number>
    for (const { id, length } of Y.decodeUpdate(update).structs) {
      const list = documents.get(id.client) ?? []
      let next = progress.get(id.client) ?? 0
      for (; next < list.length && list[next]!.clock < id.clock + length; next++) {
        note(reader, list[next]!.index, nowMs)
      }
      progress.set(id.client, next)
    }
  }
  const readLive = (reader: number, sender: number, payload: Uint8Array, nowMs: number): void => {
    const message = decodeLive(payload)
    if (message?.type !== 'ink') return
    const index = live.get(`${sender}/${inkKey(message.id, message.from)}`)
    if (index !== undefined) note(reader, index, nowMs)
  }

  return {
    wrote: (write, nowMs) => void (sentAtMs[write] = nowMs),
    read(reader, message, nowMs) {
      const decoder = decoding.createDecoder(message)
      const type = decoding.readVarUint(decoder)
      if (type === MESSAGE_LIVE) {
        readLive(reader, decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder), nowMs)
      } else if (type === MESSAGE_SYNC && decoding.readVarUint(decoder) !== SYNC_STEP_1) {
        readDocument(reader, decoding.readVarUint8Array(decoder), nowMs)
      }
    },
    get reads() {
      return reads
    },
    expected: counted.length * (readers - 1),
    sum(channel) {
      const ours = counted.filter((index) => writes[index]?.mark?.channel === channel)
      const all = ours.flatMap((index) => Array.from(latencyMs.subarray(index * readers, (index + 1) * readers)))
      const delivered = Float32Array.from(all.filter((value) => !Number.isNaN(value))).sort()
      const at = (share: number): number => percentile(delivered, share)
      const latency = { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
      return { delivered: delivered.length, lost: ours.length * (readers - 1) - delivered.length, latency }
    },
  }
}

/** Of values in order; NaN when there are none. */
export const percentile = (sorted: ArrayLike<number>, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
