import * as Y from 'yjs'
import { CLOSE } from '#board/protocol.ts'
import { LIMITS } from '#board/limits.ts'
import {
  ROOT_NAMES,
  faultOfEdit,
  faultOfMeta,
  faultOfPlain,
  faultOfRecord,
  faultOfSection,
  faultOfTextKey,
} from '#board/document/legal.ts'
import type { Fault, RootName } from '#board/document/legal.ts'
import { Refusal } from './refusal.ts'
import type { DecodedUpdate } from './validate.ts'

type Struct = DecodedUpdate['structs'][number]

/** Where a part of an update goes: into a root (under a key, if the root is a map), or into one of the texts. */
type Place =
  | { readonly in: RootName; readonly key: string | null }
  | { readonly in: 'text'; readonly key: string | null; readonly text: TextLength }
  /** Beside something that was deleted and collected: Yjs drops it. */
  | typeof GONE

const GONE = { in: 'gone', key: null } as const

/** Of a text as it will be, at most. */
interface TextLength {
  units: number
}

const ROOTS: ReadonlyMap<string, RootName> = new Map(ROOT_NAMES.map((name) => [name, name]))

/** Concurrent typing may make a text longer than any of its writers would have. */
const TEXT_ROOM = 4 * LIMITS.textLength

const refuse = (fault: string): never => {
  throw new Refusal(CLOSE.malformed, `this is no part of a board: ${fault}`)
}

/**
 * Does all that is new in a ready update belong on a board, where it is put? Before anything is applied, in time
 * proportional to the update. Answers how many elements it adds. Hot path: once per update.
 * @throws {Refusal} 4400, with what is wrong
 */
export function checkSchema(doc: Y.Doc, { structs }: DecodedUpdate): number {
  const places = new Places(doc, structs)
  let added = 0
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || isStored(doc, struct)) continue
    const place = places.of(struct)
    if (place.in === 'gone' || struct.content instanceof Y.ContentDeleted) continue
    const fault = faultOf(struct, place)
    if (fault !== undefined) refuse(fault)
    if (place.in === 'elements') added += struct.length
  }
  return added
}

/**
 * Does all that is new in a ready update, and all that it deletes, lie in these roots? For roles that may change a part of a board only.
 * Deleted content counts, too: beside a value of a map it takes that value's place.
 */
export function staysWithin(doc: Y.Doc, update: DecodedUpdate, roots: readonly string[]): boolean {
  const places = new Places(doc, update.structs)
  const isWithin = (item: Y.Item): boolean => {
    const { in: place } = places.of(item)
    return place === 'gone' || roots.includes(place)
  }
  for (const struct of update.structs)
    if (struct instanceof Y.Item && !isStored(doc, struct) && !isWithin(struct)) return false
  for (const item of deletedItems(doc, update)) if (!isWithin(item)) return false
  return true
}

/** What an update deletes of what the document holds. What the update itself brings is judged as that. */
function* deletedItems(doc: Y.Doc, { ds }: DecodedUpdate): Generator<Y.Item> {
  for (const [client, ranges] of ds.clients) {
    const structs = doc.store.clients.get(client) ?? []
    for (const { clock, len } of ranges) {
      const end = Math.min(clock + len, Y.getState(doc.store, client))
      if (clock >= end) continue
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
        const struct = structs[at] as Struct
        if (struct.id.clock >= end) break
        if (struct instanceof Y.Item && !struct.deleted) yield struct
      }
    }
  }
}

const isStored = (doc: Y.Doc, { id, length }: Struct): boolean => id.clock + length <= Y.getState(doc.store, id.client)

function faultOf(item: Y.Item, place: Exclude<Place, typeof GONE>): Fault {
  switch (place.in) {
    case 'elements':
      return place.key === null ? faultOfEach(item, faultOfRecord) : 'elements are a list'
    case 'chat':
      return place.key === null ? faultOfEach(item, faultOfPlain) : 'the chat is a list'
    case 'edits':
      return faultOfEntry(item, place.key, faultOfEdit)
    case 'meta':
      return faultOfEntry(item, place.key, faultOfMeta)
    case 'pages':
    case 'layers':
      return faultOfEntry(item, place.key, faultOfSection)
    case 'comments':
      return faultOfEntry(item, place.key, (_key, value) => faultOfPlain(value))
    case 'texts':
      if (place.key === null) return 'texts have names'
      return isText(item.content) ? faultOfTextKey(place.key) : 'a text is not a Y.Text'
    default:
      return faultOfTyping(item, place)
  }
}

