import * as decoding from 'lib0/decoding'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import {
  MESSAGE_AWARENESS,
  MESSAGE_CROWD,
  MESSAGE_LIVE,
  MESSAGE_REFUSAL,
  MESSAGE_STATUS,
  MESSAGE_WAIT,
  MESSAGE_SYNC,
  MESSAGE_WATERMARK,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
} from '#board/protocol.ts'
import { element, labelsOf } from './elements.ts'
import { encode } from './encode.ts'

/** A message as it came, decoded. */
export type Received =
  | { readonly type: 'vector' | 'step2' | 'update'; readonly bytes: Uint8Array }
  | {
      readonly type: 'presence'
      readonly people: readonly { readonly client: number; readonly clock: number; readonly state: unknown }[]
    }
  | { readonly type: 'watermark'; readonly n: number }
  | { readonly type: 'refusal'; readonly code: number; readonly lastGood: number; readonly reason: string }
  | { readonly type: 'status'; readonly bits: number }
  | { readonly type: 'crowd'; readonly people: number }
  | { readonly type: 'wait'; readonly seconds: number }
  | { readonly type: 'live'; readonly sender: number; readonly payload: Uint8Array }

export interface Closed {
  readonly code: number
  readonly reason: string
}

const SYNC_TYPES = { [SYNC_STEP_1]: 'vector', [SYNC_STEP_2]: 'step2', [SYNC_UPDATE]: 'update' } as const

/** One person's line in an awareness update. */
export const presenceEntry = (client: number, clock: number, state: unknown): Uint8Array =>
  encode(client, clock, JSON.stringify(state))

export const presenceUpdate = (...entries: readonly Uint8Array[]): Uint8Array =>
  encode(MESSAGE_AWARENESS, Buffer.concat([encode(entries.length), ...entries]))

function decode(bytes: Uint8Array): Received {
  const decoder = decoding.createDecoder(bytes)
  const type = decoding.readVarUint(decoder)
  switch (type) {
    case MESSAGE_SYNC: {
      const step = decoding.readVarUint(decoder) as keyof typeof SYNC_TYPES
      return { type: SYNC_TYPES[step], bytes: decoding.readVarUint8Array(decoder) }
    }
    case MESSAGE_AWARENESS:
      return { type: 'presence', people: decodePeople(decoding.readVarUint8Array(decoder)) }
    case MESSAGE_WATERMARK:
      return { type: 'watermark', n: decoding.readVarUint(decoding.createDecoder(decoding.readVarUint8Array(decoder))) }
    case MESSAGE_REFUSAL:
      return {
        type: 'refusal',
        code: decoding.readVarUint(decoder),
        lastGood: decoding.readVarUint(decoder),
        reason: decoding.readVarString(decoder),
      }
    case MESSAGE_STATUS:
      return { type: 'status', bits: decoding.readVarUint(decoder) }
    case MESSAGE_WAIT:
      return { type: 'wait', seconds: decoding.readVarUint(decoder) }
    case MESSAGE_CROWD:
      return { type: 'crowd', people: decoding.readVarUint(decoder) }
    case MESSAGE_LIVE:
      return { type: 'live', sender: decoding.readVarUint(decoder), payload: decoding.readVarUint8Array(decoder) }
    default:
      throw new Error(`message type ${type}`)
  }
}

function decodePeople(update: Uint8Array): { client: number; clock: number; state: unknown }[] {
  const decoder = decoding.createDecoder(update)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    client: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    state: JSON.parse(decoding.readVarString(decoder)) as unknown,
  }))
}

/**
 * A client by hand: speaks the wire as it is, says only what it is told to, keeps a document and everything it received.
 */
export class RawClient {
  readonly doc = new Y.Doc()
  readonly received: Received[] = []
  readonly closed: Promise<Closed>
  readonly socket: WebSocket
  readonly #waiting = new Set<() => void>()
  #presenceClock = 0

