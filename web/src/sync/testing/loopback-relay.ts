import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import { Doc } from 'yjs'
import {
  MESSAGE_AWARENESS,
  MESSAGE_LIVE,
  MESSAGE_REFUSAL,
  MESSAGE_SYNC,
  MESSAGE_WATERMARK,
  SYNC_STEP_1,
} from '#board/protocol.ts'

/** One message that the browser sent, as far as tests ask. */
export interface Received {
  readonly type: number
  /** Of a sync message. */
  readonly step?: number
  /** Of a watermark. */
  readonly n?: number
  readonly bytes: Uint8Array
}

/** The other end of a browser's sockets, played by the test: a document, and hands to answer with. */
export interface LoopbackRelay {
  readonly doc: Doc
  /** Everything that came, over all connections. */
  readonly received: Received[]
  readonly connections: number
  /** Lets connections be made; without it they fail. */
  up: boolean
  /** Whether the relay answers: the handshake and watermarks by itself. */
  answering: boolean
  send(type: number, write: (encoder: encoding.Encoder) => void): void
  sendWatermark(n: number): void
  sendLive(client: number, bytes: Uint8Array): void
  refuse(code: number, reason: string): void
  drop(code?: number): void
  /** Takes the place of the browser's WebSocket until it is called off. */
  install(): () => void
}

/** Stands in for the network, not for anything of ours: frames arrive in order, later than they were sent. */
export function createLoopbackRelay(): LoopbackRelay {
  const doc = new Doc()
  const received: Received[] = []
  let socket: LoopbackSocket | null = null
  const relay: LoopbackRelay = {
    doc,
    received,
    get connections() {
      return connections
    },
    up: true,
    answering: true,
    send(type, write) {
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, type)
      write(encoder)
      socket?.onmessage?.({ data: encoding.toUint8Array(encoder).slice().buffer })
    },
    sendWatermark: (n) =>
      relay.send(MESSAGE_WATERMARK, (encoder) => encoding.writeVarUint8Array(encoder, payloadOf(n))),
    sendLive: (client, bytes) =>
      relay.send(MESSAGE_LIVE, (encoder) => {
        encoding.writeVarUint(encoder, client)
        encoding.writeVarUint8Array(encoder, bytes)
      }),
    refuse(code, reason) {
      relay.send(MESSAGE_REFUSAL, (encoder) => {
        encoding.writeVarUint(encoder, code)
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, reason)
      })
      relay.drop(code)
    },
    drop(code = 1006) {
      const dropped = socket
      socket = null
      if (!dropped) return
      dropped.readyState = 3
      dropped.onclose?.({ code, reason: '' })
    },
    install() {
      const before = globalThis.WebSocket
      globalThis.WebSocket = LoopbackSocket as unknown as typeof WebSocket
      return () => (globalThis.WebSocket = before)
    },
  }
  let connections = 0

  const hear = (frame: Uint8Array) => {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE_SYNC) {
      received.push({ type, step: decoding.peekVarUint(decoder), bytes: frame })
      if (!relay.answering) return
      const answer = encoding.createEncoder()
      readSyncMessage(decoder, answer, doc, 'browser')
      const bytes = encoding.toUint8Array(answer)
      if (bytes.length > 0) relay.send(MESSAGE_SYNC, (encoder) => encoding.writeUint8Array(encoder, bytes))
      return
    }
    if (type === MESSAGE_WATERMARK) {
      const n = decoding.readVarUint(decoding.createDecoder(decoding.readVarUint8Array(decoder)))
      received.push({ type, n, bytes: frame })
      if (relay.answering) relay.sendWatermark(n)
      return
    }
    const bytes = type === MESSAGE_AWARENESS || type === MESSAGE_LIVE ? decoding.readVarUint8Array(decoder) : frame
    received.push({ type, bytes })
  }

  const accept = (arrived: LoopbackSocket) => {
    if (!relay.up) return arrived.onclose?.({ code: 1006, reason: '' })
    socket = arrived
    arrived.readyState = 1
    arrived.onopen?.()
    if (relay.answering) relay.send(MESSAGE_SYNC, (encoder) => writeSyncStep1(encoder, doc))
    return undefined
  }

  class LoopbackSocket {
    static readonly OPEN = 1
    readonly OPEN = 1
    readyState = 0
    onopen: (() => void) | null = null
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null
    onerror: (() => void) | null = null
    constructor() {
      connections++
      queueMicrotask(() => accept(this))
    }
    send(frame: Uint8Array) {
      const copy = frame.slice()
      queueMicrotask(() => hear(copy))
    }
    close() {
      this.readyState = 3
      if (socket === this) socket = null
    }
  }
  return relay
}

/** Sends what somebody else drew. */
export const sendUpdate = (relay: LoopbackRelay, update: Uint8Array): void =>
  relay.send(MESSAGE_SYNC, (encoder) => writeUpdate(encoder, update))

/** Asks for what the browser has. */
export const askForState = (relay: LoopbackRelay): void =>
  relay.send(MESSAGE_SYNC, (encoder) => writeSyncStep1(encoder, relay.doc))

export const isAnswer = ({ type, step }: Received): boolean => type === MESSAGE_SYNC && step !== SYNC_STEP_1

function payloadOf(n: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, n)
  return encoding.toUint8Array(encoder)
}
