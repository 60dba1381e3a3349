import { once } from 'node:events'
import { WebSocket } from 'ws'
import { MESSAGE_AWARENESS, MESSAGE_WATERMARK } from '#board/protocol.ts'
import { readConfig } from '../config.ts'
import { startServer } from '../server.ts'
import { MemoryStorage } from '../storage/memory.ts'
import { encode } from '../testing/encode.ts'

interface Row {
  readonly people: number
  /** That one person was sent for one move of everybody. */
  readonly kibAPersonAndMove: number
  /** The same if everybody were shown everybody. */
  readonly kibUnbounded: number
  /** Of server and clients together, which are one process here. */
  readonly cpuMsAMove: number
}

const MOVES = 50
/** Between two moves of everybody: ten a second. */
const MOVE_MS = 100

/** Presence as our page sends it, of somebody who looks at one of four places. */
const presenceOf = (n: number, clock: number): Uint8Array => {
  const x = (n % 4) * 100_000 + ((n * 37 + clock * 11) % 2_000)
  const y = (n * 53 + clock * 7) % 1_000
  const state = {
    user: { name: `Guest ${n}`, color: '#1d6fd1' },
    cursor: { x, y },
    selection: [],
    tool: 'pen',
    view: { minX: (n % 4) * 100_000, minY: 0, maxX: (n % 4) * 100_000 + 2_000, maxY: 1_000 },
  }
  return encode(1_000 + n, clock, JSON.stringify(state))
}

const message = (entry: Uint8Array): Uint8Array => encode(MESSAGE_AWARENESS, Uint8Array.of(1, ...entry))

/** Bytes of presence a person as people become many: what everybody is sent when everybody moves once. */
export async function run(sizes: readonly string[] = []): Promise<Row[]> {
  const rows: Row[] = []
  for (const people of sizes.length > 0 ? sizes.map(Number) : [16, 64, 65, 150, 300, 600])
    rows.push(await measure(people))
  return rows
}

async function measure(people: number): Promise<Row> {
  const config = { ...readConfig({}), port: 0, host: '127.0.0.1', logLevel: 'silent' as const }
  const dist = new URL('../../dist/', import.meta.url)
  const server = await startServer({ ...config, dist }, { storage: new MemoryStorage() })
  const { id } = (await (
    await fetch(`${server.url}/api/boards`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ anyone: 'edit' }),
    })
  ).json()) as { readonly id: string }
  let bytes = 0
  const sockets = await Promise.all(
    Array.from({ length: people }, async (_, n) => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${id}`, { perMessageDeflate: false })
      socket.on('message', (data: Buffer) => (bytes += data.length))
      await once(socket, 'open')
      socket.send(encode(MESSAGE_WATERMARK, Uint8Array.of(0)))
      socket.send(message(presenceOf(n, 1)))
      return socket
    }),
  )
  await pause(1_500)
  bytes = 0
  const cpu = process.cpuUsage()
  for (let move = 0; move < MOVES; move++) {
    for (const [n, socket] of sockets.entries()) socket.send(message(presenceOf(n, move + 2)))
    await pause(MOVE_MS)
  }
  await pause(500)
  const { user, system } = process.cpuUsage(cpu)
  const entryBytes = presenceOf(people - 1, 10).length
  for (const socket of sockets) socket.terminate()
  await server.close()
  const kib = (count: number): number => Math.round((count / 1024) * 10) / 10
  return {
    people,
    kibAPersonAndMove: kib(bytes / people / MOVES),
    kibUnbounded: kib(people * entryBytes),
    cpuMsAMove: Math.round((user + system) / 1000 / MOVES),
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
