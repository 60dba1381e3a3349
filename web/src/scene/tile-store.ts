import { createValueReader } from '#board/document/values.ts'
import { kindOf } from '#board/elements/index.ts'
import type { Box } from '#board/geometry/box.ts'
import { createScratch } from '#board/geometry/scratch.ts'
import { seenThrough, type DisplayItem } from '#board/render/display-item.ts'
import { readDrawn, unpack } from './element-codec.ts'
import type { PaintSource } from './paint-part.ts'
import { fadedIf } from './faded.ts'
import { createSlots } from './slots.ts'
import { createSpatialIndex } from './spatial-index.ts'
import { createStack } from './stack.ts'
import type { LetteredElement } from './tile-messages.ts'
import { NOTHING_ASIDE, type Aside } from './tile-painter.ts'

/** A board's elements as a worker keeps them: bytes, and where they are. */
export interface TileStore extends PaintSource<number> {
  /** `version`: of the change that brings them. */
  put(packed: Uint8Array, version: number): void
  putLettered(elements: readonly LetteredElement[], version: number): void
  remove(ids: readonly string[]): void
  set(aside: Aside): void
  /** The items of what has words within a box. */
  lettersIn(box: Box): readonly (readonly DisplayItem[])[]
}

/** Nothing is measured where only painting is done: what has words comes laid out. */
const unmeasured = (): number => 0

export function createTileStore(): TileStore {
  const reader = createValueReader()
  const slots = createSlots()
  const index = createSpatialIndex()
  const stack = createStack()
  const scratch = createScratch()
  /** By slot: the bytes that came with the element, and where its own begin; or its items. */
  const sources: (Uint8Array | readonly DisplayItem[] | undefined)[] = []
  const starts: number[] = []
  /** By slot: the change with which it came as it is. */
  const came: number[] = []
  let aside = NOTHING_ASIDE

  const lettersAt = (slot: number) => {
    const source = sources[slot]
    return source && !(source instanceof Uint8Array) ? [source] : []
  }

  function itemsAt(slot: number, scale: number): readonly DisplayItem[] {
    const source = sources[slot]
    if (!(source instanceof Uint8Array)) return source ?? []
    const { kind: name, props, window } = readDrawn(source, starts[slot] ?? 0, reader)
    const kind = kindOf(name)
    return seenThrough(window, kind.displaySmall?.(props, scale, scratch) ?? kind.display(props, unmeasured))
  }

  return {
    put(packed, version) {
      for (const { id, z, box, at } of unpack(packed, reader)) {
        const slot = slots.take(id)
        sources[slot] = packed
        starts[slot] = at
        came[slot] = version
        index.set(slot, box)
        stack.set(slot, z, id)
      }
    },
    putLettered(elements, version) {
      for (const { id, z, box, items } of elements) {
        const slot = slots.take(id)
        sources[slot] = items
        starts[slot] = 0
        came[slot] = version
        index.set(slot, box)
        stack.set(slot, z, id)
      }
    },
    remove(ids) {
      for (const id of ids) {
        const slot = slots.slotOf(id)
        if (slot === undefined) continue
        sources[slot] = undefined
        index.delete(slot)
        stack.delete(slot)
        slots.release(id)
      }
    },
    set(next) {
      aside = next
    },
    lettersIn: (box) => index.query(box).flatMap((slot) => lettersAt(slot)),
    find(box, changes) {
      let found = index.query(box)
      if (changes) found = found.filter((slot) => came[slot]! > changes.after && came[slot]! <= changes.upTo)
      if (aside.lifted.size > 0) found = found.filter((slot) => !aside.lifted.has(slots.idOf(slot)))
      return stack.sort(found)
    },
    itemsOf: (slot, scale) => fadedIf(aside.faded.has(slots.idOf(slot)), itemsAt(slot, scale)),
  }
}
