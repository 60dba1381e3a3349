import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { CLOSE, tooManyReason } from '#board/protocol.ts'
import type { CloseCode, Role } from '#board/protocol.ts'
import type { Grant } from '../access/board-access.ts'
import { permits } from '../access/policies.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'
import type { Audience } from './crowd.ts'
import type { Reading } from './answers.ts'
import { encodeFrames } from './frames.ts'
import type { Watermark } from './group.ts'
import {
  KEEP_ALIVE,
  crowdMessage,
  decodeMessage,
  isOurs,
  refusalMessage,
  statusMessage,
  waitMessage,
} from './messages.ts'
import type { Inbound, Message } from './messages.ts'
import type { Clocks } from './pages.ts'
import { Refusal } from './refusal.ts'
import { TokenBucket } from '../access/token-bucket.ts'

/** What a connection tells the room that it is in. */
export interface ConnectionHost {
  /** @throws {Refusal} ends the connection */
  receive(connection: Connection, message: Inbound): void
  /** A message broke something that no check foresaw. */
  broken(connection: Connection, error: unknown): void
  /** The socket took everything that was waiting for it, and there is more that it wants. */
  wantsMore(connection: Connection): void
  leave(connection: Connection): void
}

/** What somebody may do here is not what it was when they came: whoever may still do something comes back. */
export const ACCESS_CHANGED = 'what you may do on this board has changed'

/** Bytes; our reasons are ASCII but for what is quoted of a client's. */
const CLOSE_REASON = 123

const KEEP_ALIVE_FRAME = encodeFrames([KEEP_ALIVE])

/**
 * One socket in one room: guards what comes in, paces what goes out.
 *
 * Out: broadcasts are written as they are. A socket that doesn't take them is marked behind: it gets no more of them,
 * remembers from which clocks on it missed something, and asks for that difference when it has taken what was waiting.
 */
export class Connection {
  /** What it may do, and why. It ends when that changes: a client comes back with what it may do then. */
  readonly grant: Grant
  /** Awareness client id that this connection speaks for, once it named one. */
  client: number | undefined
  /** The last watermark that was sent back. */
  lastGood = 0
  /** Answers of this connection that still lacked something, one after the other. */
  unreadyAnswers = 0
  /** It will be asked for everything in a moment. */
  isAskedAgain = false
  /** Whom it sees on a crowded board; `undefined`: everybody. */
  audience: Audience | undefined
  #toldPeople = 0
  /** We asked for everything it has, because something that it sent depends on what we don't know. */
  resync: { updates: number; readonly held: Watermark[] } | undefined
  /** Changes of this connection were not taken, as nothing could be stored: it is asked for them when that is over. */
  isPostponed = false
  /** It is being told what it lacks, and the next page is this. */
  reading: Reading | undefined
  #status = 0
  readonly #ws: WebSocket
  readonly #socket: Duplex
  readonly #messages: TokenBucket
  readonly #bytes: TokenBucket
  readonly #presence: TokenBucket
  /** How long it was held back, milliseconds. */
  readonly #patience: TokenBucket
  readonly #silentUntilMs: number
  #hasSpoken = false
  #host: ConnectionHost | undefined
  #speaksOurs = false
  #isClosing = false
  #isProbed = false
  /** Frames that the socket has no room for yet. */
  #backlog: Buffer[] = []
  /** A state vector that wasn't answered yet: the newest. */
  #ask: Uint8Array | undefined
  #hasMissed = false
  /** Per writer the first clock that this socket missed; `undefined` when it missed no document update. */
  #missedFrom: Map<number, number> | undefined
  /** The socket has more waiting than it should. When it last took something of it, and how much the system had still to take then. */
  #full: { progressMs: number; left: number } | undefined
  #own: Message[] = []
  #sentAtMs: number
  #heardAtMs: number

  constructor(ws: WebSocket, socket: Duplex, grant: Grant, limits: Limits, nowMs: number) {
    this.#ws = ws
    this.#socket = socket
    this.grant = grant
    this.#sentAtMs = nowMs
    this.#heardAtMs = nowMs
    const { messagesPerSecond, bytesPerSecond, presencePerSecond, slowedSeconds, firstMessageSeconds } = limits
    const { messagesBurst, bytesBurst, slowedForgiven } = SERVER_LIMITS
    this.#messages = new TokenBucket(messagesPerSecond, messagesPerSecond * messagesBurst, nowMs)
    this.#bytes = new TokenBucket(bytesPerSecond, bytesPerSecond * bytesBurst, nowMs)
    this.#presence = new TokenBucket(presencePerSecond, presencePerSecond * messagesBurst, nowMs)
    this.#patience = new TokenBucket(1_000 * slowedForgiven, 1_000 * slowedSeconds, nowMs)
    this.#silentUntilMs = nowMs + 1_000 * firstMessageSeconds
  }

  get role(): Role {
    return this.grant.role
  }

  get verifiedName(): string | null {
    return this.grant.vouched?.name ?? null
  }

