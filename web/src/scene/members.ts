import type { Element } from '#board/document/element.ts'

/** Who is in which group and in which frame: derived from the document, element by element. Costs nothing where nothing is grouped. */
export interface Members {
  /** Takes in an element as it is now. */
  note(element: Element): void
  forget(id: string): void
  /** All that are in a group or a frame, those of the groups within it included; unordered. */
  readonly of: (id: string) => ReadonlySet<string>
}

const NOBODY: ReadonlySet<string> = new Set()

export function createMembers(): Members {
  const members = new Map<string, Set<string>>()
  /** By member. */
  const groupsOf = new Map<string, readonly string[]>()

  function forget(id: string): void {
    for (const group of groupsOf.get(id) ?? []) {
      const present = members.get(group)
      if (present?.delete(id) && present.size === 0) members.delete(group)
    }
    groupsOf.delete(id)
  }

  return {
    note({ id, belonging: { groups, frame } }) {
      if (groupsOf.size > 0) forget(id)
      if (groups.length === 0 && frame === null) return
      const all = frame === null ? groups : [...groups, frame]
      groupsOf.set(id, all)
      for (const group of all) members.set(group, (members.get(group) ?? new Set()).add(id))
    },
    forget,
    of: (id) => members.get(id) ?? NOBODY,
  }
}