  /** @param options `address`: where it comes from, as a proxy would say; `ca`: whose certificate it believes, PEM */
  constructor(
    url: string,
    { address, ...options }: { readonly origin?: string; readonly address?: string; readonly ca?: string } = {},
  ) {
    const headers = address === undefined ? {} : { 'X-Forwarded-For': address }
    this.socket = new WebSocket(url, { ...options, headers, perMessageDeflate: false })
    this.socket.on('message', (data: Buffer) => this.#receive(decode(data)))
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }))
    })
    this.socket.on('error', () => {})
    onTestFinished(() => this.socket.terminate())
  }

  /** Connected, and the server's first message is there. */
  static async join({ url }: { readonly url: string }, board: string, query = ''): Promise<RawClient> {
    const client = new RawClient(`${url.replace('http', 'ws')}/sync/${board}${query}`)
    await client.next('vector')
    return client
  }

  /** Joined, and its document holds what the board holds. */
  static async sync(server: { readonly url: string }, board: string, query = ''): Promise<RawClient> {
    const client = await RawClient.join(server, board, query)
    client.ask()
    await client.next('step2')
    return client
  }

  send(bytes: Uint8Array): void {
    this.socket.send(bytes)
  }

  /** Sends syncStep1: "what do I lack?" */
  ask(): void {
    this.send(encode(MESSAGE_SYNC, SYNC_STEP_1, Y.encodeStateVector(this.doc)))
  }

  /** Answers a syncStep1: with everything. */
  answer(): void {
    this.send(encode(MESSAGE_SYNC, SYNC_STEP_2, Y.encodeStateAsUpdate(this.doc)))
  }

  sendUpdate(update: Uint8Array): void {
    this.send(encode(MESSAGE_SYNC, SYNC_UPDATE, update))
  }

  /** Changes the own document and sends the change. */
  change(action: (doc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.doc)
    this.doc.transact(() => action(this.doc))
    this.sendUpdate(Y.encodeStateAsUpdate(this.doc, before))
  }

  /** Draws elements, each known by its label. */
  push(...labels: readonly unknown[]): void {
    this.change((doc) => doc.getArray('elements').push(labels.map(element)))
  }

  /** The labels of the board's elements. */
  get elements(): unknown[] {
    return labelsOf(this.doc)
  }

  /** The people that it sees, as a client that listens to all it is told: state by client id. */
  get people(): ReadonlyMap<number, unknown> {
    const people = new Map<number, unknown>()
    for (const message of this.received) {
      if (message.type !== 'presence') continue
      for (const { client, state } of message.people) {
        if (state === null) people.delete(client)
        else people.set(client, state)
      }
    }
    return people
  }

  watermark(n: number): void {
    this.send(encode(MESSAGE_WATERMARK, encode(n)))
  }

  /** Everything sent so far is on disk. */
  async saved(n: number): Promise<void> {
    this.watermark(n)
    await this.until(({ received }) => received.some((message) => message.type === 'watermark' && message.n === n))
  }

  presence(state: unknown): void {
    this.send(presenceUpdate(presenceEntry(this.doc.clientID, ++this.#presenceClock, state)))
  }

  live(payload: Uint8Array): void {
    this.send(encode(MESSAGE_LIVE, payload))
  }

  /** The first message of a type that has arrived or will. */
  async next<Type extends Received['type']>(type: Type): Promise<Extract<Received, { type: Type }>> {
    return this.until(
      ({ received }) =>
        received.find((message) => message.type === type) as Extract<Received, { type: Type }> | undefined,
    )
  }

  /** Looks again after every message, until there is something. Rejects when the connection closes first. */
  async until<T>(look: (client: this) => T | undefined | false): Promise<T> {
    for (;;) {
      const found = look(this)
      if (found !== undefined && found !== false) return found
      await new Promise<void>((resolve, reject) => {
        this.#waiting.add(resolve)
        void this.closed.then(({ code, reason }) => reject(new Error(`closed with ${code} ${reason}`)))
      })
    }
  }

  /** Resolves when the socket is closed from here. */
  async leave(): Promise<void> {
    this.socket.close()
    await this.closed
  }

  #receive(message: Received): void {
    if (message.type === 'step2' || message.type === 'update') Y.applyUpdate(this.doc, message.bytes, this)
    this.received.push(message)
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve()
  }
}
