import type { Change } from '#board/document/change.ts'
import type { Element } from '#board/document/element.ts'
import { bindingsOf } from '#board/elements/connect.ts'

/** Who is bound to whom, and seen within whom: derived from the document, element by element. Costs nothing where nothing is bound. */
export interface Ties {
  /** Takes in an element as it is now. */
  note(element: Element): void
  forget(id: string): void
  /** The connectors that are bound to an element, and what is in it. */
  readonly to: (id: string) => Iterable<string>
  /** Is it bound to anything, or in anything, even if that is gone? */
  readonly isTied: (id: string) => boolean
  /** The change, with those that look different because of it among the updated. */
  widen(change: Change): Change
}

const NOBODY: ReadonlySet<string> = new Set()

export function createTies(): Ties {
  /** What follows by what it follows, and the other way round. */
  const followers = new Map<string, Set<string>>()
  const targets = new Map<string, readonly string[]>()

  function forget(id: string): void {
    for (const target of targets.get(id) ?? []) {
      const bound = followers.get(target)
      if (bound?.delete(id) && bound.size === 0) followers.delete(target)
    }
    targets.delete(id)
  }

  const to = (id: string): ReadonlySet<string> => followers.get(id) ?? NOBODY

  return {
    note(element) {
      const { id } = element
      if (targets.has(id)) forget(id)
      const bound = bindingsOf(element).map((binding) => binding.id)
      const { frame } = element.belonging
      const on = frame === null ? bound : [...bound, frame]
      if (on.length === 0) return
      targets.set(id, on)
      for (const target of on) followers.set(target, (followers.get(target) ?? new Set()).add(id))
    },
    forget,
    to,
    isTied: (id) => targets.has(id),
    widen(change) {
      if (followers.size === 0) return change
      const { added, updated, removed } = change
      const wider = new Set(updated)
      for (const ids of [added, updated, removed]) {
        for (const id of ids) for (const tied of to(id)) if (!added.has(tied) && !removed.has(tied)) wider.add(tied)
      }
      return wider.size === updated.size ? change : { ...change, updated: wider }
    },
  }
}
