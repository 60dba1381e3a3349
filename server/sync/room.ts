import { CLOSE } from '#board/protocol.ts'
import type { CloseCode } from '#board/protocol.ts'
import { Answers } from './answers.ts'
import { BoardSize } from './board-size.ts'
import type { Author, StoredBoard } from '../storage/storage.ts'
import { Broadcast } from './broadcast.ts'
import { FromDisk } from './from-disk.ts'
import { authorOf, foreignAuthor } from './authors.ts'
import { Connection } from './connection.ts'
import type { ConnectionHost } from './connection.ts'
import { CrowdView } from './crowd-view.ts'
import { Desk } from './desk.ts'
import { Elsewhere } from './elsewhere.ts'
import { encodeFrames } from './frames.ts'
import { behindAnother, commitment, emptyGroup, isEmpty, mergedUpdate, rejectAll } from './group.ts'
import type { ClosedGroup, Commitment, Group, Parts, Watermark } from './group.ts'
import { loadDocument } from './load-document.ts'
import { presenceMessage, syncStep1, syncUpdate, watermarkMessage } from './messages.ts'
import type { Inbound, Message } from './messages.ts'
import { PresenceBoard } from './presence.ts'
import type { PresenceEntry } from './presence.ts'
import { Replica } from './replica.ts'
import { type RoomParts, statusOf } from './room-parts.ts'
import { assertKnown, checkReach, mayOnlyLook } from './reach.ts'
import { Resyncs } from './resyncs.ts'
import { checkSchema } from './schema.ts'
import { SlowMode } from './slow-mode.ts'
import type { Ticking } from './tick.ts'
import { NotedTitle } from './noted-title.ts'

/**
 * One board alive in this process: a document, the people on it, and what is about to be told to them.
 * Takes an update in at once, shows it to nobody before it is on disk.
 */
export class Room implements Ticking, ConnectionHost {
  readonly board: string
  /** For those who have no connection. */
  readonly desk: Desk
  readonly #parts: RoomParts
  readonly #replica: Replica
  readonly #answers: Answers
  readonly #elsewhere: Elsewhere
  readonly #fromDisk: FromDisk
  readonly #resyncs: Resyncs
  readonly #size: BoardSize
  #hasLost: boolean
  readonly #people = new PresenceBoard()
  readonly #out = new Broadcast()
  readonly #view = new CrowdView(this.#people, this.#out.connections, () => this.#wake())
  readonly #slow: SlowMode
  #open: Group = emptyGroup()
  /** The commit that is running, if any. */
  #commit: Commitment | undefined
  #isLost = false
  readonly #title: NotedTitle
  #seq: number
  /** Updates in the log since it was last merged. */
  tail: number

  /** @throws when the stored updates are not a whole document */
  static async open(stored: StoredBoard, parts: RoomParts): Promise<Room> {
    return new Room(stored, new Replica(await loadDocument(stored.updates)), parts)
  }

