import type { Message } from './messages.ts'

const FINAL_BINARY = 0x82

const headerBytes = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

/** RFC 6455, section 5.2, for frames from a server: unmasked, so the same bytes serve every client. */
function writeHeader(buffer: Buffer, at: number, length: number): number {
  buffer[at] = FINAL_BINARY
  if (length < 126) buffer[at + 1] = length
  else if (length < 65_536) {
    buffer[at + 1] = 126
    buffer.writeUInt16BE(length, at + 2)
  } else {
    buffer[at + 1] = 127
    buffer.writeUInt32BE(Math.floor(length / 2 ** 32), at + 2)
    buffer.writeUInt32BE(length % 2 ** 32, at + 6)
  }
  return at + headerBytes(length)
}

/**
 * Messages as WebSocket frames, one after the other in one buffer: encoded once, written to every socket of a board.
 * Stock clients read one message per frame, and any number of frames. Hot path: once per room and tick.
 */
export function encodeFrames(messages: readonly Message[]): Buffer {
  let size = 0
  for (const { head, body } of messages) size += headerBytes(head.length + body.length) + head.length + body.length
  const buffer = Buffer.allocUnsafe(size)
  let at = 0
  for (const { head, body } of messages) {
    at = writeHeader(buffer, at, head.length + body.length)
    buffer.set(head, at)
    buffer.set(body, at + head.length)
    at += head.length + body.length
  }
  return buffer
}
