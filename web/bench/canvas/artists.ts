import { once } from 'node:events'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { MESSAGE_SYNC, MESSAGE_WATERMARK, SYNC_STEP_1, SYNC_STEP_2 } from '#board/protocol.ts'
import { presenceMessage, type Write } from '../../../server/bench/relay/load/workload.ts'
import { encode } from '../../../server/testing/encode.ts'

/** People on raw sockets who only send. */
export interface Artists {
  /** Sends everything at its time; resolves when all is on the server's disk. */
  play(writes: readonly Write[]): Promise<void>
  leave(): Promise<void>
}

/** @param url of the board: `ws://...` */
export async function joinRaw(url: string, count: number): Promise<Artists> {
  const sockets = await Promise.all(Array.from({ length: count }, (_, person) => join(url, person)))
  return {
    async play(writes) {
      const startMs = performance.now()
      for (const { atMs, artist, bytes } of writes) {
        const waitMs = startMs + atMs - performance.now()
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
        sockets[artist]?.send(bytes)
      }
      await Promise.all(sockets.map(saved))
    },
    async leave() {
      await Promise.all(
        sockets.map(async (socket) => {
          socket.close()
          await once(socket, 'close')
        }),
      )
    },
  }
}

async function join(url: string, person: number): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  await once(socket, 'open')
  const joined = answered(socket, (data) => data[0] === MESSAGE_SYNC && data[1] === SYNC_STEP_2)
  socket.send(encode(MESSAGE_WATERMARK, encode(0)))
  socket.send(presenceMessage(person, 1, null))
  socket.send(encode(MESSAGE_SYNC, SYNC_STEP_1, Y.encodeStateVector(new Y.Doc())))
  await joined
  return socket
}

async function saved(socket: WebSocket): Promise<void> {
  const told = answered(socket, (data) => data[0] === MESSAGE_WATERMARK)
  socket.send(encode(MESSAGE_WATERMARK, encode(1)))
  await told
}

const answered = (socket: WebSocket, isIt: (data: Buffer) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const listen = (data: Buffer): void => {
      if (!isIt(data)) return
      socket.off('message', listen)
      resolve()
    }
    socket.on('message', listen)
  })
