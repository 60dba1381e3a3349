import type { Element } from '#board/document/element.ts'
import type { ElementKind } from '#board/elements/element-kind.ts'

/** The few elements that somebody looks for among all, so that nobody has to walk over a big board: derived from the document, element by element. */
export interface Finds {
  /** Takes in an element as it is now. */
  note(element: Element, kind: ElementKind): void
  forget(id: string): void
  /** What holds others. */
  readonly holders: ReadonlySet<string>
  /** What leads somewhere. */
  readonly linked: ReadonlySet<string>
  /** What is made of words by a typesetter. */
  readonly typeset: ReadonlySet<string>
}

export function createFinds(): Finds {
  const [holders, linked, typeset] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const keep = (ids: Set<string>, id: string, isOne: boolean): void => {
    if (isOne) ids.add(id)
    else if (ids.size > 0) ids.delete(id)
  }
  return {
    note({ id, belonging }, kind) {
      keep(holders, id, kind.holds !== undefined)
      keep(linked, id, belonging.link !== '')
      keep(typeset, id, kind.typeset !== undefined)
    },
    forget(id) {
      for (const ids of [holders, linked, typeset]) ids.delete(id)
    },
    holders,
    linked,
    typeset,
  }
}