/** Values in a list: plain ones only. */
function faultOfEach({ content }: Y.Item, faultOfOne: (value: unknown) => Fault): Fault {
  if (!(content instanceof Y.ContentAny)) return 'a list holds something else than plain values'
  for (const value of content.arr) {
    const fault = faultOfOne(value)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** One value under a key: Yjs keeps bytes as a content of their own. */
function faultOfEntry({ content }: Y.Item, key: string | null, judge: (key: string, value: unknown) => Fault): Fault {
  if (key === null) return 'a map holds a value without a key'
  if (content instanceof Y.ContentBinary) return judge(key, content.content)
  if (content instanceof Y.ContentAny && content.arr.length === 1) return judge(key, content.arr[0])
  return 'a map holds something else than plain values'
}

function faultOfTyping({ content, length }: Y.Item, place: { key: string | null; text: TextLength }): Fault {
  if (place.key !== null || !(content instanceof Y.ContentString)) return 'a text holds something else than characters'
  place.text.units += length
  return place.text.units > TEXT_ROOM ? 'a text is too long' : undefined
}

/** Y.XmlText is one, too. */
const isText = (content: unknown): boolean => content instanceof Y.ContentType && content.type.constructor === Y.Text

/**
 * Finds where parts go. Most don't say: they go where their neighbour is, which may be in the document or anywhere in the
 * update. Each part is looked at once, however long the chains are.
 */
class Places {
  readonly #doc: Y.Doc
  readonly #structs: readonly Struct[]
  readonly #known = new Map<Y.Item, Place>()
  readonly #texts = new Map<unknown, TextLength>()
  #writers: Map<number, Struct[]> | undefined

  constructor(doc: Y.Doc, structs: readonly Struct[]) {
    this.#doc = doc
    this.#structs = structs
  }

  of(first: Y.Item): Place {
    if (first.parent instanceof Y.AbstractType) return this.#stored(first.parent, first.parentSub)
    const chain: Y.Item[] = []
    let place: Place | undefined
    for (let item = first; place === undefined;) {
      place = this.#known.get(item) ?? this.#said(item)
      if (place !== undefined) break
      chain.push(item)
      const neighbour = item.origin ?? item.rightOrigin
      const next = neighbour === null ? refuse('a part has no place') : this.#find(neighbour)
      if (!(next instanceof Y.Item)) place = GONE
      else if (next.parent instanceof Y.AbstractType) place = this.#stored(next.parent, next.parentSub)
      else item = next
    }
    for (const item of chain) this.#known.set(item, place)
    return place
  }

  /** Where it says itself that it goes. */
  #said(item: Y.Item): Place | undefined {
    const parent: unknown = item.parent
    if (typeof parent === 'string') return { in: ROOTS.get(parent) ?? noRoot(parent), key: item.parentSub }
    if (!(parent instanceof Y.ID)) return undefined
    const owner = this.#find(parent)
    if (!(owner instanceof Y.Item)) return GONE
    if (owner.content instanceof Y.ContentDeleted) return GONE
    if (!isText(owner.content)) return refuse('only texts hold something')
    return { in: 'text', key: item.parentSub, text: this.#text((owner.content as Y.ContentType).type) }
  }

  /** Beside an item of the document. */
  #stored(parent: Y.AbstractType<unknown>, key: string | null): Place {
    const { _item: owner } = parent
    if (owner !== null) return { in: 'text', key, text: this.#text(parent) }
    const name = ROOT_NAMES.find((root) => this.#doc.share.get(root) === (parent as unknown))
    return { in: name ?? refuse('it has no such root'), key }
  }

  /** One count a text, whoever writes into it. */
  #text(type: Y.AbstractType<unknown>): TextLength {
    const { _length: units } = type
    const known = this.#texts.get(type) ?? { units }
    this.#texts.set(type, known)
    return known
  }

  #find({ client, clock }: Y.ID): Struct | undefined {
    if (clock < Y.getState(this.#doc.store, client)) {
      const stored = this.#doc.store.clients.get(client) ?? []
      return stored[Y.findIndexSS(stored, clock)]
    }
    this.#writers ??= byWriter(this.#structs)
    const structs = this.#writers.get(client) ?? []
    return structs[lastUpTo(structs, clock)]
  }
}

const noRoot = (name: string): never => refuse(`it has no root "${name.slice(0, 32)}"`)

function byWriter(structs: readonly Struct[]): Map<number, Struct[]> {
  const writers = new Map<number, Struct[]>()
  for (const struct of structs) {
    const own = writers.get(struct.id.client)
    if (own === undefined) writers.set(struct.id.client, [struct])
    else own.push(struct)
  }
  return writers
}

/** Index of the struct that holds a clock, among one writer's in order. */
function lastUpTo(structs: readonly Struct[], clock: number): number {
  let [low, high] = [0, structs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((structs[middle] as Struct).id.clock <= clock) low = middle + 1
    else high = middle
  }
  return low - 1
}
