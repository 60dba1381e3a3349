/** The z-order of elements: by fractional index, ties by id. */
export interface Stack {
  set(id: string, z: string): void
  delete(id: string): void
  /** The topmost element, or undefined when there is none. */
  top(): string | undefined
  /** Negative when `a` is below `b`. Elements that are not here count as the lowest. */
  compare(a: string, b: string): number
  /** Sorts bottom to top, in place. */
  sort(ids: string[]): string[]
}

export function createStack(): Stack {
  const zOf = new Map<string, string>()
  /** Known unless the topmost element left: looked for again when somebody asks. */
  let topmost: string | undefined

  const compare = (a: string, b: string): number => {
    const za = zOf.get(a) ?? ''
    const zb = zOf.get(b) ?? ''
    if (za !== zb) return za < zb ? -1 : 1
    return a < b ? -1 : Number(a > b)
  }
  const isAbove = (id: string, other: string | undefined) => other === undefined || compare(id, other) > 0

  return {
    set(id, z) {
      if (id === topmost) topmost = undefined
      const wasKnown = topmost !== undefined || zOf.size === 0
      zOf.set(id, z)
      if (wasKnown && isAbove(id, topmost)) topmost = id
    },
    delete(id) {
      zOf.delete(id)
      if (id === topmost) topmost = undefined
    },
    top() {
      if (topmost === undefined) for (const id of zOf.keys()) if (isAbove(id, topmost)) topmost = id
      return topmost
    },
    compare,
    sort: (ids) => ids.sort(compare),
  }
}
