import type { StoredId, StoredItem } from './stored-items.ts'

/** A text in its order; `isCertain`: nobody typed at one place while somebody else did. */
export interface StoredText {
  readonly text: string
  readonly isCertain: boolean
}

interface Unit {
  readonly client: number
  readonly clock: number
  readonly unit: string
}

/** Puts the pieces of a shared text into their order: each goes behind what stood before it when it was typed. */
export function textOfItems(items: readonly StoredItem[], isDeleted: (id: StoredId) => boolean): StoredText {
  const units: Unit[] = []
  let isCertain = true
  const indexOf = (id: StoredId) => units.findIndex(({ client, clock }) => client === id[0] && clock === id[1])

  /** Answers whether all that it needs was there. */
  const place = ({ client, clock, length, content, origin, rightOrigin }: StoredItem): boolean => {
    const after = origin ? indexOf(origin) : -1
    const before = rightOrigin ? indexOf(rightOrigin) : units.length
    if ((origin && after < 0) || (rightOrigin && before < 0)) return false
    if (before !== after + 1) isCertain = false
    const text = typeof content === 'string' ? content : ''
    const made = Array.from({ length }, (_, i) => ({ client, clock: clock + i, unit: text[i] ?? '' }))
    units.splice(after + 1, 0, ...made)
    return true
  }
  let rest = items
  while (rest.length > 0) {
    const left = rest.filter((item) => !place(item))
    if (left.length === rest.length) isCertain = false
    rest = left.length === rest.length ? [] : left
  }
  const shown = units.filter(({ client, clock }) => !isDeleted([client, clock]))
  return { text: shown.map(({ unit }) => unit).join(''), isCertain }
}
