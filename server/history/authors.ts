import type { LogHead } from '../storage/past.ts'
import type { Author } from '../storage/storage.ts'

/** What the log knows of one person: how much they did, and when. */
export interface Activity {
  /** As they called themselves last. */
  readonly author: Author
  readonly updates: number
  readonly bytes: number
  readonly firstSeq: number
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/** Everybody in the log, who was busy last first. One pass; updates of nobody known are counted for nobody. */
export function activityIn(heads: readonly LogHead[]): Activity[] {
  const people = new Map<string, Activity>()
  for (const { seq, at, bytes, author } of heads) {
    if (author === undefined) continue
    const before = people.get(author.principal) ?? { author, updates: 0, bytes: 0, firstSeq: seq, from: at }
    people.set(author.principal, {
      ...before,
      author: { principal: author.principal, name: author.name || before.author.name },
      updates: before.updates + 1,
      bytes: before.bytes + bytes,
      to: at,
    })
  }
  return [...people.values()].toSorted((a, b) => b.to - a.to)
}
