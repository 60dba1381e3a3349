import {
  CLOSE,
  MESSAGE_AWARENESS,
  MESSAGE_CROWD,
  MESSAGE_LIVE,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_REFUSAL,
  MESSAGE_STATUS,
  MESSAGE_WAIT,
  MESSAGE_SYNC,
  MESSAGE_WATERMARK,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
} from '#board/protocol.ts'
import type { CloseCode } from '#board/protocol.ts'
import { LIMITS } from '#board/limits.ts'
import { ByteReader } from './byte-reader.ts'
import { Refusal } from './refusal.ts'

/** A message from a client. Byte fields are views into the frame: copy what is kept. */
export type Inbound =
  /** What the client has; it wants the rest. */
  | { readonly type: 'vector'; readonly vector: Uint8Array }
  /** `answer`: it is everything that the client has and we asked for (syncStep2). */
  | { readonly type: 'update'; readonly update: Uint8Array; readonly answer: boolean }
  /** A y-protocols awareness update: `varUint count`, then `varUint client, varUint clock, varString json` each. */
  | { readonly type: 'presence'; readonly entries: Uint8Array }
  | { readonly type: 'presence-query' }
  | { readonly type: 'watermark'; readonly n: number; readonly payload: Uint8Array }
  | { readonly type: 'live'; readonly payload: Uint8Array }

/** Ours, not y-protocols': whoever sends one understands 102 to 104. */
export const isOurs = (message: Inbound): boolean => message.type === 'watermark' || message.type === 'live'

/**
 * One WebSocket message → one message. Hot path: runs once per frame received.
 * @throws {Refusal} 4400 when it isn't exactly one canonical message, 4413 when a live payload is too large.
 */
export function decodeMessage(bytes: Uint8Array): Inbound {
  const reader = new ByteReader(bytes)
  const message = read(reader)
  reader.end()
  return message
}

function read(reader: ByteReader): Inbound {
  const type = reader.varUint()
  switch (type) {
    case MESSAGE_SYNC:
      return readSync(reader)
    case MESSAGE_AWARENESS:
      return { type: 'presence', entries: reader.varBytes() }
    case MESSAGE_QUERY_AWARENESS:
      return { type: 'presence-query' }
    case MESSAGE_WATERMARK:
      return readWatermark(reader.varBytes())
    case MESSAGE_LIVE:
      return readLive(reader.varBytes())
    default:
      throw new Refusal(CLOSE.malformed, `message type ${type} is unknown`)
  }
}

function readSync(reader: ByteReader): Inbound {
  const step = reader.varUint()
  if (step > SYNC_UPDATE) throw new Refusal(CLOSE.malformed, `sync message ${step} is unknown`)
  const bytes = reader.varBytes()
  if (step !== SYNC_STEP_1) return { type: 'update', update: bytes, answer: step === SYNC_STEP_2 }
  checkVector(bytes)
  return { type: 'vector', vector: bytes }
}

function checkVector(vector: Uint8Array): void {
  const reader = new ByteReader(vector)
  for (let left = reader.varUint(); left > 0; left--) {
    reader.varUint()
    reader.varUint()
  }
  reader.end()
}

function readWatermark(payload: Uint8Array): Inbound {
  const reader = new ByteReader(payload)
  const n = reader.varUint()
  reader.end()
  return { type: 'watermark', n, payload }
}

function readLive(payload: Uint8Array): Inbound {
  if (payload.length > LIMITS.liveBytes)
    throw new Refusal(CLOSE.tooLarge, `a live message has at most ${LIMITS.liveBytes} bytes`)
  return { type: 'live', payload }
}

/** A message to send: two parts, so that a body that goes to many is never copied into a message of its own. */
export interface Message {
  readonly head: Uint8Array
  readonly body: Uint8Array
}

const NOTHING = new Uint8Array(0)

/** Numbers as lib0 varUints. Hot path: once per live message. */
export function varUints(...numbers: readonly number[]): Uint8Array {
  let size = 0
  for (const number of numbers) size += varUintLength(number)
  const bytes = new Uint8Array(size)
  let at = 0
  for (const number of numbers) {
    let rest = number
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 128
    bytes[at++] = rest
  }
  return bytes
}

function varUintLength(number: number): number {
  let length = 1
  for (let rest = number; rest > 127; rest = Math.floor(rest / 128)) length++
  return length
}

const sync = (step: number, body: Uint8Array): Message => ({ head: varUints(MESSAGE_SYNC, step, body.length), body })

export const syncStep1 = (vector: Uint8Array): Message => sync(SYNC_STEP_1, vector)
export const syncStep2 = (update: Uint8Array): Message => sync(SYNC_STEP_2, update)
export const syncUpdate = (update: Uint8Array): Message => sync(SYNC_UPDATE, update)

/** An awareness update of these entries (`varUint client, varUint clock, varString json` each). */
export function presenceMessage(entries: readonly { readonly bytes: Uint8Array }[]): Message {
  const body = Buffer.concat([varUints(entries.length), ...entries.map(({ bytes }) => bytes)])
  return { head: varUints(MESSAGE_AWARENESS, body.length), body }
}

/** Says nothing: an awareness update without entries. Keeps stock clients from giving up on a quiet board. */
export const KEEP_ALIVE: Message = { head: Uint8Array.of(MESSAGE_AWARENESS, 1, 0), body: NOTHING }

export const liveMessage = (sender: number, payload: Uint8Array): Message => ({
  head: varUints(MESSAGE_LIVE, sender, payload.length),
  body: payload,
})

/** `people`: how many are on the board, 0 when everybody is shown. */
export const crowdMessage = (people: number): Message => ({ head: varUints(MESSAGE_CROWD, people), body: NOTHING })

export const waitMessage = (seconds: number): Message => ({ head: varUints(MESSAGE_WAIT, seconds), body: NOTHING })

export const watermarkMessage = (payload: Uint8Array): Message => ({
  head: varUints(MESSAGE_WATERMARK, payload.length),
  body: payload,
})

/** @param bits of `BOARD_STATUS` */
export const statusMessage = (bits: number): Message => ({
  head: varUints(MESSAGE_STATUS, bits),
  body: new Uint8Array(0),
})

export function refusalMessage(code: CloseCode, lastGood: number, reason: string): Message {
  const body = Buffer.from(reason)
  return { head: varUints(MESSAGE_REFUSAL, code, lastGood, body.length), body }
}
