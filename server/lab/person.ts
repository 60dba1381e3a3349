import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import type { BoardDocument } from '#board/document/board-document.ts'
import {
  MESSAGE_AWARENESS,
  MESSAGE_LIVE,
  MESSAGE_REFUSAL,
  MESSAGE_SYNC,
  MESSAGE_WATERMARK,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
} from '#board/protocol.ts'
import type { Random } from '#board/testing/random.ts'
import { encode } from '../testing/encode.ts'
import { Author, viewOf } from './author.ts'
import type { Deed, Ledger } from './ledger.ts'

interface Sent {
  readonly n: number
  readonly deed: Deed
}

/**
 * Somebody on a board, on a socket without anything in between: draws, moves, deletes, sees what others do, and writes
 * into the ledger what they were told. Keeps the document between connections, as a browser does.
 */
export class Person {
  readonly doc = new Y.Doc()
  readonly board: BoardDocument
  readonly #ledger: Ledger
  readonly #author: Author
  /** Deeds that nobody has acknowledged yet, oldest first. */
  #unsaved: Sent[] = []
  #n = 0
  #socket: WebSocket | undefined
  #isShaken = false
  #waiting = new Map<number, { readonly resolve: () => void; readonly reject: (error: Error) => void }>()
  #sentOnSocket = 0
  #presenceClock = 0
  /** Something that must never happen, happened to this person. */
  readonly wrong: string[] = []
  /** Close codes of the connections so far. */
  readonly closes: number[] = []

  constructor(ledger: Ledger) {
    this.#ledger = ledger
    this.board = createBoardDocument(this.doc)
    this.#author = new Author(this.board, ledger)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this && this.#isShaken) this.#send(encode(MESSAGE_SYNC, SYNC_UPDATE, update))
    })
  }

  get isConnected(): boolean {
    return this.#isShaken
  }

  /** Neither connected nor about to be. */
  get isAway(): boolean {
    return this.#socket === undefined || this.#socket.readyState === WebSocket.CLOSED
  }

  get unsaved(): number {
    return this.#unsaved.length
  }

  /** Connected, and each side has what the other had. @throws when the connection ends before */
  async connect(url: string): Promise<void> {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    this.#socket = socket
    this.#sentOnSocket = 0
    socket.on('error', () => {})
    await new Promise<void>((resolve, reject) => {
      socket.on('open', () => {
        this.#send(encode(MESSAGE_WATERMARK, encode(0)))
        this.#send(encode(MESSAGE_SYNC, SYNC_STEP_1, Y.encodeStateVector(this.doc)))
      })
      socket.on('message', (data: Buffer) => this.#receive(data, resolve))
      socket.on('close', (code) => {
        this.closes.push(code)
        this.#isShaken = false
        const error = new Error(`closed with ${code}`)
        for (const waiter of this.#waiting.values()) waiter.reject(error)
        this.#waiting.clear()
        reject(error)
      })
    })
  }

  /** Does something that a person could do, and asks whether it is safe. */
  act(random: Random): void {
    const deed = this.#author.act(random)
    if (deed !== undefined) this.#unsaved.push({ n: ++this.#n, deed })
    this.#watermark()
  }

  /** Ink in flight and a cursor: nothing of it is to be kept. */
  wave(random: Random): void {
    const user = { name: 'Lab', color: '#d6336c' }
    const state = JSON.stringify({ user, cursor: { x: random.int(1_000), y: 0 } })
    this.#send(encode(MESSAGE_AWARENESS, encode(1, this.doc.clientID, ++this.#presenceClock, state)))
    this.#send(encode(MESSAGE_LIVE, Uint8Array.of(1, 2, random.int(256))))
  }

  /** Resolves when the server has answered for everything sent so far. @throws when the connection ends before */
  barrier(): Promise<void> {
    const n = ++this.#n
    return new Promise((resolve, reject) => {
      if (!this.#isShaken) return reject(new Error('not connected'))
      this.#waiting.set(n, { resolve, reject })
      this.#watermark(n)
    })
  }

  /** What one sees, as text: equal exactly for equal boards. */
  get view(): string {
    return viewOf(this.board, this.doc)
  }

  /** Goes without a word. Resolves when the socket is closed. */
  async leave(): Promise<void> {
    const socket = this.#socket
    if (socket === undefined || socket.readyState === WebSocket.CLOSED) return
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.terminate()
    await closed
  }

  /** Resolves when there is no connection any more, and everything that it brought was read. */
  async gone(): Promise<void> {
    const socket = this.#socket
    if (socket === undefined || socket.readyState === WebSocket.CLOSED) return
    await new Promise((resolve) => socket.once('close', resolve))
  }

  /** For hostile things. */
  raw(bytes: Uint8Array): void {
    this.#send(bytes)
  }

  destroy(): void {
    this.#socket?.terminate()
    this.doc.destroy()
  }

  #watermark(n = this.#n): void {
    if (!this.#isShaken) return
    this.#sentOnSocket = Math.max(this.#sentOnSocket, n)
    this.#send(encode(MESSAGE_WATERMARK, encode(n)))
  }

  #send(bytes: Uint8Array): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(bytes)
  }

  #receive(data: Uint8Array, onSynced: () => void): void {
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE_SYNC) this.#sync(decoder, onSynced)
    else if (type === MESSAGE_WATERMARK)
      this.#saved(decoding.readVarUint(decoding.createDecoder(decoding.readVarUint8Array(decoder))))
    else if (type === MESSAGE_REFUSAL) {
      const code = decoding.readVarUint(decoder)
      decoding.readVarUint(decoder)
      this.wrong.push(`refused: ${code} ${decoding.readVarString(decoder)}`)
    }
  }

  #sync(decoder: decoding.Decoder, onSynced: () => void): void {
    const step = decoding.readVarUint(decoder)
    const bytes = decoding.readVarUint8Array(decoder)
    if (step === SYNC_STEP_1) {
      this.#send(encode(MESSAGE_SYNC, SYNC_STEP_2, Y.encodeStateAsUpdate(this.doc, bytes)))
      this.#isShaken = true
      this.#watermark()
      return
    }
    Y.applyUpdate(this.doc, bytes, this)
    if (step === SYNC_STEP_2) onSynced()
  }

  #saved(n: number): void {
    if (n > this.#sentOnSocket) this.wrong.push(`false acknowledgement: ${n} of ${this.#sentOnSocket}`)
    const saved = this.#unsaved.filter((sent) => sent.n <= n)
    this.#unsaved = this.#unsaved.filter((sent) => sent.n > n)
    for (const { deed } of saved) this.#ledger.acknowledged(deed)
    this.#waiting.get(n)?.resolve()
    this.#waiting.delete(n)
  }
}
