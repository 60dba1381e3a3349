import { CLOSE, MESSAGE_AWARENESS, MESSAGE_LIVE, MESSAGE_QUERY_AWARENESS, MESSAGE_SYNC } from '#board/protocol.ts'
import { ByteReader } from './byte-reader.ts'
import { varUints } from './messages.ts'
import type { Message } from './messages.ts'
import { Refusal } from './refusal.ts'

/** What rooms of one board in several server processes tell each other. */
export type Relayed =
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'presence'; readonly entries: Uint8Array }
  | { readonly type: 'live'; readonly sender: number; readonly payload: Uint8Array }
  /** A room that has just opened wants to know who is there. */
  | { readonly type: 'hello' }
  /** Somebody wants this client id: does the connection that has it still live? */
  | { readonly type: 'probe'; readonly client: number }

/** Not y-protocols', and never sent to a client. */
const MESSAGE_PROBE = 1_000

export const HELLO: Message = { head: Uint8Array.of(MESSAGE_QUERY_AWARENESS), body: new Uint8Array(0) }

export const probeMessage = (client: number): Message => ({
  head: varUints(MESSAGE_PROBE, client),
  body: new Uint8Array(0),
})

/** A fan-out frame: `varUint seq`, then each message as clients get it, behind its length. */
export function encodeRelay(seq: number, messages: readonly Message[]): Uint8Array {
  const parts: Uint8Array[] = [varUints(seq)]
  for (const { head, body } of messages) parts.push(varUints(head.length + body.length), head, body)
  return Buffer.concat(parts)
}

/** @throws {Refusal} when it isn't a frame of ours */
export function decodeRelay(frame: Uint8Array): { readonly seq: number; readonly messages: readonly Relayed[] } {
  const reader = new ByteReader(frame)
  const seq = reader.varUint()
  const messages: Relayed[] = []
  while (!reader.atEnd) messages.push(decodeOne(new ByteReader(reader.varBytes())))
  return { seq, messages }
}

function decodeOne(reader: ByteReader): Relayed {
  const type = reader.varUint()
  switch (type) {
    case MESSAGE_SYNC:
      reader.varUint()
      return { type: 'update', update: reader.varBytes() }
    case MESSAGE_AWARENESS:
      return { type: 'presence', entries: reader.varBytes() }
    case MESSAGE_LIVE:
      return { type: 'live', sender: reader.varUint(), payload: reader.varBytes() }
    case MESSAGE_QUERY_AWARENESS:
      return { type: 'hello' }
    case MESSAGE_PROBE:
      return { type: 'probe', client: reader.varUint() }
    default:
      throw new Refusal(CLOSE.malformed, `relay message ${type} is unknown`)
  }
}
