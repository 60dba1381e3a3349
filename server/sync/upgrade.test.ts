import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { HeldStorage } from '../testing/held-storage.ts'
import { newBoard, start } from '../testing/start.ts'
import { Rooms } from './rooms.ts'

it('[ROOM21] somebody who has said the last word while the board was loading keeps no room', async () => {
  const storage = new HeldStorage()
  const made: Rooms[] = []
  const rooms = (parts: ConstructorParameters<typeof Rooms>[0]): Rooms => {
    const own = new Rooms(parts)
    made.push(own)
    return own
  }
  const server = await start({ storage, rooms, idleRoomMs: 0 })
  const board = await newBoard(server)
  storage.hold('load')
  const loading = storage.arrival('load')
  const socket = connect(server.port, '127.0.0.1')
  const ask = [`GET /sync/${board} HTTP/1.1`, 'Host: localhost', 'Upgrade: websocket', 'Connection: Upgrade']
  socket.write(
    [...ask, 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '', ''].join('\r\n'),
  )
  await loading
  const gone = new Promise((resolve) => socket.once('close', resolve))
  socket.resume().end()
  // The server has read that nothing more will come when it answers somebody who asked later.
  for (let n = 0; n < 3; n++) expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  storage.release('load')
  await gone
  while (made.some(({ size }) => size > 0)) await setImmediate()
})
