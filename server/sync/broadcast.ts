import * as Y from 'yjs'
import { SERVER_LIMITS } from '../limits.ts'
import { splitUpdate } from './chunks.ts'
import type { Connection } from './connection.ts'
import { encodeFrames } from './frames.ts'
import { syncUpdate } from './messages.ts'
import { Outbox } from './outbox.ts'

/** From a room to all of its connections: encoded once, one write per socket and tick. */
export class Broadcast {
  readonly connections = new Set<Connection>()
  /** What came from here, and what came from other server processes (which must not get it back). */
  readonly here = new Outbox()
  readonly elsewhere = new Outbox()

  /** Sends what waits; answers whether there was anything. Hot path: once per room and tick. */
  flush(): boolean {
    const hasNews = !this.here.isEmpty || !this.elsewhere.isEmpty
    const frames = hasNews ? this.#frames(false) : undefined
    const stockFrames = this.here.hasLive || this.elsewhere.hasLive ? lazy(() => this.#frames(true)) : () => frames
    const clocks = lazy(() => lowest(this.here.clocks(), this.elsewhere.clocks()))
    let hasSent = hasNews
    for (const connection of this.connections) {
      hasSent ||= connection.hasQueued
      if (connection.isBehind) {
        if (hasNews) connection.miss(clocks())
        connection.broadcast(undefined)
      } else connection.broadcast(connection.speaksOurs ? frames : stockFrames())
    }
    this.here.clear()
    this.elsewhere.clear()
    return hasSent
  }

  /** An update that is too big for one write to everybody: each socket takes it at its own speed. */
  stream(update: Uint8Array): void {
    this.flush()
    const frames = splitUpdate(update, SERVER_LIMITS.stateChunkBytes).map((part) => encodeFrames([syncUpdate(part)]))
    const clocks = lazy(() => Y.parseUpdateMeta(update).from)
    for (const connection of this.connections) {
      if (connection.isBehind) connection.miss(clocks())
      else connection.stream(frames)
    }
  }

  #frames(forStock: boolean): Buffer | undefined {
    const messages = [...this.here.messages(forStock), ...this.elsewhere.messages(forStock)]
    return messages.length > 0 ? encodeFrames(messages) : undefined
  }
}

/** Computed when first asked for, and then kept. */
function lazy<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => (known ??= { value: compute() }).value
}

type Clocks = ReadonlyMap<number, number> | undefined

function lowest(a: Clocks, b: Clocks): Clocks {
  if (a === undefined || b === undefined) return a ?? b
  const result = new Map(a)
  for (const [client, clock] of b) result.set(client, Math.min(clock, result.get(client) ?? clock))
  return result
}
