import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A line between one client and a server: so many bits a second towards the client, and so long until they are there. */
export interface Line {
  readonly bitsPerSecond: number
  readonly delayMs: number
}

/** What has come over the line so far, towards clients. */
export interface SlowLink {
  /** `http://...` of this end. */
  readonly url: string
  readonly bytes: number
  close(): void
}

const SLICE_MS = 20
/** The line holds no more than it carries in this time: what is more waits at the server. */
const HELD_MS = 200

/** Each connection has a line of its own. */
export async function slowLink(serverUrl: string, line: Line): Promise<SlowLink> {
  const { hostname, port } = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let bytes = 0
  const listening = createServer((client) => {
    const server = connect(Number(port), hostname)
    for (const socket of [client, server]) {
      sockets.add(socket.setNoDelay(true))
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    client.on('close', () => server.destroy())
    client.on('data', (chunk: Buffer) => void setTimeout(() => void server.write(chunk), line.delayMs))
    carry(server, client, line, (count) => (bytes += count))
  })
  await new Promise<void>((resolve) => void listening.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    get bytes() {
      return bytes
    },
    close() {
      for (const socket of sockets) socket.destroy()
      listening.close()
    },
  }
}

function carry(from: Socket, to: Socket, { bitsPerSecond, delayMs }: Line, onBytes: (count: number) => void): void {
  const bytesPerMs = bitsPerSecond / 8_000
  let held: Buffer[] = []
  let heldBytes = 0
  let hasEnded = false
  from.on('data', (chunk: Buffer) => {
    held.push(chunk)
    heldBytes += chunk.length
    if (heldBytes > bytesPerMs * HELD_MS) from.pause()
  })
  // What was said before is still on the line.
  from.on('close', () => (hasEnded = true))
  let sentAtMs = performance.now()
  const timer = setInterval(() => {
    const nowMs = performance.now()
    const budget = Math.floor((nowMs - sentAtMs) * bytesPerMs)
    sentAtMs = nowMs
    const all = Buffer.concat(held)
    const slice = all.subarray(0, budget)
    held = all.length > budget ? [all.subarray(budget)] : []
    heldBytes = all.length - slice.length
    if (slice.length > 0) {
      onBytes(slice.length)
      setTimeout(() => void to.write(slice), delayMs)
    } else if (hasEnded) setTimeout(() => to.end(), delayMs)
    if (heldBytes < bytesPerMs * HELD_MS) from.resume()
  }, SLICE_MS)
  to.on('close', () => clearInterval(timer))
}
