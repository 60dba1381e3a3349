import * as Y from 'yjs'
import { MESSAGE_LIVE } from '#board/protocol.ts'
import { KnownReads, type Brought } from './known-reads.ts'
import { bringsUpdate } from './messages.ts'
import { nthInk, type Channel, type Drawing, type Write } from './workload.ts'

/** Milliseconds from an artist's write to another client's read; what never arrived took for ever (`Infinity`). */
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

const BUCKETS_A_MS = 20
const LONGEST_MS = 20_000

/** How long deliveries took, of one channel, on all boards of a run. */
export class Deliveries {
  expected = 0
  delivered = 0
  readonly #buckets = new Uint32Array(LONGEST_MS * BUCKETS_A_MS)

  /** Hot path of the generator: once per delivery. */
  add(latencyMs: number): void {
    this.delivered++
    const bucket = Math.min(this.#buckets.length - 1, Math.max(0, (latencyMs * BUCKETS_A_MS) | 0))
    this.#buckets[bucket] = (this.#buckets[bucket] as number) + 1
  }

  /** All that one read has brought, but what the reader wrote. Hot path of the generator: once per read that is known, and delivery in it. */
  addAll({ artists, sentMs }: Brought, reader: number, nowMs: number): void {
    const buckets = this.#buckets
    const last = buckets.length - 1
    for (let i = 0; i < sentMs.length; i++) {
      if (artists[i] === reader) continue
      const bucket = Math.min(last, ((nowMs - (sentMs[i] as number)) * BUCKETS_A_MS) | 0)
      buckets[bucket] = (buckets[bucket] as number) + 1
      this.delivered++
    }
  }

  sum(): Tallied {
    const latency = { p50: this.#percentile(0.5), p95: this.#percentile(0.95), p99: this.#percentile(0.99) }
    return { delivered: this.delivered, lost: this.expected - this.delivered, latency }
  }

  #percentile(share: number): number {
    if (this.expected === 0) return Number.NaN
    let left = Math.floor(share * this.expected)
    for (let bucket = 0; bucket < this.#buckets.length; bucket++) {
      left -= this.#buckets[bucket] as number
      if (left < 0) return (bucket + 1) / BUCKETS_A_MS
    }
    return Number.POSITIVE_INFINITY
  }
}

export type Account = Readonly<Record<Channel, Deliveries>>

/** An update that many readers get: read once, and known again by its bytes. */
interface KnownUpdate {
  readonly bytes: Buffer
  /** Artist, and how many of their document writes somebody has who has this. */
  readonly upTo: readonly (readonly [artist: number, count: number])[]
}

/** Updates that are on their way to some readers and have reached others already: more than are ever on the way at once. */
const KNOWN_UPDATES = 512

/** What a read brings that is being taken apart. */
class Taken {
  readonly #artists: number[] = []
  readonly #sentMs: number[] = []

  add(artist: number, sentMs: number): void {
    this.#artists.push(artist)
    this.#sentMs.push(sentMs)
  }

