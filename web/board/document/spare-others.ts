import * as Y from 'yjs'
import { isBorn } from '../elements/read.ts'
import { parseEditKey, parseTextKey, type Roots } from './schema.ts'
import { itemsIn, itemToday, type ClockRanges } from './structs.ts'

/** What an undo step made and deleted; undoing swaps the two. */
interface Step {
  insertions: ClockRanges
  deletions: ClockRanges
}

/**
 * Takes out of an undo step whatever would change another person's work. Yjs alone leaves a value that somebody else wrote
 * last, with two gaps: it forgets the other's value once an own later step was undone over it, and undoing the creation of
 * an element takes along what others made of that element since.
 * `touchedSince` says whether somebody else worked on the element after the step. Answers whether anything was taken out.
 */
export function spareOthers(doc: Y.Doc, roots: Roots, step: Step, touchedSince: (id: string) => boolean): boolean {
  let spared = false
  const spare = (): undefined => {
    spared = true
    return undefined
  }
  const mine = ownLiveValues(doc, step.insertions)
  const maps = new Set<unknown>([roots.edits, roots.meta, roots.pages, roots.layers])
  step.deletions = collect(doc, step.deletions, (item, unit) => {
    const newest = maps.has(item.parent) ? newestOfKey(item) : undefined
    const foreign = newest !== undefined && !newest.deleted && !mine.has(newest)
    return foreign ? spare() : clockOf(item, unit)
  })
  const kept = new Set<string>()
  const unmade = new Set<string>()
  for (const { item, from, to } of itemsIn(doc, step.insertions)) {
    if (item.parent !== roots.elements) continue
    for (let unit = from; unit < to; unit++) {
      const id = recordId(doc, item, unit)
      if (id !== undefined) (touchedSince(id) ? kept : unmade).add(id)
    }
  }
  step.insertions = collect(doc, step.insertions, (item, unit) => {
    // An element that stays, stays as it is: with what the same step wrote of its fields and its text.
    const id = item.parent === roots.elements ? recordId(doc, item, unit) : elementOf(item, roots)
    if (id !== undefined && kept.has(id)) return spare()
    // Somebody else may have gone on typing in it: what this person typed goes letter by letter.
    if (isOfPart(item, roots) && !unmade.has(id ?? '')) return spare()
    return clockToday(doc, item, unit)
  })
  return spared
}

interface Clock {
  readonly client: number
  readonly clock: number
}

const clockOf = ({ id: { client, clock } }: Y.Item, unit: number): Clock => ({ client, clock: clock + unit })

/** Yjs finds the copies of redone items itself, but takes a whole copy for a part of the original: entries of lists are named by their copies. */
function clockToday(doc: Y.Doc, item: Y.Item, unit: number): Clock {
  const { client, clock } = clockOf(item, unit)
  const today = item.parentSub === null ? itemToday(doc, client, clock) : undefined
  return today ? clockOf(today.item, today.unit) : { client, clock }
}

function recordId(doc: Y.Doc, { id: { client, clock } }: Y.Item, unit: number): string | undefined {
  const today = itemToday(doc, client, clock + unit)
  const record = today && today.item.content instanceof Y.ContentAny ? today.item.content.arr[today.unit] : undefined
  return isBorn(record) ? record.id : undefined
}

/** The id of the element that an item belongs to: one of its edits, its text, or a piece of that text. */
function elementOf({ parent, parentSub }: Y.Item, { edits, texts }: Roots): string | undefined {
  if (parent === edits) return parseEditKey(parentSub ?? '')?.id
  if (parent === texts) return parentSub === null ? undefined : parseTextKey(parentSub).id
  if (!(parent instanceof Y.Text)) return undefined
  const { _item: owner } = parent
  return owner?.parent === texts && owner.parentSub !== null ? parseTextKey(owner.parentSub).id : undefined
}

/** Is it the text of a part, made when somebody began to type in it? */
const isOfPart = ({ parent, parentSub }: Y.Item, { texts }: Roots): boolean =>
  parent === texts && parentSub !== null && parseTextKey(parentSub).part !== undefined

/** A map keeps all that a key ever held as a list, oldest first: the last one is its value, or was when it is deleted. */
function newestOfKey(item: Y.Item): Y.Item {
  let newest = item
  while (newest.right !== null) newest = newest.right
  return newest
}

/** The items that stand today for the map entries that the step made. */
function ownLiveValues(doc: Y.Doc, insertions: ClockRanges): ReadonlySet<Y.Item> {
  const live = new Set<Y.Item>()
  for (const { item } of itemsIn(doc, insertions)) {
    const today = item.parentSub === null ? undefined : itemToday(doc, item.id.client, item.id.clock)
    if (today) live.add(today.item)
  }
  return live
}

/** The ranges, each unit replaced by what `unitOf` answers for it, or left out. Units are counted from the start of their item. */
function collect(
  doc: Y.Doc,
  ranges: ClockRanges,
  unitOf: (item: Y.Item, unit: number) => Clock | undefined,
): ClockRanges {
  const collected = Y.createDeleteSet()
  for (const { item, from, to } of itemsIn(doc, ranges)) {
    for (let unit = from; unit < to; unit++) {
      const at = unitOf(item, unit)
      if (!at) continue
      const list = collected.clients.get(at.client) ?? []
      collected.clients.set(at.client, list)
      const last = list[list.length - 1]
      if (last && last.clock + last.len === at.clock) last.len++
      else list.push({ clock: at.clock, len: 1 })
    }
  }
  // Sorts and joins the ranges.
  return Y.mergeDeleteSets([collected])
}
