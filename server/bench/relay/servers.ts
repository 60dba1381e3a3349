import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MESSAGE_WATERMARK } from '#board/protocol.ts'
import { encode } from '../../testing/encode.ts'
import type { Target } from './load/person.ts'
import { startBuilt, startDrawbridge, type ServerProcess } from './processes.ts'

/** A server that can be put under load. */
export interface Peer {
  readonly name: PeerName
  /** @param settings PORT: where it listens; DATA_DIR: where it keeps boards, if it does */
  readonly start: (settings: Readonly<Record<string, string>>, flags: readonly string[]) => Promise<ServerProcess>
  /** A new board. */
  readonly board: (server: ServerProcess, index: number) => Promise<Target>
}

export type PeerName = 'drawbridge' | 'stock' | 'hocuspocus' | 'floor'

const socketUrl = ({ url }: ServerProcess): string => url.replace('http', 'ws')

const PLAIN = {
  way: 'documents',
  prefix: new Uint8Array(),
  greeting: [],
  stock: undefined,
  stateUrl: undefined,
} as const

/** Everybody comes from one address here. */
const ONE_ADDRESS = {
  LIMIT_PERSON_CONNECTIONS: '100000',
  LIMIT_PERSON_CONNECTS_PER_MINUTE: '1000000',
  LIMIT_ADDRESS_CONNECTIONS: '100000',
  LIMIT_ADDRESS_CONNECTS_PER_MINUTE: '1000000',
  LIMIT_ADDRESS_BOARDS_PER_HOUR: '1000000',
}

/** As it is started, but for the limits on one address: on SQLite, with everything checked and on disk before it is shown. */
const drawbridge: Peer = {
  name: 'drawbridge',
  start: (settings, flags) =>
    startDrawbridge({ HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...ONE_ADDRESS, ...settings }, flags),
  async board(server) {
    const created = await fetch(`${server.url}/api/boards`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ anyone: 'edit' }),
    })
    const { id } = (await created.json()) as { readonly id: string }
    const base = `${socketUrl(server)}/sync`
    const greeting = [encode(MESSAGE_WATERMARK, encode(0))]
    const stateUrl = `${server.url}/api/boards/${id}/state`
    const stock = { server: base, room: id }
    return { ...PLAIN, way: 'live', url: `${base}/${id}`, greeting, hasDocument: true, stock, stateUrl }
  },
}

/** In the way of y-websocket's own server: {@link file://./servers/stock-server.ts}. */
const stock: Peer = {
  name: 'stock',
  start: (settings) => startBuilt('stock-server', settings),
  board: (server, index) => {
    const room = `bench-${index}`
    const target = { ...PLAIN, url: `${socketUrl(server)}/${room}`, hasDocument: true }
    return Promise.resolve({ ...target, stock: { server: socketUrl(server), room } })
  },
}

const AUTH = 2
const TOKEN = 0

/** Puts a board's name before every message; the first one brings a token, which nobody looks at here. */
const hocuspocus: Peer = {
  name: 'hocuspocus',
  start: (settings) => startBuilt('hocuspocus-server', settings),
  board: (server, index) => {
    const prefix = encode(`bench-${index}`)
    const greeting = [encode(AUTH, TOKEN, 'token')]
    return Promise.resolve({ ...PLAIN, url: socketUrl(server), prefix, greeting, hasDocument: true })
  },
}

/** The same document updates as for the others. */
const floor: Peer = {
  name: 'floor',
  start: (settings) => startBuilt('floor-server', settings),
  board: (server, index) =>
    Promise.resolve({ ...PLAIN, url: `${socketUrl(server)}/bench-${index}`, hasDocument: false }),
}

export const PEERS: readonly Peer[] = [drawbridge, stock, hocuspocus, floor]

/** Those that this machine can run (one may want a newer Node); says in a line which it can't. */
export async function startable(peers: readonly Peer[]): Promise<readonly Peer[]> {
  const found: Peer[] = []
  for (const peer of peers) {
    try {
      await withPeer(peer, [], async () => {})
      found.push(peer)
    } catch (error) {
      console.error(`${peer.name} is left out, as it doesn't start with Node ${process.version}: ${String(error)}`)
    }
  }
  return found
}

/** A server and its folder, for as long as a measurement lasts. */
export interface RunningPeer {
  readonly process: ServerProcess
  board(index: number): Promise<Target>
  /** Stops it and starts it again where it was, with what it keeps; answers how long it wasn't there, milliseconds. */
  restart(signal: NodeJS.Signals): Promise<number>
}

/** Runs `use` with a server of its own, which has ended afterwards. */
export async function withPeer<T>(
  peer: Peer,
  flags: readonly string[],
  use: (running: RunningPeer) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-bench-'))
  try {
    return await withServer(peer, folder, flags, use)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function withServer<T>(
  peer: Peer,
  folder: string,
  flags: readonly string[],
  use: (running: RunningPeer) => Promise<T>,
): Promise<T> {
  let server = await peer.start({ PORT: '0', DATA_DIR: folder }, flags)
  const { port } = new URL(server.url)
  try {
    return await use({
      get process() {
        return server
      },
      board: (index) => peer.board(server, index),
      async restart(signal) {
        const startMs = performance.now()
        await server.stop(signal)
        server = await peer.start({ PORT: port, DATA_DIR: folder }, flags)
        return performance.now() - startMs
      },
    })
  } finally {
    await server.stop('SIGTERM')
  }
}
