import type { Box } from '#board/geometry/box.ts'
import type { Slots } from './slots.ts'
import type { SpatialIndex } from './spatial-index.ts'

/** Ids that are kept, whose bounds meet a box and are at least so many scene units wide or high; unordered. */
export type Sieve = (box: Box, least: number) => string[]

const KEPT = 1
const LEFT = 2

/**
 * Hot path, several times a frame of a drag: asks about each element once, and remembers that by slot. A slot that is used again for
 * another element goes by what it was, until the gesture ends.
 */
export function createSieve(index: SpatialIndex, slots: Slots, keeps: (id: string) => boolean): Sieve {
  let known = new Uint8Array(index.size)
  const ask = (slot: number): number => {
    if (slot >= known.length) {
      const larger = new Uint8Array(Math.max(2 * known.length, slot + 1))
      larger.set(known)
      known = larger
    }
    return (known[slot] = keeps(slots.idOf(slot)) ? KEPT : LEFT)
  }
  return (box, least) => {
    const found: string[] = []
    for (const slot of index.query(box, least)) {
      if ((known[slot] || ask(slot)) === KEPT) found.push(slots.idOf(slot))
    }
    return found
  }
}
