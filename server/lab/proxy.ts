import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { Random } from '#board/testing/random.ts'
import type { Door } from './crowd.ts'

/** What a network may do. */
export const NETWORK_FAULTS = [
  /** Everything arrives late, and not always equally. */
  'delay',
  /** Connections are reset. */
  'reset',
  /** Connections end politely, from the middle of whatever was said. */
  'end',
  /** Nothing arrives any more, and nobody is told. */
  'black hole',
  /** What the server says doesn't arrive; what it is told does. */
  'deaf',
  /** Everything arrives in pieces of one byte. */
  'bytes',
  /** Nobody reads for a while. */
  'slow reader',
] as const
export type NetworkFault = (typeof NETWORK_FAULTS)[number]

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

/** A network between people and a server, which can be broken. */
export class Proxy implements Door {
  readonly #door: Door
  readonly #random: Random
  readonly #pairs = new Set<Pair>()
  #listening: Server | undefined
  #port = 0
  #fault: NetworkFault | undefined

  constructor(door: Door, random: Random) {
    this.#door = door
    this.#random = random
  }

  async listen(): Promise<void> {
    const { hostname, port } = new URL(this.#door.socketUrl(''))
    const server = createServer((client) => this.#open(client, connect(Number(port), hostname)))
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve())
    })
    this.#listening = server
    this.#port = (server.address() as AddressInfo).port
  }

  get isAlive(): boolean {
    return this.#door.isAlive
  }

  socketUrl(board: string): string {
    return `ws://127.0.0.1:${this.#port}/sync/${board}`
  }

  break(fault: NetworkFault): void {
    this.#fault = fault
    for (const { client, server } of this.#pairs) {
      if (fault === 'reset') client.resetAndDestroy()
      if (fault === 'end') server.end()
      if (fault === 'slow reader') client.pause()
    }
  }

  /** All is well again; connections that lost something on the way are over. */
  mend(): void {
    const isTorn = this.#fault === 'black hole' || this.#fault === 'deaf'
    this.#fault = undefined
    for (const { client, server } of this.#pairs) {
      if (isTorn) client.destroy()
      client.resume()
      server.resume()
    }
  }

  close(): void {
    for (const { client } of this.#pairs) client.destroy()
    this.#listening?.close()
  }

  #open(client: Socket, server: Socket): void {
    const pair = { client, server }
    this.#pairs.add(pair)
    const end = (): void => {
      client.destroy()
      server.destroy()
      this.#pairs.delete(pair)
    }
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', end).on('close', end)
    this.#carry(client, server, false)
    this.#carry(server, client, true)
  }

  /** In order, whatever happens on the way. */
  #carry(from: Socket, to: Socket, isFromServer: boolean): void {
    let last: Promise<unknown> = Promise.resolve()
    from.on('data', (chunk: Buffer) => {
      const fault = this.#fault
      if (fault === 'black hole' || (fault === 'deaf' && isFromServer)) return
      last = last.then(() => this.#deliver(chunk, to, fault))
    })
  }

  async #deliver(chunk: Buffer, to: Socket, fault: NetworkFault | undefined): Promise<void> {
    if (fault === 'delay') await new Promise((resolve) => void setTimeout(resolve, this.#random.int(40)))
    if (!to.writable) return
    if (fault !== 'bytes') return void to.write(chunk)
    for (const byte of chunk) to.write(Uint8Array.of(byte))
  }
}
