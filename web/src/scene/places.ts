import { expand, isEmpty, union, type Box } from '#board/geometry/box.ts'
import { createSieve, type Sieve } from './sieve.ts'
import { createSlots } from './slots.ts'
import { createSpatialIndex } from './spatial-index.ts'
import { createStack } from './stack.ts'

/** Where elements are and what lies above what, by id. */
export interface Places {
  /** Hot path (every element of a board that opens). Adds an element, or moves it when it is there already. */
  put(id: string, box: Box, z: string): void
  /** Answers where it was; `undefined` when it was not there. */
  leave(id: string): Box | undefined
  readonly boxOf: (id: string) => Box | undefined
  /** Ids whose boxes meet the box; unordered. */
  readonly query: (box: Box) => string[]
  /** Ids within `margin` scene units of the box, bottom to top. */
  stackAt(box: Box, margin: number): string[]
  /** See `scene.ts`. */
  readonly sieve: (keeps: (id: string) => boolean) => Sieve
  /** The same ids bottom to top; those that are not there are left out. */
  readonly inOrder: (ids: readonly string[]) => string[]
  /** Are these so many, each of which is there, above all others? Then they are answered bottom to top. */
  areOnTop(ids: ReadonlySet<string>, count: number): string[] | undefined
  /** Negative when `a` is below `b`. */
  readonly compare: (a: string, b: string) => number
  ids(): IterableIterator<string>
  /** Around everything; `undefined` when nothing is there. */
  readonly bounds: Box | undefined
}

export function createPlaces(): Places {
  const slots = createSlots()
  const index = createSpatialIndex()
  const stack = createStack()
  /** Unknown after something left or moved: found again when asked for. */
  let bounds: Box | undefined

  /** What was at the edge of all may have held it there. */
  const shrink = (box: Box): void => {
    if (bounds && isAtEdge(box, bounds)) bounds = undefined
  }
  const placeOf = (id: string): number => {
    const slot = slots.slotOf(id)
    return slot === undefined ? -1 : stack.placeOf(slot)
  }

  return {
    put(id, box, z) {
      const slot = slots.take(id)
      const before = index.boxOf(slot)
      if (before) shrink(before)
      index.set(slot, box)
      stack.set(slot, z, id)
      if (bounds) bounds = union(bounds, box)
    },
    leave(id) {
      const slot = slots.slotOf(id)
      if (slot === undefined) return undefined
      const box = index.boxOf(slot)
      if (box) shrink(box)
      index.delete(slot)
      stack.delete(slot)
      slots.release(id)
      return box
    },
    boxOf(id) {
      const slot = slots.slotOf(id)
      return slot === undefined ? undefined : index.boxOf(slot)
    },
    query: (box) => index.query(box).map(slots.idOf),
    stackAt: (box, margin) => stack.sort(index.query(expand(box, margin))).map(slots.idOf),
    sieve: (keeps) => createSieve(index, slots, keeps),
    inOrder(ids) {
      const present = ids.map(slots.slotOf).filter((slot) => slot !== undefined)
      return stack.sort(present).map(slots.idOf)
    },
    areOnTop(ids, count) {
      const top = stack.top(count).map(slots.idOf)
      return top.length === count && top.every((id) => ids.has(id)) ? top : undefined
    },
    compare: (a, b) => placeOf(a) - placeOf(b),
    ids: () => slots.ids(),
    get bounds() {
      bounds ??= index.bounds()
      return isEmpty(bounds) ? undefined : bounds
    },
  }
}

/** Without a box that reaches its edge, what is around everything may be smaller. */
const isAtEdge = (box: Box, all: Box): boolean =>
  box.minX <= all.minX || box.minY <= all.minY || box.maxX >= all.maxX || box.maxY >= all.maxY
