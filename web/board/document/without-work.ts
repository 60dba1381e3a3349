import * as Y from 'yjs'
import { isBorn } from '../elements/read.ts'
import { parseEditKey, parseTextKey, rootsOf } from './schema.ts'
import { type ClockRanges, itemsOf, newestItems } from './structs.ts'

/** A V1 update of a board's log. */
export interface LoggedUpdate {
  readonly bytes: Uint8Array
  /** Is it of the work that is to be undone? */
  readonly isTheirs: boolean
}

export interface WithoutWork {
  /** The board as it is. */
  readonly now: Y.Doc
  /** The board as it would be. */
  readonly rest: Y.Doc
  /** Elements that came with that work and stay, as somebody else has worked on them since. */
  readonly kept: readonly string[]
}

/**
 * A board as it would be without some of the updates of its log, and with everything that others did, before and since.
 *
 * What came with those updates goes, unless somebody else has worked on it since: then it stays as it is. What they deleted comes back as
 * it was before them. A value that they wrote last is again what somebody else wrote last before; one that somebody else has written
 * since stays. Of texts their letters go, and those that they deleted come back. Comments and chat are left alone.
 *
 * @param base the board before the first of `log`; the log holds everything since, in order
 */
export function withoutWork(base: Uint8Array, log: Iterable<LoggedUpdate>): WithoutWork {
  const replayed = replay(base, log)
  const reader = new WithoutReader(replayed)
  const rest = new Y.Doc()
  rest.transact(() => reader.writeTo(rest))
  return { now: replayed.doc, rest, kept: [...reader.kept] }
}

/** A document that remembers what was deleted, and whose clocks are of that work. */
interface Replayed {
  readonly doc: Y.Doc
  readonly made: ClockRanges
  readonly deleted: ClockRanges
}

const THEIRS = Object.freeze({ origin: 'theirs' })

function replay(base: Uint8Array, log: Iterable<LoggedUpdate>): Replayed {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, base)
  const made: ClockRanges[] = []
  const deleted: ClockRanges[] = []
  doc.on('afterTransaction', ({ origin, beforeState, afterState, deleteSet }: Y.Transaction) => {
    if (origin !== THEIRS) return
    const ranges = Y.createDeleteSet()
    for (const [client, end] of afterState) {
      const clock = beforeState.get(client) ?? 0
      if (end > clock) ranges.clients.set(client, [{ clock, len: end - clock }])
    }
    made.push(ranges)
    deleted.push(deleteSet)
  })
  for (const { bytes, isTheirs } of log) Y.applyUpdate(doc, bytes, isTheirs ? THEIRS : undefined)
  return { doc, made: Y.mergeDeleteSets(made), deleted: Y.mergeDeleteSets(deleted) }
}

/** One value that a key of a map held. */
interface Value {
  readonly item: Y.Item
  readonly unit: number
}

/** The record of an element that is there without that work. */
interface Standing {
  readonly record: object
  /** It was deleted by that work, and nobody else has brought it back. */
  readonly returns: boolean
}

class WithoutReader {
  /** Elements of that work on which others have worked. */
  readonly kept = new Set<string>()
  readonly #replayed: Replayed
  readonly #roots: ReturnType<typeof rootsOf>
  readonly #standing = new Map<string, Standing>()
  /** Deleted by that work and brought back by somebody else: what was deleted with them then is not theirs to miss. */
  readonly #broughtBack = new Set<string>()

  constructor(replayed: Replayed) {
    this.#replayed = replayed
    this.#roots = rootsOf(replayed.doc)
    this.#readElements()
  }