  brought(): Brought {
    return { artists: Int32Array.from(this.#artists), sentMs: Float64Array.from(this.#sentMs) }
  }
}

/** Weights that no small sums of others equal: the finalizer of MurmurHash3 (public domain). */
function weightOf(channel: Channel, artist: number): number {
  let weight = 2 * artist + (channel === 'live' ? 1 : 2)
  weight = Math.imul(weight ^ (weight >>> 16), 0x85ebca6b)
  weight = Math.imul(weight ^ (weight >>> 13), 0xc2b2ae35)
  return weight ^ (weight >>> 16)
}

/** Boards of so few that what one has read is not worth keeping for the others. */
const FEW = 8

/** Keeps account of who has read which write of one board, and when. */
export class Tally {
  readonly #drawing: Drawing
  readonly #account: Account
  readonly #sentMs: Readonly<Record<Channel, readonly Float64Array[]>>
  /** Per artist the first write that counts: those before are for warming up. */
  readonly #first: Readonly<Record<Channel, Int32Array>>
  /** Per reader and artist: up to where the reader has come. Whatever the channel, things come in order. */
  readonly #progress: Readonly<Record<Channel, Int32Array>>
  readonly #known = new Map<number, KnownUpdate>()
  /** Per reader: a digest of its progress. */
  readonly #states: Uint32Array
  readonly #reads = new KnownReads()
  /** What the read that is being taken apart brings, where another reader may get the same. */
  #taken: Readonly<Record<Channel, Taken>> | null = null
  #stateBefore = 0
  #hasBegun = false

  /**
   * @param readers all people, the artists first: nobody's own writes count
   * @param fromMs no writes before this time of the drawing count
   */
  constructor(drawing: Drawing, readers: number, fromMs: number, account: Account) {
    this.#drawing = drawing
    this.#account = account
    const { artists } = drawing
    const perChannel = <T>(make: (channel: Channel) => T) => ({ document: make('document'), live: make('live') })
    const marked = perChannel((channel) => byArtist(drawing, channel))
    this.#sentMs = perChannel((channel) => marked[channel].map(({ length }) => new Float64Array(length)))
    this.#first = perChannel((channel) =>
      Int32Array.from(marked[channel], (writes) => writes.filter(({ atMs }) => atMs < fromMs).length),
    )
    this.#progress = perChannel(() => new Int32Array(readers * artists))
    this.#states = new Uint32Array(readers)
    for (const channel of ['document', 'live'] as const) {
      const counted = marked[channel].map(({ length }, artist) => length - (this.#first[channel][artist] as number))
      account[channel].expected += counted.reduce((sum, count) => sum + count, 0) * (readers - 1)
    }
  }

  wrote({ artist, mark }: Write, nowMs: number): void {
    this.#hasBegun = true
    if (mark !== undefined) (this.#sentMs[mark.channel][artist] as Float64Array)[mark.nth] = nowMs
  }

  /**
   * Somebody else who was where this reader is has read the same already: counted without taking it apart. Hot path of the generator: once
   * per read and reader.
   */
  knows(reader: number, chunk: Buffer, nowMs: number): boolean {
    this.#taken = null
    const { artists } = this.#drawing
    if (!this.#hasBegun || this.#states.length <= FEW) return false
    const state = this.#states[reader] as number
    const known = this.#reads.find(state, chunk)
    if (known === undefined) {
      this.#taken = { document: new Taken(), live: new Taken() }
      this.#stateBefore = state
      return false
    }
    this.#states[reader] = known.state
    for (const channel of ['document', 'live'] as const) {
      this.#progress[channel].set(known.progress[channel], reader * artists)
      this.#account[channel].addAll(known.delivered[channel], reader, nowMs)
    }
    return true
  }

  /** All of this read has been handed to {@link read}. */
  heard(reader: number, chunk: Buffer): void {
    const taken = this.#taken
    this.#taken = null
    if (taken === null) return
    const delivered = { document: taken.document.brought(), live: taken.live.brought() }
    const { artists } = this.#drawing
    const own = (channel: Channel): Int32Array =>
      this.#progress[channel].slice(reader * artists, (reader + 1) * artists)
    const progress = { document: own('document'), live: own('live') }
    this.#reads.add(this.#stateBefore, chunk, { state: this.#states[reader] as number, progress, delivered })
  }

  /** A message lies in `bytes`, from `from` to `to`. Hot path of the generator: once per message and reader. */
  read(reader: number, bytes: Buffer, from: number, to: number, nowMs: number): void {
    const type = bytes[from]
    if (type === MESSAGE_LIVE) this.#readLive(reader, bytes, from + 1, nowMs)
    else if (bringsUpdate(bytes, from)) {
      const update = skipVarUint(bytes, from + 2)
      for (const [artist, count] of this.#update(bytes, update, to)) this.#readDocument(reader, artist, count, nowMs)
    }
  }

  /** `varUint sender, varUint length`, then ink: `type 0, varString id, varString colour, float32, uint8, varUint from`. */
  #readLive(reader: number, bytes: Buffer, at: number, nowMs: number): void {
    const artist = varUint(bytes, at) - 1
    const payload = skipVarUint(bytes, skipVarUint(bytes, at))
    if (bytes[payload] !== 0) return
    const id = payload + 2
    const color = id + (bytes[payload + 1] as number)
    const nth = nthInk(bytes, id, varUint(bytes, color + 1 + (bytes[color] as number) + 5))
    const progress = this.#progress.live
    const place = reader * this.#drawing.artists + artist
    if (nth < (progress[place] as number)) return
    this.#advance('live', reader, artist, nth + 1)
    if (nth < (this.#first.live[artist] as number)) return
    this.#count('live', reader, artist, (this.#sentMs.live[artist] as Float64Array)[nth] as number, nowMs)
  }

  #readDocument(reader: number, artist: number, count: number, nowMs: number): void {
    const progress = this.#progress.document
    const place = reader * this.#drawing.artists + artist
    const first = this.#first.document[artist] as number
    const sentMs = this.#sentMs.document[artist] as Float64Array
    for (let nth = progress[place] as number; nth < count; nth++) {
      this.#advance('document', reader, artist, nth + 1)
      if (nth >= first) this.#count('document', reader, artist, sentMs[nth] as number, nowMs)
    }
  }

  /** Nobody's own writes count; but others who get the same may have them counted. */
  #count(channel: Channel, reader: number, artist: number, sentMs: number, nowMs: number): void {
    if (reader !== artist) this.#account[channel].add(nowMs - sentMs)
    this.#taken?.[channel].add(artist, sentMs)
  }

  #advance(channel: Channel, reader: number, artist: number, to: number): void {
    const progress = this.#progress[channel]
    const place = reader * this.#drawing.artists + artist
    const by = to - (progress[place] as number)
    progress[place] = to
    this.#states[reader] = (this.#states[reader] as number) + Math.imul(by, weightOf(channel, artist))
  }

  /** What an update brings; decoded for the first of its readers only. */
  #update(bytes: Buffer, from: number, to: number): KnownUpdate['upTo'] {
    const key = looksLike(bytes, from, to)
    const known = this.#known.get(key)
    if (known !== undefined && known.bytes.compare(bytes, from, to) === 0) return known.upTo
    const copy = Buffer.from(bytes.subarray(from, to))
    const upTo = this.#decode(copy)
    this.#known.set(key, { bytes: copy, upTo })
    const [oldest] = this.#known.keys()
    if (this.#known.size > KNOWN_UPDATES && oldest !== undefined) this.#known.delete(oldest)
    return upTo
  }

  #decode(update: Uint8Array): KnownUpdate['upTo'] {
    return Array.from(Y.parseUpdateMeta(update).to, ([client, end]): [number, number] => {
      const clocks = this.#drawing.clocks[client - 1] ?? []
      const next = clocks.findIndex((clock) => clock >= end)
      return [client - 1, next === -1 ? clocks.length : next]
    })
  }
}

function byArtist({ artists, writes }: Drawing, channel: Channel): Write[][] {
  const lists = Array.from({ length: artists }, (): Write[] => [])
  for (const write of writes) if (write.mark?.channel === channel) lists[write.artist]?.push(write)
  return lists
}

/** The same for equal bytes, and mostly for no others: updates differ in what stands last. */
function looksLike(bytes: Uint8Array, from: number, to: number): number {
  let key = to - from
  for (let at = Math.max(from, to - 12); at < to; at++) key = (Math.imul(key, 31) + (bytes[at] as number)) >>> 0
  return key
}

function varUint(bytes: Uint8Array, at: number): number {
  let value = 0
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[at++] as number
    value += (byte & 127) * factor
    if (byte < 128) return value
  }
}

function skipVarUint(bytes: Uint8Array, at: number): number {
  while ((bytes[at] as number) >= 128) at++
  return at + 1
}

/** Of values in order; NaN when there are none. */
export const percentile = (sorted: ArrayLike<number>, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
