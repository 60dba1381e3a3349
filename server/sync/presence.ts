import { CLOSE } from '#board/protocol.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { LIMITS } from '#board/limits.ts'
import { parsePresence, placesIn } from '#board/presence.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { ByteReader } from './byte-reader.ts'
import { lookOf } from './crowd.ts'
import type { Somebody } from './crowd.ts'
import { varUints } from './messages.ts'
import { Refusal } from './refusal.ts'
import { stamped } from './stamp.ts'

/** Somebody whose presence a room holds: a connection here, or `'elsewhere'` for another server process. */
export type Owner = Speaker | 'elsewhere'

/** Whoever is connected here. */
export interface Speaker {
  /** What those who vouch for them call them; `null`: they call themselves what they like. */
  readonly verifiedName: string | null
}

interface Person {
  readonly owner: Owner
  readonly clock: number
  /** Own memory, not a view into a frame. */
  readonly entry: PresenceEntry
  readonly atMs: number
  /** Where they point, and where they look: what matters on a crowded board. */
  readonly place: Vector | undefined
  readonly look: Vector | undefined
  /** Read when it is asked for. */
  name?: string
  /** Of late: each regrouping forgets half of it. */
  activity: number
}

/** One person's line of an awareness update: `bytes` is `varUint client, varUint clock, varString json`. */
export interface PresenceEntry {
  readonly client: number
  readonly bytes: Uint8Array
}

interface Entry extends PresenceEntry {
  readonly clock: number
  readonly json: Uint8Array
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const NULL_BYTES = Buffer.from('null')

/** The entries of an awareness update, none of them parsed. @throws {Refusal} 4400 */
function* entriesOf(update: Uint8Array): Generator<Entry> {
  const reader = new ByteReader(update)
  for (let left = reader.varUint(); left > 0; left--) {
    const start = reader.position
    const client = reader.varUint()
    const clock = reader.varUint()
    const json = reader.varBytes()
    yield { client, clock, json, bytes: reader.since(start) }
  }
  reader.end()
}

/**
 * Who is on a board, as each of them last said. Every connection speaks for one client id only: the one it named first,
 * as long as nobody else holds it. Stock clients repeat what they hear about others; that is skipped unread.
 */
export class PresenceBoard {
  readonly #people = new Map<number, Person>()

