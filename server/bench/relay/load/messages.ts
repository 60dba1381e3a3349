import * as decoding from 'lib0/decoding'
import { MESSAGE_SYNC, SYNC_STEP_1 } from '#board/protocol.ts'

/** Hocuspocus answers syncStep1 with a type of its own, which is made like {@link MESSAGE_SYNC}. */
const MESSAGE_SYNC_REPLY = 4

/** True for sync messages that bring something: steps 1 ask. */
export const bringsUpdate = (bytes: Uint8Array, from = 0): boolean =>
  (bytes[from] === MESSAGE_SYNC || bytes[from] === MESSAGE_SYNC_REPLY) && bytes[from + 1] !== SYNC_STEP_1

/** The state vector of a syncStep1. */
export function readVector(message: Uint8Array): Uint8Array | undefined {
  return message[0] === MESSAGE_SYNC && message[1] === SYNC_STEP_1 ? body(message) : undefined
}

export const readUpdate = (message: Uint8Array): Uint8Array | undefined =>
  bringsUpdate(message) ? body(message) : undefined

/** A copy: messages lie in memory that is used again. */
const body = (message: Uint8Array): Uint8Array =>
  decoding.readVarUint8Array(decoding.createDecoder(message.subarray(2))).slice()
