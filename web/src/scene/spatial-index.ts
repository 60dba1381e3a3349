import { EMPTY_BOX, isEmpty, type Box } from '#board/geometry/box.ts'

/** Which boxes meet a box? Boxes go by small whole numbers ("slots", see `slots.ts`), which index the arrays they are kept in. */
export interface SpatialIndex {
  readonly size: number
  /** Around everything; empty when there is nothing. Walks all boxes. */
  bounds(): Box
  boxOf(slot: number): Box | undefined
  /** Adds a slot, or moves it when it is there already. */
  set(slot: number, box: Box): void
  delete(slot: number): void
  /** Slots whose boxes meet `box` (touching counts) and are at least `least` wide or high, each once, unordered. */
  query(box: Box, least?: number): number[]
}

/** Scene units. */
const CELL = 256
/** A box over more cells than this is kept in one list that every query looks through. */
const MAX_CELLS = 64
/** Cells either side of 0 that a key can hold; boxes further out are kept with the large ones. */
const REACH = 2 ** 20

/** Inclusive range of cells. */
interface Cells {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/**
 * A uniform grid. Measured on 100,000 strokes it builds, answers and changes several times faster than an R-tree,
 * because elements of a board are small and evenly large.
 */
export function createSpatialIndex(): SpatialIndex {
  /** Four numbers a slot: minX, minY, maxX, maxY; NaN where nothing is. */
  let boxes = new Float64Array(4 * 64).fill(NaN)
  const grid = new Map<number, number[]>()
  const large = new Set<number>()
  let size = 0

  const has = (slot: number) => 4 * slot < boxes.length && !Number.isNaN(boxes[4 * slot])
  const at = (slot: number): Box => {
    const i = 4 * slot
    return { minX: boxes[i]!, minY: boxes[i + 1]!, maxX: boxes[i + 2]!, maxY: boxes[i + 3]! }
  }

  function write(slot: number, box: Box): void {
    if (4 * slot >= boxes.length) {
      const larger = new Float64Array(Math.max(2 * boxes.length, 4 * (slot + 1))).fill(NaN, boxes.length)
      larger.set(boxes)
      boxes = larger
    }
    boxes.set([box.minX, box.minY, box.maxX, box.maxY], 4 * slot)
  }

  function insert(slot: number, cells: Cells | null): void {
    if (!cells) {
      large.add(slot)
      return
    }
    for (let x = cells.minX; x <= cells.maxX; x++) {
      for (let y = cells.minY; y <= cells.maxY; y++) {
        const list = grid.get(keyOf(x, y))
        if (list) list.push(slot)
        else grid.set(keyOf(x, y), [slot])
      }
    }
  }

  function withdraw(slot: number, cells: Cells | null): void {
    if (!cells) {
      large.delete(slot)
      return
    }
    for (let x = cells.minX; x <= cells.maxX; x++) {
      for (let y = cells.minY; y <= cells.maxY; y++) drop(grid, keyOf(x, y), slot)
    }
  }

  const meets = (i: number, box: Box) =>
    boxes[i]! <= box.maxX && box.minX <= boxes[i + 2]! && boxes[i + 1]! <= box.maxY && box.minY <= boxes[i + 3]!

  const isLarge = (i: number, least: number) =>
    least === 0 || boxes[i + 2]! - boxes[i]! >= least || boxes[i + 3]! - boxes[i + 1]! >= least

  /** Hot path. A slot in several cells is reported by the first one that it shares with the query: no set of seen slots. */
  function queryCells(box: Box, least: number, cells: Cells, found: number[]): void {
    for (let x = cells.minX; x <= cells.maxX; x++) {
      for (let y = cells.minY; y <= cells.maxY; y++) {
        const list = grid.get(keyOf(x, y))
        if (!list) continue
        for (const slot of list) {
          const i = 4 * slot
          if (!meets(i, box) || !isLarge(i, least)) continue
          const isFirst =
            x === Math.max(cellOf(boxes[i]!), cells.minX) && y === Math.max(cellOf(boxes[i + 1]!), cells.minY)
          if (isFirst) found.push(slot)
        }
      }
    }
  }

  function remove(slot: number): void {
    if (!has(slot)) return
    withdraw(slot, cellsOf(at(slot), MAX_CELLS))
    boxes.fill(NaN, 4 * slot, 4 * slot + 4)
    size--
  }

  return {
    get size() {
      return size
    },
    bounds() {
      let { minX, minY, maxX, maxY } = EMPTY_BOX
      for (let i = 0; i < boxes.length; i += 4) {
        if (boxes[i]! < minX) minX = boxes[i]!
        if (boxes[i + 1]! < minY) minY = boxes[i + 1]!
        if (boxes[i + 2]! > maxX) maxX = boxes[i + 2]!
        if (boxes[i + 3]! > maxY) maxY = boxes[i + 3]!
      }
      return { minX, minY, maxX, maxY }
    },
    boxOf: (slot) => (has(slot) ? at(slot) : undefined),
    set(slot, given) {
      const box = isEmpty(given) ? EMPTY_BOX : given
      remove(slot)
      write(slot, box)
      insert(slot, cellsOf(box, MAX_CELLS))
      size++
    },
    delete: remove,
    query(box, least = 0) {
      const found: number[] = []
      if (isEmpty(box)) return found
      const cells = cellsOf(box, Math.max(MAX_CELLS, grid.size))
      if (!cells) {
        for (let i = 0; i < boxes.length; i += 4) if (meets(i, box) && isLarge(i, least)) found.push(i / 4)
        return found
      }
      queryCells(box, least, cells, found)
      for (const slot of large) if (meets(4 * slot, box) && isLarge(4 * slot, least)) found.push(slot)
      return found
    },
  }
}

const cellOf = (coordinate: number) => Math.floor(coordinate / CELL)

/** The cells of a box, or null when they are more than `most` or out of reach. */
function cellsOf(box: Box, most: number): Cells | null {
  const cells = { minX: cellOf(box.minX), minY: cellOf(box.minY), maxX: cellOf(box.maxX), maxY: cellOf(box.maxY) }
  const inReach = cells.minX >= -REACH && cells.minY >= -REACH && cells.maxX < REACH && cells.maxY < REACH
  if (!inReach || (cells.maxX - cells.minX + 1) * (cells.maxY - cells.minY + 1) > most) return null
  return cells
}

const keyOf = (x: number, y: number) => (x + REACH) * 2 * REACH + y + REACH

function drop(grid: Map<number, number[]>, key: number, slot: number): void {
  const list = grid.get(key)
  if (!list) return
  const last = list.pop()
  if (list.length === 0) grid.delete(key)
  if (last === undefined || last === slot) return
  const at = list.indexOf(slot)
  if (at >= 0) list[at] = last
}
