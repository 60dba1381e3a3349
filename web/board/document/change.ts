import type * as Y from 'yjs'
import type { ElementIndex } from './element-index.ts'
import type { Origin } from './origin.ts'
import { parseTextKey, type Roots } from './schema.ts'

/** What observers of a board are told, once per transaction. Ids only: read the elements from the document. */
export interface Change {
  readonly added: ReadonlySet<string>
  readonly updated: ReadonlySet<string>
  readonly removed: ReadonlySet<string>
  readonly origin: Origin
  /** Of what this person did, took back or did again. */
  readonly own?: OwnChange | undefined
}

/** Which of a person's own changes it is. */
export interface OwnChange {
  readonly id: symbol
  /** The change that it takes back, where it does that exactly: nothing is left out, and nothing else is done. */
  readonly reverts: symbol | undefined
}

/** Where a transaction says which of a person's own changes it is. */
const OWN = Symbol('own change')

export const nameOwnChange = (transaction: Y.Transaction, own: OwnChange): void => void transaction.meta.set(OWN, own)

export const ownChangeOf = (transaction: Y.Transaction): OwnChange | undefined =>
  transaction.meta.get(OWN) as OwnChange | undefined

/** Brings the index up to date with a transaction and says what it did; `undefined` when it touched no element. */
export function followTransaction(
  transaction: Y.Transaction,
  index: ElementIndex,
  roots: Roots,
  origin: Origin,
): Change | undefined {
  const touched = index.follow(transaction)
  for (const id of textsTouched(transaction, roots)) {
    if (!touched.has(id)) touched.set(id, index.born(id) !== undefined)
  }
  const own = ownChangeOf(transaction)
  const change = { added: new Set<string>(), updated: new Set<string>(), removed: new Set<string>(), origin, own }
  for (const [id, before] of touched) {
    const after = index.born(id) !== undefined
    if (before || after) change[before ? (after ? 'updated' : 'removed') : 'added'].add(id)
  }
  return change.added.size + change.updated.size + change.removed.size > 0 ? change : undefined
}

/** Ids of the elements whose texts came, went, or were typed in. */
function* textsTouched(transaction: Y.Transaction, { texts }: Roots): Generator<string> {
  for (const [type, keys] of transaction.changed) {
    const { _item: item } = type
    if (item && item.parent === texts && item.parentSub !== null) yield parseTextKey(item.parentSub).id
    else if (type === (texts as unknown)) for (const key of keys) if (key !== null) yield parseTextKey(key).id
  }
}
