import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/** Reads one message: `bytes` from `from` to `to`, gone when the call returns. */
export type OnMessage = (bytes: Buffer, from: number, to: number, nowMs: number) => void

/** Hears whole reads of a socket: what many get alike need not be taken apart for each of them. */
export interface Ear {
  /** True when it knows what is in it, and nothing more is to be done. */
  knows(chunk: Buffer, nowMs: number): boolean
  /** It was taken apart, and was messages from its beginning to its end. */
  heard(chunk: Buffer): void
}

const READ_BYTES = 256 * 1024
const BINARY = 2
const CLOSE = 8
const PING = 9
const PONG = 10
const SWITCHED = /^HTTP\/1\.1 101 /
const END_OF_HEAD = '\r\n\r\n'

/**
 * One client's WebSocket without the price of a real one, so that one process can be a thousand people: all sockets read into one
 * buffer, messages are handed out where they lie, and what is sent is masked with zeros.
 */
export class LoadSocket {
  /** Why it was closed, when it was: a close code of WebSocket, or 1006. */
  closed: number | undefined
  readonly #socket: Socket
  readonly #onMessage: OnMessage
  readonly #ear: Ear | undefined
  readonly #opened: Promise<void>
  /** Resolves when it is closed, by whom ever. */
  readonly gone: Promise<void>
  #open: (() => void) | undefined
  /** Beginning of a frame whose end is still to come, and how many bytes it takes to go on. */
  #rest: Buffer[] = []
  #restBytes = 0
  #needed = 0
  /** A ping, say, was in what was read last. */
  #hadControl = false

  readonly #uncork = (): void => this.#socket.uncork()

  private constructor(url: URL, readInto: Buffer, onMessage: OnMessage, ear: Ear | undefined) {
    this.#onMessage = onMessage
    this.#ear = ear
    const callback = (bytes: number): boolean => {
      this.#read(readInto.subarray(0, bytes))
      return true
    }
    this.#socket = connect({ host: url.hostname, port: Number(url.port), onread: { buffer: readInto, callback } })
    this.#socket.setNoDelay(true)
    this.gone = new Promise((resolve) => {
      this.#socket.on('close', () => {
        this.closed ??= 1006
        resolve()
      })
    })
    this.#opened = new Promise((resolve, reject) => {
      this.#open = resolve
      this.#socket.on('error', reject)
      this.#socket.on('close', () => reject(new Error(`closed with ${this.closed}`)))
    })
    // Told to whoever waits for it to open; later it is in `closed`.
    this.#opened.catch(() => {})
    this.#socket.write(handshake(url))
  }

  /** @throws when the server doesn't let it in */
  static async open(url: string, onMessage: OnMessage, ear?: Ear): Promise<LoadSocket> {
    const socket = new LoadSocket(new URL(url), shared, onMessage, ear)
    await socket.#opened
    return socket
  }

  /** One binary message of these parts. What is sent in one turn of the event loop goes out together. */
  send(...parts: readonly Uint8Array[]): void {
    if (this.#socket.writableCorked === 0) {
      this.#socket.cork()
      process.nextTick(this.#uncork)
    }
    this.#socket.write(frame(BINARY, parts))
  }

  /** Gone without a goodbye. */
  destroy(): void {
    this.#socket.destroy()
  }

  /** Hot path of the generator: once per read of the socket. */
  #read(chunk: Buffer): void {
    const nowMs = performance.now()
    const isFresh = this.#restBytes === 0 && this.#open === undefined
    if (isFresh && this.#ear?.knows(chunk, nowMs) === true) return
    if (this.#restBytes > 0) {
      this.#keep(chunk)
      if (this.#restBytes < this.#needed) return
      chunk = Buffer.concat(this.#rest)
      this.#rest = []
      this.#restBytes = 0
    }
    const at = this.#open === undefined ? this.#frames(chunk, 0, nowMs) : this.#head(chunk, nowMs)
    if (at < chunk.length) this.#keep(chunk.subarray(at))
    else if (isFresh && !this.#hadControl) this.#ear?.heard(chunk)
    this.#hadControl = false
  }

  /** The chunk's memory is the next reader's. */
  #keep(chunk: Buffer): void {
    this.#rest.push(Buffer.from(chunk))
    this.#restBytes += chunk.length
  }

  /** Answer to the handshake. */
  #head(chunk: Buffer, nowMs: number): number {
    const end = chunk.indexOf(END_OF_HEAD)
    this.#needed = chunk.length + 1
    if (end === -1) return 0
    if (!SWITCHED.test(chunk.toString('latin1', 0, end))) {
      this.#socket.destroy(new Error(`refused: ${chunk.toString('latin1', 0, end).split('\r\n')[0]}`))
      return chunk.length
    }
    this.#open?.()
    this.#open = undefined
    return this.#frames(chunk, end + END_OF_HEAD.length, nowMs)
  }

  /** Answers where the first frame begins that isn't whole. */
  #frames(chunk: Buffer, start: number, nowMs: number): number {
    const end = chunk.length
    let at = start
    for (;;) {
      this.#needed = 2
      if (end - at < 2) return at
      let length = (chunk[at + 1] as number) & 127
      const head = length < 126 ? 2 : length === 126 ? 4 : 10
      this.#needed = head
      if (end - at < head) return at
      if (head === 4) length = chunk.readUInt16BE(at + 2)
      else if (head === 10) length = chunk.readUInt32BE(at + 6)
      this.#needed = head + length
      if (end - at < head + length) return at
      const opcode = (chunk[at] as number) & 15
      if (opcode === BINARY) this.#onMessage(chunk, at + head, at + head + length, nowMs)
      else this.#control(opcode, chunk.subarray(at + head, at + head + length))
      at += head + length
    }
  }

  #control(opcode: number, payload: Buffer): void {
    this.#hadControl = true
    if (opcode === PING) this.#socket.write(frame(PONG, [payload]))
    if (opcode !== CLOSE) return
    this.closed = payload.length >= 2 ? payload.readUInt16BE(0) : 1005
    this.#socket.end()
  }
}

const shared = Buffer.allocUnsafe(READ_BYTES)

const handshake = (url: URL): string =>
  [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ].join('\r\n') + END_OF_HEAD

/** A client's frame must be masked; with a key of zeros the bytes stay as they are. */
function frame(opcode: number, parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const head = length < 126 ? 6 : length < 65_536 ? 8 : 14
  const buffer = Buffer.allocUnsafe(head + length).fill(0, 0, head)
  buffer[0] = 0x80 | opcode
  if (head === 6) buffer[1] = 0x80 | length
  else if (head === 8) buffer[1] = 0x80 | 126
  else buffer[1] = 0x80 | 127
  if (head === 8) buffer.writeUInt16BE(length, 2)
  if (head === 14) buffer.writeUInt32BE(length, 6)
  let at = head
  for (const part of parts) {
    buffer.set(part, at)
    at += part.length
  }
  return buffer
}
