import type { Fanout } from '../fanout/fanout.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Broadcast } from './broadcast.ts'
import { Connection } from './connection.ts'
import { presenceMessage } from './messages.ts'
import type { Message } from './messages.ts'
import type { PresenceBoard } from './presence.ts'
import { HELLO, decodeRelay, encodeRelay, probeMessage } from './relay.ts'
import type { Relayed } from './relay.ts'
import type { Replica } from './replica.ts'

/** What a room shares with its rooms elsewhere. */
export interface ElsewhereParts {
  readonly board: string
  readonly fanout: Fanout
  readonly replica: Replica
  readonly people: PresenceBoard
  readonly out: Broadcast
  /** Number of the newest update that this process knows to be on disk. */
  readonly seq: () => number
  /** Everybody here lacks something too big for a broadcast. */
  readonly onWithheld: () => void
}

/** The rooms of the same board in other server processes: what they are told, and what they tell. */
export class Elsewhere {
  readonly #parts: ElsewhereParts
  /** Whom we asked about lately. */
  readonly #probed = new Set<number>()

  constructor(parts: ElsewhereParts) {
    this.#parts = parts
  }

  /** Tells them that this room is open. */
  greet(): void {
    this.tell(() => [HELLO])
  }

  /** @param said made only if anybody hears it. Hot path: once per room and tick. */
  tell(said: () => readonly Message[]): void {
    const { board, fanout, seq } = this.#parts
    if (fanout.isHeard(board)) fanout.publish(board, encodeRelay(seq(), said()))
  }

  /** Somebody here wants the name of somebody there: whoever has their connection makes sure that it lives. */
  probe(client: number): void {
    if (this.#probed.has(client)) return
    this.#probed.add(client)
    setTimeout(() => this.#probed.delete(client), SERVER_LIMITS.probeMs).unref()
    this.tell(() => [probeMessage(client)])
  }

  /**
   * Takes a frame of theirs. Its updates are on disk already.
   * @returns the board's sequence number there
   * @throws when something is missing between it and what this room has: the board must be loaded anew
   */
  take(frame: Uint8Array): number {
    const { seq, messages } = decodeRelay(frame)
    for (const message of messages) this.#take(message)
    return seq
  }

  #take(message: Relayed): void {
    const { people, out } = this.#parts
    switch (message.type) {
      case 'update':
        return this.#update(message.update)
      case 'presence':
        for (const entry of people.merge(message.entries, performance.now())) out.elsewhere.presence(entry)
        return
      case 'live':
        return out.elsewhere.live(message.sender, message.payload)
      case 'hello':
        return this.tell(() => [presenceMessage(people.local)])
      case 'probe': {
        const owner = people.ownerOf(message.client)
        if (owner instanceof Connection) owner.probe()
      }
    }
  }

  #update(update: Uint8Array): void {
    const { replica, out, onWithheld } = this.#parts
    const applied = replica.apply(update)
    if (applied.type === 'unready') throw new Error('an update from another process depends on one that did not arrive')
    if (applied.type !== 'new') return
    if (applied.bytes.length <= SERVER_LIMITS.stateChunkBytes) return out.elsewhere.update(applied.bytes)
    // The document may hold what is not on disk yet: it is told by and by, to each as to somebody who has missed it.
    out.withhold(applied.bytes)
    onWithheld()
  }
}
