import type { Change } from '#board/document/change.ts'
import type { Element } from '#board/document/element.ts'
import { bindingsOf } from '#board/elements/connect.ts'

/** Who is bound to whom: derived from the document, element by element. Costs nothing where nothing is bound. */
export interface Ties {
  /** Takes in an element as it is now. */
  note(element: Element): void
  forget(id: string): void
  /** The connectors that are bound to an element. */
  readonly to: (id: string) => Iterable<string>
  /** Is it bound to anything, even if that is gone? */
  readonly isTied: (id: string) => boolean
  /** The change, with those that look different because of it among the updated. */
  widen(change: Change): Change
}

const NOBODY: ReadonlySet<string> = new Set()

export function createTies(): Ties {
  /** Connectors by what they are bound to, and the other way round. */
  const connectors = new Map<string, Set<string>>()
  const targets = new Map<string, readonly string[]>()

  function forget(id: string): void {
    for (const target of targets.get(id) ?? []) {
      const bound = connectors.get(target)
      if (bound?.delete(id) && bound.size === 0) connectors.delete(target)
    }
    targets.delete(id)
  }

  const to = (id: string): ReadonlySet<string> => connectors.get(id) ?? NOBODY

  return {
    note(element) {
      const { id } = element
      if (targets.has(id)) forget(id)
      const bindings = bindingsOf(element)
      if (bindings.length === 0) return
      targets.set(
        id,
        bindings.map((binding) => binding.id),
      )
      for (const { id: target } of bindings) connectors.set(target, new Set([...to(target), id]))
    },
    forget,
    to,
    isTied: (id) => targets.has(id),
    widen(change) {
      if (connectors.size === 0) return change
      const { added, updated, removed } = change
      const wider = new Set(updated)
      for (const ids of [added, updated, removed]) {
        for (const id of ids) for (const tied of to(id)) if (!added.has(tied) && !removed.has(tied)) wider.add(tied)
      }
      return wider.size === updated.size ? change : { ...change, updated: wider }
    },
  }
}
