import type { LogHead } from '../storage/past.ts'
import type { Author } from '../storage/storage.ts'

/** A stretch of work on a board: nobody paused for long, and the same people were at it. */
export interface Sitting {
  readonly fromSeq: number
  readonly toSeq: number
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
  readonly updates: number
  readonly bytes: number
  /** Who made how many of the updates, the busiest first; updates of nobody known are counted for nobody. */
  readonly people: readonly { readonly author: Author; readonly updates: number }[]
}

/** What lies further apart is another sitting. */
const PAUSE_MS = 5 * 60_000
/** Where somebody comes or goes, a sitting this long ends. */
const LONG_MS = 15 * 60_000

/** The log by who and when, oldest first. One pass. */
export function sittingsOf(heads: readonly LogHead[]): Sitting[] {
  const groups: LogHead[][] = []
  let people = new Set<string>()
  for (const head of heads) {
    const group = groups.at(-1)
    const [first, last] = [group?.[0], group?.at(-1)]
    const isPause = last === undefined || head.at - last.at > PAUSE_MS
    const isNewcomer = head.author !== undefined && !people.has(head.author.principal)
    const isLong = first !== undefined && head.at - first.at > LONG_MS
    if (group === undefined || isPause || (isLong && isNewcomer)) {
      groups.push([head])
      people = new Set()
    } else group.push(head)
    if (head.author !== undefined) people.add(head.author.principal)
  }
  return groups.map(sittingOf)
}

function sittingOf(heads: readonly LogHead[]): Sitting {
  const [first, last] = [heads[0], heads.at(-1)] as [LogHead, LogHead]
  const people = new Map<string, { author: Author; updates: number }>()
  for (const { author } of heads) {
    if (author === undefined) continue
    const known = people.get(author.principal)
    people.set(author.principal, { author, updates: (known?.updates ?? 0) + 1 })
  }
  return {
    fromSeq: first.seq,
    toSeq: last.seq,
    from: first.at,
    to: last.at,
    updates: heads.length,
    bytes: heads.reduce((sum, { bytes }) => sum + bytes, 0),
    people: [...people.values()].toSorted((a, b) => b.updates - a.updates),
  }
}
