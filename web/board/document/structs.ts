import * as Y from 'yjs'

/** A stretch of one Yjs item: its units from `from` to `to` (exclusive), counted from the item's first. */
export interface Stretch {
  readonly item: Y.Item
  readonly from: number
  readonly to: number
}

/** The items that hold the clocks `start` to `end` (exclusive) of a client. Collected garbage is passed over. */
export function* itemsBetween(doc: Y.Doc, client: number, start: number, end: number): Generator<Stretch> {
  const structs = doc.store.clients.get(client)
  if (!structs || structs.length === 0 || start >= Y.getState(doc.store, client)) return
  for (let i = Y.findIndexSS(structs, start); i < structs.length; i++) {
    const struct = structs[i] as Y.Item | Y.GC
    const { clock } = struct.id
    if (clock >= end) return
    if (struct instanceof Y.Item) {
      yield { item: struct, from: Math.max(0, start - clock), to: Math.min(struct.length, end - clock) }
    }
  }
}

/** A set of clock ranges, as Yjs keeps what a transaction deleted or an undo step did. */
export type ClockRanges = Y.Transaction['deleteSet']

export function* itemsIn(doc: Y.Doc, ranges: ClockRanges): Generator<Stretch> {
  for (const [client, list] of ranges.clients) {
    for (const { clock, len } of list) yield* itemsBetween(doc, client, clock, clock + len)
  }
}

/** The items that a transaction made. */
export function* itemsMade(transaction: Y.Transaction): Generator<Stretch> {
  for (const [client, end] of transaction.afterState) {
    const start = transaction.beforeState.get(client) ?? 0
    if (end > start) yield* itemsBetween(transaction.doc, client, start, end)
  }
}

/** The keys of a map that a transaction changed (`null` for content that has no key), or `undefined` when it changed nothing there. */
export const keysChanged = (transaction: Y.Transaction, type: unknown): ReadonlySet<string | null> | undefined =>
  // Yjs types the keys of this map by their event class, which no concrete shared type fits.
  (transaction.changed as ReadonlyMap<unknown, ReadonlySet<string | null>>).get(type)

/** The item that holds a clock today: one that was undone and redone lives on in a copy, and only the copy is sure to be kept. */
export function itemToday(
  doc: Y.Doc,
  client: number,
  clock: number,
): { readonly item: Y.Item; readonly unit: number } | undefined {
  let at = { client, clock }
  for (;;) {
    const [stretch] = itemsBetween(doc, at.client, at.clock, at.clock + 1)
    if (!stretch) return undefined
    const { item, from: unit } = stretch
    if (item.redone === null) return { item, unit }
    at = { client: item.redone.client, clock: item.redone.clock + unit }
  }
}

/** The plain values in a stretch of a shared array. */
export const valuesOf = ({ item, from, to }: Stretch): readonly unknown[] =>
  item.content instanceof Y.ContentAny ? item.content.arr.slice(from, to) : []

/** The items of a list or a text in their order, deleted ones too. */
export function* itemsOf({ _start: first }: Y.Array<unknown> | Y.AbstractType<unknown>): Generator<Y.Item> {
  for (let item = first; item !== null; item = item.right) yield item
}

/** The newest item of each key that a map ever had, deleted ones too; those before it are to the left of it. */
export const newestItems = ({ _map: entries }: Y.Map<unknown>): ReadonlyMap<string, Y.Item> => entries
