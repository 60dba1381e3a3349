/** Numbers for ids, small and used again: what is kept per element lies in arrays by number, not in objects. */
export interface Slots {
  readonly size: number
  /** The number of an id; a new one when it has none. */
  take(id: string): number
  readonly slotOf: (id: string) => number | undefined
  readonly idOf: (slot: number) => string
  /** The number may belong to another id from now on. */
  release(id: string): void
  ids(): IterableIterator<string>
}

export function createSlots(): Slots {
  const slots = new Map<string, number>()
  const ids: string[] = []
  const free: number[] = []
  return {
    get size() {
      return slots.size
    },
    take(id) {
      const known = slots.get(id)
      if (known !== undefined) return known
      const slot = free.pop() ?? ids.length
      slots.set(id, slot)
      ids[slot] = id
      return slot
    },
    slotOf: (id) => slots.get(id),
    idOf: (slot) => ids[slot] ?? '',
    release(id) {
      const slot = slots.get(id)
      if (slot === undefined) return
      slots.delete(id)
      ids[slot] = ''
      free.push(slot)
    },
    ids: () => slots.keys(),
  }
}