  writeTo(rest: Y.Doc): void {
    const to = rootsOf(rest)
    to.elements.push(Array.from(this.#standing.values(), ({ record }) => record))
    for (const name of ['meta', 'pages', 'layers'] as const)
      for (const [key, item] of newestItems(this.#roots[name])) this.#writeValue(to[name], key, this.#before(item))
    for (const [key, item] of newestItems(this.#roots.edits)) {
      const id = parseEditKey(key)?.id ?? ''
      if (this.#standing.has(id)) this.#writeValue(to.edits, key, this.#ofElement(id, item))
    }
    for (const [key, item] of newestItems(this.#roots.texts)) {
      const { id, part } = parseTextKey(key)
      if (!this.#standing.has(id)) continue
      const text = this.kept.has(id) ? liveText(item) : this.#textOf(this.#ofElement(id, item)?.item ?? item)
      if (text !== '' || part === undefined) to.texts.set(key, new Y.Text(text))
    }
  }

  #readElements(): void {
    const worked = this.#workedOnByOthers()
    const theirs = new Map<string, object>()
    for (const item of itemsOf(this.#roots.elements)) {
      if (!(item.content instanceof Y.ContentAny)) continue
      for (const [unit, record] of item.content.arr.entries()) {
        if (!isBorn(record)) continue
        const isLive = !item.deleted
        if (this.#isTheirs(item, unit)) {
          if (isLive) theirs.set(record.id, record)
        } else if (isLive) this.#stand(record.id, record, false)
        else if (this.#isTheirDeletion(item, unit)) this.#stand(record.id, record, true)
      }
    }
    for (const [id, record] of theirs) {
      if (this.#standing.has(id) || !worked.has(id)) continue
      this.#standing.set(id, { record, returns: false })
      this.kept.add(id)
    }
  }

  #stand(id: string, record: object, returns: boolean): void {
    const before = this.#standing.get(id)
    if (before !== undefined && before.returns !== returns) this.#broughtBack.add(id)
    if (before === undefined || before.returns) this.#standing.set(id, { record, returns })
  }

  /** Elements of which somebody else wrote a value or letters that are there now. */
  #workedOnByOthers(): ReadonlySet<string> {
    const ids = new Set<string>()
    for (const [key, item] of newestItems(this.#roots.edits))
      if (!item.deleted && !this.#isTheirs(item, item.length - 1)) ids.add(parseEditKey(key)?.id ?? '')
    for (const [key, item] of newestItems(this.#roots.texts))
      if (!item.deleted && hasLetters(item, (letters, unit) => !letters.deleted && !this.#isTheirs(letters, unit)))
        ids.add(parseTextKey(key).id)
    return ids
  }

  /** What of an element's field or text counts. */
  #ofElement(id: string, item: Y.Item): Value | undefined {
    if (this.kept.has(id)) return item.deleted ? undefined : { item, unit: item.length - 1 }
    if (item.deleted && this.#broughtBack.has(id)) return undefined
    return this.#before(item)
  }

  /** What a key of a map holds without that work: what others wrote last, unless they took it away themselves. A map keeps all that a key ever held, the newest last. */
  #before(newest: Y.Item): Value | undefined {
    for (let item: Y.Item | null = newest; item !== null; item = item.left)
      for (let unit = item.length - 1; unit >= 0; unit--) {
        if (this.#isTheirs(item, unit)) continue
        return !item.deleted || this.#isTheirDeletion(item, unit) ? { item, unit } : undefined
      }
    return undefined
  }

  #writeValue(map: Y.Map<unknown>, key: string, value: Value | undefined): void {
    const content = value?.item.content
    // Bytes by themselves have a content of their own.
    if (content instanceof Y.ContentAny || content instanceof Y.ContentBinary)
      map.set(key, content.getContent()[value?.unit ?? 0])
  }

  #textOf(item: Y.Item): string {
    let text = ''
    hasLetters(item, (letters, unit, letter) => {
      const isThere = !letters.deleted || this.#isTheirDeletion(letters, unit)
      if (isThere && !this.#isTheirs(letters, unit)) text += letter
      return false
    })
    return text
  }

  #isTheirs({ id: { client, clock } }: Y.Item, unit = 0): boolean {
    return Y.isDeleted(this.#replayed.made, Y.createID(client, clock + unit))
  }

  #isTheirDeletion({ id: { client, clock } }: Y.Item, unit = 0): boolean {
    return Y.isDeleted(this.#replayed.deleted, Y.createID(client, clock + unit))
  }
}

/** Is there a letter in a text, deleted ones included, of which `test` holds? */
function hasLetters(item: Y.Item, test: (letters: Y.Item, unit: number, letter: string) => boolean): boolean {
  if (!(item.content instanceof Y.ContentType)) return false
  for (const letters of itemsOf(item.content.type)) {
    if (!(letters.content instanceof Y.ContentString)) continue
    for (let unit = 0; unit < letters.length; unit++)
      if (test(letters, unit, letters.content.str.charAt(unit))) return true
  }
  return false
}

function liveText(item: Y.Item): string {
  let text = ''
  hasLetters(item, (letters, _unit, letter) => {
    if (!letters.deleted) text += letter
    return false
  })
  return text
}