  /** Everybody. */
  get entries(): PresenceEntry[] {
    return Array.from(this.#people.values(), ({ entry }) => entry)
  }

  get size(): number {
    return this.#people.size
  }

  /** Client ids of everybody. */
  get clients(): ReadonlySet<number> {
    return new Set(this.#people.keys())
  }

  /** Those of these people who are here. */
  entriesOf(clients: Iterable<number>): PresenceEntry[] {
    const entries: PresenceEntry[] = []
    for (const client of clients) {
      const person = this.#people.get(client)
      if (person !== undefined) entries.push(person.entry)
    }
    return entries
  }

  /** What makes somebody vanish who is still here. */
  absenceOf(client: number): PresenceEntry | undefined {
    const person = this.#people.get(client)
    return person && absence(client, person.clock)
  }

  /** What somebody calls themselves, as they last said it; `''` while they haven't. */
  nameOf(client: number): string {
    const person = this.#people.get(client)
    return person === undefined ? '' : (person.name ??= nameIn(person.entry))
  }

  /** Where somebody looks, if they say. */
  lookOf(client: number): Vector | undefined {
    return this.#people.get(client)?.look
  }

  /** Everybody, as a crowded board sees them; what they did counts half from now on. */
  somebodies(): Somebody[] {
    return Array.from(this.#people, ([client, person]) => {
      const { place, activity } = person
      person.activity = activity / 2
      return { client, place, activity }
    })
  }

  ownerOf(client: number): Owner | undefined {
    return this.#people.get(client)?.owner
  }

  /**
   * The client id that an awareness update names first, if its state isn't null: the identity of a new connection.
   * @throws {Refusal} 4400
   */
  firstNamed(update: Uint8Array): number | undefined {
    for (const { client, json } of entriesOf(update)) return isNull(json) ? undefined : client
    return undefined
  }

  /**
   * Takes the owner's own entry out of an awareness update; answers it, in their own name, when it says something new.
   * Hot path: once per presence message.
   * @throws {Refusal} 4400 malformed, 4413 too large
   */
  update(owner: Speaker, client: number, update: Uint8Array, nowMs: number): PresenceEntry | undefined {
    let news: PresenceEntry | undefined
    for (const entry of entriesOf(update)) if (entry.client === client) news = this.#take(owner, entry, nowMs) ?? news
    return news
  }

  /** What another server process says about its own people; answers the entries that are news. */
  merge(update: Uint8Array, nowMs: number): PresenceEntry[] {
    const news: PresenceEntry[] = []
    for (const entry of entriesOf(update)) {
      const taken = this.#take('elsewhere', entry, nowMs)
      if (taken !== undefined) news.push(taken)
    }
    return news
  }

  /** Forgets all people of an owner; answers the entries that tell the others. */
  leave(owner: Owner): PresenceEntry[] {
    return this.#remove((person) => person.owner === owner)
  }

  /** Forgets people elsewhere who weren't renewed in time. */
  expire(nowMs: number): PresenceEntry[] {
    return this.#remove((person) => person.owner === 'elsewhere' && nowMs - person.atMs > SERVER_LIMITS.staleMs)
  }

  /** Entries of the people here, for another server process. */
  get local(): PresenceEntry[] {
    return Array.from(this.#people.values()).flatMap(({ owner, entry }) => (owner === 'elsewhere' ? [] : [entry]))
  }

  #take(owner: Owner, told: Entry, nowMs: number): PresenceEntry | undefined {
    const { client, clock } = told
    const known = this.#people.get(client)
    if (known !== undefined && known.owner !== owner) return undefined
    if (known !== undefined && (clock < known.clock || (clock === known.clock && !isNull(told.json)))) {
      this.#people.set(client, { ...known, atMs: nowMs })
      return undefined
    }
    const said = parseState(told.json)
    // Other processes have signed what they tell.
    const state = said === null || owner === 'elsewhere' ? said : stamped(said, owner.verifiedName)
    const { json, bytes } = state === said ? told : signed(told, state)
    const entry = { client, bytes: bytes.slice() }
    if (state !== null) {
      const { cursor, view } = placesIn(state)
      const look = lookOf(view, cursor)
      // Clients renew what they said every 15 seconds: that is no activity.
      const activity = (known?.activity ?? 0) + Number(known === undefined || !isSameSaying(known.entry, entry, json))
      this.#people.set(client, { owner, clock, entry, atMs: nowMs, place: cursor ?? look, look, activity })
    } else if (!this.#people.delete(client)) return undefined
    return entry
  }

  #remove(isGone: (person: Person) => boolean): PresenceEntry[] {
    const gone: PresenceEntry[] = []
    for (const [client, person] of this.#people) {
      if (!isGone(person)) continue
      this.#people.delete(client)
      gone.push(absence(client, person.clock))
    }
    return gone
  }
}

/** An entry with another state. */
function signed({ client, clock }: Entry, state: object | null): Entry {
  const json = Buffer.from(JSON.stringify(state))
  return { client, clock, json, bytes: Buffer.concat([varUints(client, clock, json.length), json]) }
}

/** y-protocols takes a null state at the clock of the last one as "gone". */
const absence = (client: number, clock: number): PresenceEntry => ({
  client,
  bytes: Buffer.concat([varUints(client, clock, NULL_BYTES.length), NULL_BYTES]),
})

/** Compares bytes: what isn't text at all is nobody's `null`, and no reason to throw. */
const isNull = (json: Uint8Array): boolean => NULL_BYTES.equals(json)

/** Are the last `json.length` bytes, which hold the state, the same? */
function isSameSaying({ bytes: before }: PresenceEntry, { bytes: now }: PresenceEntry, json: Uint8Array): boolean {
  return Buffer.compare(before.subarray(-json.length), now.subarray(-json.length)) === 0
}

/** What isn't JSON would throw in every reader. */
function parseState(json: Uint8Array): object | null {
  if (json.length > LIMITS.presenceBytes)
    throw new Refusal(CLOSE.tooLarge, `presence has at most ${LIMITS.presenceBytes} bytes`)
  let state: unknown
  try {
    state = JSON.parse(utf8.decode(json))
  } catch (error) {
    throw new Refusal(CLOSE.malformed, 'presence is not JSON', { cause: error })
  }
  if (typeof state !== 'object' || Array.isArray(state)) throw new Refusal(CLOSE.malformed, 'presence is not an object')
  return state
}

function nameIn({ client, bytes }: PresenceEntry): string {
  const reader = new ByteReader(bytes)
  reader.varUint()
  reader.varUint()
  try {
    return parsePresence(JSON.parse(utf8.decode(reader.varBytes())) as unknown, client)?.user.name ?? ''
  } catch {
    return ''
  }
}
