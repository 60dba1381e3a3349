import type { Connection } from './connection.ts'
import type { Audience } from './crowd.ts'
import { encodeFrames } from './frames.ts'
import type { Parts } from './group.ts'
import { Outbox } from './outbox.ts'
import { firstClocks } from './pages.ts'
import type { Clocks } from './pages.ts'

/** From a room to all of its connections: encoded once, one write per socket and tick. */
export class Broadcast {
  readonly connections = new Set<Connection>()
  /** What came from here, and what came from other server processes (which must not get it back). */
  readonly here = new Outbox()
  readonly elsewhere = new Outbox()

  /** Sends what waits; answers whether there was anything. Hot path: once per room and tick. */
  flush(): boolean {
    const { here, elsewhere } = this
    const hasNews = !(here.isEmpty && elsewhere.isEmpty)
    const hasLive = here.hasLive || elsewhere.hasLive
    let hasSent = hasNews
    let ours: Buffer | undefined
    let stock: Buffer | undefined
    let clocks: Clocks | undefined
    const byAudience: AudienceFrames = new Map()
    for (const connection of this.connections) {
      hasSent ||= connection.hasQueued
      const forStock = hasLive && !connection.speaksOurs
      if (!hasNews || (here.isOnlySaidBy(connection) && elsewhere.isEmpty)) connection.broadcast(undefined)
      else if (connection.isBehind) {
        connection.miss((clocks ??= lowest(here.clocks(), elsewhere.clocks())))
        connection.broadcast(undefined)
      } else if (connection.audience !== undefined)
        connection.broadcast(this.#framesFor(connection.audience, forStock, byAudience))
      else if (forStock) connection.broadcast((stock ??= this.#frames(true)))
      else connection.broadcast((ours ??= this.#frames(false)))
    }
    here.clear()
    elsewhere.clear()
    return hasSent
  }

  /** Once per audience and tick. */
  #framesFor(audience: Audience, forStock: boolean, known: AudienceFrames): Buffer | undefined {
    const frames = known.get(audience) ?? [undefined, undefined]
    known.set(audience, frames)
    return (frames[Number(forStock)] ??= this.#frames(forStock, audience.shown))
  }

  /** What is too big for one write to everybody: each socket takes it at its own speed. */
  stream({ frames, from }: Parts): void {
    this.flush()
    for (const connection of this.connections) {
      if (connection.isBehind) connection.miss(from)
      else connection.stream(frames)
    }
  }

  /** Nobody gets this update now: each takes it later, with whatever else it missed. */
  withhold(update: Uint8Array): void {
    const from = firstClocks([update])
    for (const connection of this.connections) connection.miss(from)
  }

  #frames(forStock: boolean, shown?: ReadonlySet<number>): Buffer | undefined {
    const messages = this.here.messages(forStock, shown)
    messages.push(...this.elsewhere.messages(forStock, shown))
    return messages.length > 0 ? encodeFrames(messages) : undefined
  }
}

/** Frames of a tick for an audience: for our clients and for stock ones. */
type AudienceFrames = Map<Audience, [ours: Buffer | undefined, stock: Buffer | undefined]>

function lowest(a: Clocks | undefined, b: Clocks | undefined): Clocks | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const result = new Map(a)
  for (const [client, clock] of b) result.set(client, Math.min(clock, result.get(client) ?? clock))
  return result
}