  /** Starts to listen. */
  open(host: ConnectionHost): void {
    this.#host = host
    this.#ws.on('message', (data, isBinary) => this.#receive(data, isBinary))
    this.#ws.on('pong', () => this.#heard())
    // A frame that `ws` itself refuses (too large, broken) closes the socket with the right code; 'close' follows.
    this.#ws.on('error', () => {})
    this.#ws.on('close', () => {
      this.#isClosing = true
      host.leave(this)
    })
    this.#socket.on('drain', () => this.#drained())
  }

  /** True when the client has used one of our message types, so that we may use them too. */
  get speaksOurs(): boolean {
    return this.#speaksOurs
  }

  get isOpen(): boolean {
    return !this.#isClosing
  }

  /** True while broadcasts are kept from this socket. */
  get isBehind(): boolean {
    return this.#hasMissed || this.isFull || this.reading !== undefined
  }

  /** True while the socket has not taken what was written to it; {@link ConnectionHost.wantsMore} follows if it does. */
  get isFull(): boolean {
    return this.#backlog.length > 0 || this.#full !== undefined
  }

  /** True when it is to be told something that it lacks. */
  get wantsMore(): boolean {
    return this.reading !== undefined || this.#hasMissed || this.#ask !== undefined
  }

  /** Nothing can be stored: what it changes is not taken, its watermarks wait, and it is asked for everything when that is over. */
  postpone(): void {
    this.isPostponed = true
    this.resync ??= { updates: 0, held: [] }
  }

  get hasMissed(): boolean {
    return this.#hasMissed
  }

  /** It wants what it lacks. The newest question counts: an answer to it answers those before, and nobody fills memory with answers that they don't read. */
  ask(vector: Uint8Array): void {
    this.#ask = vector
  }

  takeAsk(): Uint8Array | undefined {
    const ask = this.#ask
    this.#ask = undefined
    return ask
  }

  /** Frames for everybody, already encoded. Not for sockets that are behind. Hot path: once per socket and tick. */
  broadcast(frames: Buffer | undefined): void {
    const own = this.#own
    if (own.length === 0) {
      if (frames !== undefined) this.#write(frames)
      return
    }
    this.#own = []
    this.#socket.cork()
    if (frames !== undefined) this.#write(frames)
    this.#write(encodeFrames(own))
    this.#socket.uncork()
  }

  /** This socket wasn't given a broadcast; `from`: first clock per writer of the document updates in it, if any. */
  miss(from: Clocks | undefined): void {
    this.#hasMissed = true
    if (from === undefined) return
    this.#missedFrom ??= new Map()
    for (const [client, clock] of from) if (!this.#missedFrom.has(client)) this.#missedFrom.set(client, clock)
  }

  /** From where on it missed document updates, if it did. It is not behind any more: whoever takes this sends them. */
  takeMissed(): Clocks | undefined {
    const from = this.#missedFrom
    this.#hasMissed = false
    this.#missedFrom = undefined
    return from
  }

  /** A small message with the next tick, after the broadcast. */
  queue(message: Message): void {
    this.#own.push(message)
  }

  /** How many people are on a crowded board, to clients that understand it, when it has changed. */
  tellCrowd(people: number): void {
    if (!this.#speaksOurs || people === this.#toldPeople) return
    this.#toldPeople = people
    this.queue(crowdMessage(people))
  }

  /** The board's status, bits of `BOARD_STATUS`, to clients that understand it, when it has changed. */
  tellStatus(status: number): void {
    if (!this.#speaksOurs || status === this.#status) return
    this.#status = status
    this.queue(statusMessage(status))
  }

  /** Slow mode: what it sent will be asked for in so many seconds; to clients that understand it. */
  tellWait(seconds: number): void {
    if (this.#speaksOurs) this.queue(waitMessage(seconds))
  }

  get hasQueued(): boolean {
    return this.#own.length > 0
  }

  /** Frames in order, at once or as fast as the socket takes them. */
  stream(frames: readonly Buffer[]): void {
    this.#backlog.push(...frames)
    this.#pump()
  }

  /** Says why, to clients that understand it, and closes. */
  refuse(code: CloseCode, reason: string): void {
    if (this.#isClosing) return
    if (this.#speaksOurs) this.#write(encodeFrames([refusalMessage(code, this.lastGood, reason)]))
    this.close(code, reason)
  }

  close(code: CloseCode, reason: string): void {
    if (this.#isClosing) return
    this.#isClosing = true
    this.#backlog = []
    this.#ws.close(code, closeReason(reason))
    // Whoever doesn't answer the goodbye is gone all the same, and shown to nobody any more.
    setTimeout(() => this.terminate(), SERVER_LIMITS.goodbyeMs).unref()
  }

  /** Without a goodbye, now. */
  terminate(): void {
    this.#ws.terminate()
  }

  /** Is anybody there? Ends the connection soon if not: somebody else wants its identity. */
  probe(): void {
    if (this.#isProbed) return
    this.#isProbed = true
    const askedMs = performance.now()
    this.#ws.ping()
    setTimeout(() => {
      this.#isProbed = false
      if (this.#heardAtMs < askedMs) this.terminate()
    }, SERVER_LIMITS.probeMs).unref()
  }

  /** Looked after every few seconds: pings, keeps quiet clients from giving up, closes the dead and the stuck. */
  heartbeat(nowMs: number): void {
    const isStuck = this.#isStuck(nowMs)
    if (nowMs - this.#heardAtMs > SERVER_LIMITS.deadMs && !this.#ws.isPaused) return this.terminate()
    if (this.#isClosing) return
    if (!this.#hasSpoken && nowMs > this.#silentUntilMs)
      return this.close(CLOSE.tooSlow, 'the connection said nothing at all')
    if (isStuck) return this.close(CLOSE.tooSlow, 'the connection is too slow')
    this.#ws.ping()
    if (nowMs - this.#sentAtMs > SERVER_LIMITS.quietMs) this.#write(KEEP_ALIVE_FRAME)
  }

  #heard(): void {
    this.#heardAtMs = performance.now()
  }

  /** Hot path: once per frame received. */
  #receive(data: RawData, isBinary: boolean): void {
    if (this.#isClosing || this.#host === undefined) return
    this.#hasSpoken = true
    this.#heard()
    try {
      if (!isBinary || !(data instanceof Uint8Array)) throw new Refusal(CLOSE.malformed, 'messages are binary')
      const message = decodeMessage(data)
      this.#speaksOurs ||= isOurs(message)
      if (!permits(this.role, message)) throw new Refusal(CLOSE.forbidden, `the role ${this.role} may not send this`)
      this.#pace(message.type === 'presence', data.length)
      this.#host.receive(this, message)
    } catch (error) {
      if (error instanceof Refusal) this.refuse(error.code, error.message)
      else this.#host.broken(this, error)
    }
  }

  /**
   * More than its share: stop reading for a while, so that TCP slows the sender down.
   * @throws {Refusal} 4529 when that has gone on for too long
   */
  #pace(isPresence: boolean, bytes: number): void {
    const nowMs = performance.now()
    const waitMs = isPresence
      ? this.#presence.take(1, nowMs)
      : Math.max(this.#messages.take(1, nowMs), this.#bytes.take(bytes, nowMs))
    if (waitMs <= 0 || this.#ws.isPaused) return
    if (this.#patience.spend(waitMs, nowMs) > 0)
      throw new Refusal(
        CLOSE.tooManyRequests,
        tooManyReason('this connection sends too much', SERVER_LIMITS.waitFloodSeconds),
      )
    this.#ws.pause()
    setTimeout(() => {
      this.#heard()
      this.#ws.resume()
    }, waitMs).unref()
  }

  #write(frames: Buffer): void {
    // After the close frame nothing may follow: a client would take it for a broken connection, and miss the code.
    if (frames.length === 0 || this.#isClosing || !this.#socket.writable) return
    this.#socket.write(frames)
    this.#sentAtMs = performance.now()
    const waiting = this.#socket.writableLength
    if (waiting > SERVER_LIMITS.hardBufferBytes) this.close(CLOSE.tooSlow, 'the connection is too slow')
    else if (waiting > SERVER_LIMITS.softBufferBytes) this.#full ??= { progressMs: this.#sentAtMs, left: this.#left }
  }

  /** Is it full, and took nothing for too long? However slow it is, it lives while it takes something. */
  #isStuck(nowMs: number): boolean {
    const full = this.#full
    if (full === undefined) return false
    const left = this.#left
    if (left !== full.left) {
      this.#full = { progressMs: nowMs, left }
      // On a slow line its pong waits behind all that we sent before the ping.
      this.#heardAtMs = Math.max(this.#heardAtMs, nowMs)
    }
    return left === full.left && nowMs - full.progressMs > SERVER_LIMITS.stuckMs
  }

  /** What of the write that is running the system has not taken yet, bytes: Node's own time-outs look at this, and it is said nowhere else. */
  get #left(): number {
    const { _handle: handle } = this.#socket as { readonly _handle?: { readonly writeQueueSize?: number } | null }
    return handle?.writeQueueSize ?? 0
  }

  #pump(): void {
    while (!this.#isClosing && this.#full === undefined) {
      const next = this.#backlog.shift()
      if (next === undefined) return
      this.#write(next)
    }
  }

  #drained(): void {
    if (this.#full !== undefined) this.#heard()
    this.#full = undefined
    this.#pump()
    if (this.isFull || this.#isClosing) return
    if (this.wantsMore) this.#host?.wantsMore(this)
  }
}

/** RFC 6455, section 5.5: a close frame holds 125 bytes, two of them the code. */
const closeReason = (reason: string): string =>
  reason.length <= CLOSE_REASON ? reason : `${reason.slice(0, CLOSE_REASON - 3)}...`
