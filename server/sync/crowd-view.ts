import { SERVER_LIMITS } from '../limits.ts'
import type { Connection } from './connection.ts'
import { Audience, Crowd } from './crowd.ts'
import { encodeFrames } from './frames.ts'
import { presenceMessage } from './messages.ts'
import type { Message } from './messages.ts'
import type { PresenceBoard, PresenceEntry } from './presence.ts'

/**
 * Keeps a room's connections in audiences while more people are on the board than everybody can see, and tells each
 * connection who came into its sight and who went out of it. Between two regroupings only what those in sight say is sent.
 */
export class CrowdView {
  readonly #people: PresenceBoard
  readonly #connections: ReadonlySet<Connection>
  readonly #wake: () => void
  #crowd: Crowd | undefined
  /** Of those who have come since the last regrouping. */
  #lobby = new Audience(new Set())
  #regroupedMs = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  /** @param wake called when it is time to {@link tend} again, though nothing else happens */
  constructor(people: PresenceBoard, connections: ReadonlySet<Connection>, wake: () => void) {
    this.#people = people
    this.#connections = connections
    this.#wake = wake
  }

  /** Whom somebody sees who has just come: everybody, or the most active. */
  welcome(connection: Connection): void {
    if (this.#crowd !== undefined) connection.audience = this.#lobby
  }

  /** The people whom a connection sees. */
  entriesFor({ audience }: Connection): readonly PresenceEntry[] {
    return audience === undefined ? this.#people.entries : this.#people.entriesOf(audience.shown)
  }

  /** To be called before anything is sent. Hot path: once per room and tick; does nothing on boards that aren't crowded. */
  tend(nowMs: number): void {
    const { size } = this.#people
    if (this.#crowd === undefined) {
      if (size <= SERVER_LIMITS.crowdFrom) return
      this.#enter()
    } else if (size <= SERVER_LIMITS.crowdUntil) return this.#leave()
    const waitMs = this.#regroupedMs + SERVER_LIMITS.crowdRegroupMs - nowMs
    if (waitMs <= 0) this.#regroup(nowMs)
    else if (this.#timer === undefined) this.#timer = setTimeout(() => this.#ring(), waitMs).unref()
  }

  #ring(): void {
    this.#timer = undefined
    this.#wake()
  }

  #enter(): void {
    this.#crowd = new Crowd()
    const everybody = new Audience(this.#people.clients)
    for (const connection of this.#connections) connection.audience = everybody
    this.#regroupedMs = Number.NEGATIVE_INFINITY
  }

  #leave(): void {
    this.#crowd = undefined
    const everybody = new Audience(this.#people.clients)
    this.#move(() => everybody, 0)
    for (const connection of this.#connections) connection.audience = undefined
  }

  #regroup(nowMs: number): void {
    const crowd = this.#crowd
    if (crowd === undefined) return
    this.#regroupedMs = nowMs
    const looks = Array.from(this.#connections, (connection) => this.#lookOf(connection)).filter(
      (look) => look !== undefined,
    )
    crowd.regroup(looks, this.#people.somebodies())
    this.#move((connection) => crowd.audienceFor(this.#lookOf(connection), connection.audience), this.#people.size)
    this.#lobby = new Audience(crowd.active)
  }

  #lookOf({ client }: Connection) {
    return client === undefined ? undefined : this.#people.lookOf(client)
  }

  /** Puts every connection where it belongs and tells it what that changes; the same change is encoded once. */
  #move(audienceOf: (connection: Connection) => Audience, people: number): void {
    const changes = new Map<Audience, Map<Audience, Message[]>>()
    const encoded = new Map<Message[], Buffer>()
    for (const connection of this.#connections) {
      const from = connection.audience ?? this.#lobby
      const to = audienceOf(connection)
      connection.audience = to
      if (connection.isBehind) {
        connection.miss(undefined)
        continue
      }
      const known = changes.get(from) ?? new Map<Audience, Message[]>()
      const messages = known.get(to) ?? this.#change(from.before, to.shown)
      changes.set(from, known.set(to, messages))
      if (messages.length > 0) {
        const frames = encoded.get(messages) ?? encodeFrames(messages)
        encoded.set(messages, frames)
        connection.stream([frames])
      }
      connection.tellCrowd(people)
    }
  }

  #change(before: ReadonlySet<number>, after: ReadonlySet<number>): Message[] {
    const came: number[] = []
    for (const client of after) if (!before.has(client)) came.push(client)
    const entries = [...this.#people.entriesOf(came)]
    for (const client of before) {
      const absence = after.has(client) ? undefined : this.#people.absenceOf(client)
      if (absence !== undefined) entries.push(absence)
    }
    return entries.length > 0 ? [presenceMessage(entries)] : []
  }
}
