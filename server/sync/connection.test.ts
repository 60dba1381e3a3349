import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { CLOSE } from '#board/protocol.ts'
import { DEFAULT_LIMITS, SERVER_LIMITS } from '../limits.ts'
import type { Grant } from '../access/board-access.ts'
import { Connection } from './connection.ts'

/** The clients of these tests don't speak, and that is not what they are about. */
const PATIENT = { ...DEFAULT_LIMITS, firstMessageSeconds: 3_600 }

interface Pair {
  /** The server's end. */
  readonly socket: Duplex
  readonly connection: Connection
  readonly client: WebSocket
  /** Resolves with the close code that the client got. */
  readonly code: Promise<number>
  /** Resolves when the connection left its room. */
  readonly left: Promise<void>
}

const EDITOR: Grant = {
  board: 'board-0001',
  via: '',
  generation: 0,
  principal: 'a',
  until: null,
  vouched: null,
  role: 'edit',
  asked: 'own',
  from: {},
}

/** Both ends of a real socket; the server's end is in no room. */
async function connect(): Promise<Pair> {
  const http = createServer()
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const opened = new Promise<Pick<Pair, 'connection' | 'left' | 'socket'>>((resolve) => {
    http.on('upgrade', (request, socket: Duplex, head) => {
      sockets.handleUpgrade(request, socket, head, (ws) => {
        const connection = new Connection(ws, socket, EDITOR, PATIENT, performance.now())
        const left = new Promise<void>((leave) => {
          const ignore = (): void => {}
          connection.open({ receive: ignore, broken: ignore, wantsMore: ignore, leave: () => leave() })
        })
        resolve({ connection, left, socket })
      })
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
  onTestFinished(() => {
    client.terminate()
    http.closeAllConnections()
    http.close()
  })
  const code = new Promise<number>((resolve) => {
    client.on('close', resolve)
  })
  const [pair] = await Promise.all([opened, once(client, 'open')])
  return { client, code, ...pair }
}

/** A binary frame of that many bytes. */
function frame(bytes: number): Buffer {
  const whole = Buffer.alloc(10 + bytes)
  whole.set([0x82, 127])
  whole.writeUInt32BE(bytes, 6)
  return whole
}

it('[GUARD10] a socket that has taken nothing for too long is closed: 1013', async () => {
  const { connection, client, code } = await connect()
  client.pause()
  while (!connection.isBehind) connection.broadcast(frame(256 * 1024))
  connection.heartbeat(performance.now())
  expect(connection.isOpen).toBe(true)
  connection.heartbeat(performance.now() + SERVER_LIMITS.stuckMs + 1)
  expect(connection.isOpen).toBe(false)
  client.resume()
  expect(await code).toBe(CLOSE.tooSlow)
})

/** A client that reads nothing, for whom more is waiting than it should; and how much of it the system hasn't taken yet, as it is said. */
async function slowPair(): Promise<Pair & { takes(left: number): void }> {
  const pair = await connect()
  const { connection, client, socket } = pair
  client.pause()
  while (!connection.isBehind) connection.broadcast(Buffer.concat(Array.from({ length: 24 }, () => frame(256 * 1024))))
  const { _handle: handle } = socket as unknown as { readonly _handle: object }
  const takes = (left: number): void =>
    void Object.defineProperty(handle, 'writeQueueSize', { value: left, configurable: true })
  takes(1_000)
  connection.heartbeat(performance.now())
  return { ...pair, takes }
}

it('[GUARD10] a socket that takes a little now and then is slow, not stuck', async () => {
  const { connection, takes } = await slowPair()
  takes(999)
  const laterMs = performance.now() + SERVER_LIMITS.stuckMs + 1
  connection.heartbeat(laterMs)
  expect(connection.isOpen).toBe(true)
  connection.heartbeat(laterMs + SERVER_LIMITS.stuckMs + 1)
  expect(connection.isOpen).toBe(false)
})

it('[GUARD12] a client whose pong waits behind what it takes a little of now and then is not cut off', async () => {
  const { connection, client, code, takes } = await slowPair()
  takes(999)
  connection.heartbeat(performance.now() + SERVER_LIMITS.deadMs + 1_000)
  client.resume()
  client.ping()
  expect(await Promise.race([once(client, 'pong').then(() => 'pong'), code])).toBe('pong')
})

it('[GUARD10] a socket with more waiting than the server keeps for anybody is closed: 1013', async () => {
  const { connection, client, code } = await connect()
  client.pause()
  for (let sent = 0; connection.isOpen; sent += 1024 * 1024) {
    expect(sent).toBeLessThan(64 * 1024 * 1024)
    connection.broadcast(frame(1024 * 1024))
  }
  client.resume()
  expect(await code).toBe(CLOSE.tooSlow)
})

it('[GUARD10] whoever does not even take the goodbye is gone from the room all the same', async () => {
  const { connection, client, left } = await connect()
  client.pause()
  while (connection.isOpen) connection.broadcast(frame(1024 * 1024))
  await left
})

it('[GUARD12] a client that says nothing, not even pong, for too long is cut off', async () => {
  const { connection, left, code } = await connect()
  connection.heartbeat(performance.now() + SERVER_LIMITS.deadMs - 1_000)
  expect(connection.isOpen).toBe(true)
  connection.heartbeat(performance.now() + SERVER_LIMITS.deadMs + 1_000)
  await left
  expect(await code).toBe(1006)
})