  private constructor(stored: StoredBoard, replica: Replica, parts: RoomParts) {
    this.board = stored.info.id
    this.#parts = parts
    this.#seq = stored.info.seq
    this.tail = stored.tail
    this.#hasLost = stored.info.lost > 0
    this.#replica = replica
    this.#resyncs = new Resyncs(() => replica.vector)
    this.#answers = new Answers(replica, { flush: () => this.flush(), presence: (to) => this.#presence(to) })
    const shared = { board: this.board, replica, people: this.#people, out: this.#out, seq: () => this.#seq }
    this.#elsewhere = new Elsewhere({ ...shared, fanout: parts.fanout, onWithheld: () => this.#tellMissed() })
    const hanging = (): Commitment | undefined =>
      parts.health.isReadOnly && !this.#isLost ? (this.#commit ?? behindAnother(this.#open)) : undefined
    this.#fromDisk = new FromDisk({ replica, onDisk: parts.onDisk, hanging, readers: () => this.#open.readers })
    this.#slow = new SlowMode(parts.rules, (connection) => this.#resyncs.ask(connection))
    const bytes = stored.updates.reduce((sum, { length }) => sum + length, 0)
    this.#size = new BoardSize(parts.limits, bytes, () => this.#replica.state.length)
    this.desk = new Desk({
      ...shared,
      size: this.#size,
      isReadOnly: () => parts.health.isReadOnly,
      slow: this.#slow,
      onWritten: (update, by) => this.#hold(update, by),
      onBroken: (error) => this.#lose(CLOSE.restart, 'the board is loaded anew', error),
      // Whoever is answered then finds the board by its title.
      settled: () => this.settled().then((seq) => this.#title.noted.then(() => seq)),
    })
    this.#title = new NotedTitle(stored.info.title, replica, parts.onTitle)
  }

  /** Number of the newest update that is on disk, as far as this process knows. */
  get seq(): number {
    return this.#seq
  }

  get connections(): ReadonlySet<Connection> {
    return this.#out.connections
  }

  attach(connection: Connection): void {
    this.#out.connections.add(connection)
    this.#view.welcome(connection)
    connection.stream([encodeFrames([syncStep1(this.#replica.vector), ...this.#presence(connection)])])
    connection.open(this)
  }

  leave(connection: Connection): void {
    if (!this.#out.connections.delete(connection)) return
    this.#open.readers.delete(connection)
    this.#slow.leave(connection)
    this.#tell(this.#people.leave(connection))
  }

  /** Resolves when everything that has arrived up to now is on disk, with the number of the last update of that. */
  settled(): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#isLost) return reject(new Error('the board is being loaded anew'))
      this.#open.barriers.push({ updates: this.#open.updates.length, resolve, reject })
      this.#wake()
    })
  }

  heartbeat(nowMs: number): void {
    for (const connection of this.#out.connections) connection.heartbeat(nowMs)
    for (const entry of this.#people.expire(nowMs)) this.#out.elsewhere.presence(entry)
    this.#wake()
  }

  /** Closes every connection. The room takes nothing any more; what it was asked for and can't give is rejected. */
  close(code: CloseCode, reason: string): void {
    this.#isLost = true
    for (const connection of this.#out.connections) connection.close(code, reason)
    const open = this.#open
    this.#open = emptyGroup()
    rejectAll(open, new Error(reason))
  }

  terminate(): void {
    for (const connection of this.#out.connections) connection.terminate()
  }

  /** Resolves when no commit of this room is running: only then may its board be loaded again. */
  get committed(): Promise<void> {
    return this.#commit?.done ?? Promise.resolve()
  }

  destroy(): void {
    this.desk.close()
    this.#replica.destroy()
  }

  // --- from connections -----------------------------------------------------------------------------------------

  receive(connection: Connection, message: Inbound): void {
    if (this.#isLost) return
    switch (message.type) {
      case 'vector':
        connection.ask(message.vector.slice())
        if (!connection.isFull) this.#open.readers.add(connection)
        void this.#fromDisk.answer()
        break
      case 'update':
        this.#update(connection, message)
        break
      case 'presence':
        this.#presenceOf(connection, message.entries)
        break
      case 'presence-query':
        if (connection.isFull) connection.miss(undefined)
        else connection.stream([encodeFrames(this.#presence(connection))])
        return
      case 'watermark':
        this.#watermark(connection, { to: connection, n: message.n, payload: message.payload.slice() })
        break
      case 'live':
        this.#live(connection, message.payload)
    }
    this.#wake()
  }

  /** The document may be half changed: the room is given up, and loaded anew without what broke it. */
  broken(connection: Connection, error: unknown): void {
    connection.refuse(CLOSE.malformed, 'the message could not be processed')
    this.#lose(CLOSE.restart, 'the board is loaded anew', error)
  }

  wantsMore(connection: Connection): void {
    this.#open.readers.add(connection)
    this.#wake()
  }

  #watermark(connection: Connection, watermark: Watermark): void {
    this.#tellStatus(connection)
    if (!this.#resyncs.holds(connection, watermark)) this.#open.watermarks.push(watermark)
  }

  #update(connection: Connection, message: Extract<Inbound, { type: 'update' }>): void {
    if (mayOnlyLook(connection.role)) return assertKnown(connection.role, this.#replica.knows(message.update))
    if (this.#parts.health.isReadOnly && !this.#replica.knows(message.update)) return connection.postpone()
    if (this.#slow.holds(connection, () => this.#replica.knows(message.update))) return
    let author: number | undefined
    const applied = this.#replica.apply(message.update, (doc, update) => {
      author = foreignAuthor(update, doc, this.#people, connection)
      if (author !== undefined) return false
      checkReach(connection.role, doc, update)
      this.#size.check(doc, update, checkSchema(doc, update), message.update.length)
      return true
    })
    if (applied.type === 'unready') return this.#resyncs.unready(connection, message.answer)
    if (author !== undefined) {
      this.#probe(author)
      return this.#resyncs.putOff(connection, message.answer)
    }
    if (applied.type === 'new') {
      this.#hold(applied.bytes, authorOf(connection, this.#people))
      this.#slow.changed(connection.grant)
    }
    if (message.answer) this.#open.watermarks.push(...this.#resyncs.answered(connection))
  }

  /** Shown to nobody before it is on disk. */
  #hold(update: Uint8Array, by: Author | undefined): void {
    this.#open.updates.push(update)
    this.#open.authors.push(by)
    this.#size.grow(update.length)
  }

  /** Changes can be stored again, or no longer: tells everybody, and asks for what was not taken. */
  storageChanged(): void {
    for (const connection of this.#out.connections) {
      if (this.#parts.health.isReadOnly || !connection.isPostponed) continue
      connection.isPostponed = false
      this.#resyncs.ask(connection)
    }
    void this.#fromDisk.answer()
    this.#tellAll()
  }

  /** Owners have changed what holds for everybody. */
  rulesChanged(): void {
    this.#slow.askNow()
    this.#tellAll()
  }

  /** It is known that a part of the board is missing. */
  acknowledged(): void {
    this.#hasLost = false
    this.#tellAll()
  }

  #tellAll(): void {
    for (const connection of this.#out.connections) this.#tellStatus(connection)
    this.#wake()
  }

  #tellStatus(connection: Connection): void {
    connection.tellStatus(statusOf(this.#parts, this.#hasLost))
  }

  #presenceOf(connection: Connection, entries: Uint8Array): void {
    connection.client ??= this.#people.firstNamed(entries)
    if (connection.client === undefined) return
    if (this.#people.ownerOf(connection.client) !== connection) this.#probe(connection.client)
    const news = this.#people.update(connection, connection.client, entries, performance.now())
    if (news !== undefined) this.#out.here.presence(news)
  }

  /** A network that changed leaves the old socket half open: make sure that whoever has a name lives before it stays taken. */
  #probe(client: number): void {
    const owner = this.#people.ownerOf(client)
    if (owner instanceof Connection) owner.probe()
    else if (owner === 'elsewhere') this.#elsewhere.probe(client)
  }

  #live(connection: Connection, payload: Uint8Array): void {
    const { client, grant } = connection
    if (this.#slow.waitMs(grant) > 0) return
    if (client !== undefined && this.#people.ownerOf(client) === connection)
      this.#out.here.live(client, payload, connection)
  }

  // --- the tick -------------------------------------------------------------------------------------------------

  get isUnsaved(): boolean {
    return this.#open.updates.length > 0 || this.#commit !== undefined
  }

  cut(): ClosedGroup | undefined {
    if (this.#isLost || isEmpty(this.#open)) return undefined
    const group = this.#open
    this.#open = emptyGroup()
    try {
      const answers = this.#answers.next(group.readers)
      for (const left of group.readers) this.#open.readers.add(left)
      const parts = this.#answers.partsOf(group.updates)
      this.#commit = commitment(answers)
      return { ...group, answers, parts }
    } catch (error) {
      rejectAll(group, error)
      this.#lose(CLOSE.restart, 'the board is loaded anew', error)
      return undefined
    }
  }

  settle(group: ClosedGroup, seq: number | undefined): void {
    this.#finish()
    if (seq !== undefined) this.#seq = Math.max(this.#seq, seq)
    this.tail += group.updates.length
    for (const { to, frames } of group.answers) {
      to.stream(frames)
      if (to.wantsMore && to.isOpen && !to.isFull) this.#open.readers.add(to)
    }
    if (group.updates.length > 0) this.#publish(mergedUpdate(group.updates), group.parts)
    if (group.updates.length > 0) this.#title.look()
    for (const { to, n, payload } of group.watermarks) {
      to.lastGood = n
      to.queue(watermarkMessage(payload))
    }
    const before = (seq ?? this.#seq) - group.updates.length
    for (const { updates, resolve } of group.barriers) resolve(before + updates)
    if (this.#open.readers.size > 0) this.#wake()
  }

  fail(group: ClosedGroup, error: unknown): void {
    this.#finish()
    rejectAll(group, error)
    this.#lose(CLOSE.storageDegraded, 'the board can not be stored at the moment', error)
  }

  /** Hot path: one encoding for everybody, one write per socket. */
  flush(): boolean {
    if (!this.#out.here.isEmpty) this.#elsewhere.tell(() => this.#out.here.messages(false))
    this.#view.tend(performance.now())
    return this.#out.flush()
  }

  /** A committed update: to everybody here and in other processes. */
  #publish(update: Uint8Array, parts: Parts | undefined): void {
    if (parts === undefined) return this.#out.here.update(update)
    this.#elsewhere.tell(() => [syncUpdate(update)])
    this.#out.stream(parts)
  }

  // --- between server processes ---------------------------------------------------------------------------------

  /** Tells other rooms of this board that this one is open. */
  greet(): void {
    this.#elsewhere.greet()
  }

  /** A frame from another room of this board. */
  relayed(frame: Uint8Array): void {
    if (this.#isLost) return
    try {
      this.#seq = Math.max(this.#seq, this.#elsewhere.take(frame))
    } catch (error) {
      this.#lose(CLOSE.restart, 'the board is loaded anew', error)
    }
    this.#wake()
  }

  // --- parts ----------------------------------------------------------------------------------------------------

  /** Those who can take it are told what they lack. */
  #tellMissed(): void {
    for (const connection of this.#out.connections) if (!connection.isFull) this.#open.readers.add(connection)
  }

  #finish(): void {
    this.#commit?.finish()
    this.#commit = undefined
  }

  #wake(): void {
    this.#parts.tick.request(this)
  }

  #tell(entries: readonly PresenceEntry[]): void {
    for (const entry of entries) this.#out.here.presence(entry)
    this.#wake()
  }

  /** The people whom a connection sees. */
  #presence(to: Connection): Message[] {
    const entries = this.#view.entriesFor(to)
    return entries.length > 0 ? [presenceMessage(entries)] : []
  }

  #lose(code: CloseCode, reason: string, error: unknown): void {
    if (this.#isLost) return
    this.#parts.log.error({ board: this.board, err: error }, 'room lost')
    this.close(code, reason)
    this.#parts.onLost(this)
  }
}
