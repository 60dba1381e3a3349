import { liveMessage, presenceMessage, syncUpdate } from './messages.ts'
import type { Connection } from './connection.ts'
import type { Message } from './messages.ts'
import { firstClocks } from './pages.ts'
import type { Clocks } from './pages.ts'
import type { PresenceEntry } from './presence.ts'

/** What a room has to tell everybody with the next tick. */
export class Outbox {
  #updates: Uint8Array[] = []
  #presence = new Map<number, PresenceEntry>()
  #live: Message[] = []
  /** Who said all of the live messages, if one alone did. */
  #speaker: Connection | 'several' | undefined

  update(update: Uint8Array): void {
    this.#updates.push(update)
  }

  /** The newest entry of a person replaces the one before. */
  presence(entry: PresenceEntry): void {
    this.#presence.set(entry.client, entry)
  }

  /** @param speaker who said it, if it was said here */
  live(sender: number, payload: Uint8Array, speaker?: Connection): void {
    if (this.#speaker !== speaker) this.#speaker = this.#live.length === 0 ? speaker : 'several'
    this.#live.push(liveMessage(sender, payload))
  }

  get isEmpty(): boolean {
    return this.#updates.length === 0 && this.#presence.size === 0 && this.#live.length === 0
  }

  /** Whether all of it is live messages of this one, to whom they are no news. Documents and presence are for those who sent them, too. */
  isOnlySaidBy(connection: Connection): boolean {
    return this.#speaker === connection && this.#updates.length + this.#presence.size === 0
  }

  get hasLive(): boolean {
    return this.#live.length > 0
  }

  /** First clock per writer in the updates: where somebody who doesn't get them has to start. */
  clocks(): Clocks | undefined {
    if (this.#updates.length === 0) return undefined
    return firstClocks(this.#updates)
  }

  /**
   * Everything, live messages last; `forStock` leaves those out, as stock clients don't know their type.
   * @param shown whose presence; everybody's if left out
   */
  messages(forStock: boolean, shown?: ReadonlySet<number>): Message[] {
    const messages = this.#updates.map(syncUpdate)
    const people = shown === undefined ? [...this.#presence.values()] : this.#presenceOf(shown)
    if (people.length > 0) messages.push(presenceMessage(people))
    if (!forStock) messages.push(...this.#live)
    return messages
  }

  #presenceOf(shown: ReadonlySet<number>): PresenceEntry[] {
    const entries: PresenceEntry[] = []
    for (const [client, entry] of this.#presence) if (shown.has(client)) entries.push(entry)
    return entries
  }

  clear(): void {
    if (this.isEmpty) return
    this.#updates = []
    this.#presence = new Map()
    this.#live = []
    this.#speaker = undefined
  }
}
