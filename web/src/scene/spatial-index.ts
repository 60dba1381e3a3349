import { EMPTY_BOX, intersects, union, type Box } from '#board/geometry/box.ts'

/** Which boxes meet a box? */
export interface SpatialIndex {
  readonly size: number
  /** Around everything; empty when there is nothing. Walks all boxes. */
  bounds(): Box
  boxOf(id: string): Box | undefined
  /** Adds an id, or moves it when it is there already. */
  set(id: string, box: Box): void
  delete(id: string): void
  /** Ids whose boxes meet `box` (touching counts), each once, unordered. */
  query(box: Box): string[]
}

/** Scene units. */
const CELL = 256
/** A box over more cells than this is kept in one list that every query looks through. */
const MAX_CELLS = 64
/** Cells either side of 0 that a key can hold; boxes further out are kept with the large ones. */
const REACH = 2 ** 20

interface Entry {
  readonly id: string
  readonly box: Box
  readonly cells: Cells | null
}

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
  const entries = new Map<string, Entry>()
  const grid = new Map<number, Entry[]>()
  const large = new Set<Entry>()

  function insert(entry: Entry): void {
    const { cells } = entry
    if (!cells) {
      large.add(entry)
      return
    }
    for (let x = cells.minX; x <= cells.maxX; x++) {
      for (let y = cells.minY; y <= cells.maxY; y++) {
        const list = grid.get(keyOf(x, y))
        if (list) list.push(entry)
        else grid.set(keyOf(x, y), [entry])
      }
    }
  }

  function withdraw(entry: Entry): void {
    const { cells } = entry
    if (!cells) {
      large.delete(entry)
      return
    }
    for (let x = cells.minX; x <= cells.maxX; x++) {
      for (let y = cells.minY; y <= cells.maxY; y++) drop(grid, keyOf(x, y), entry)
    }
  }

  /** Hot path. An entry in several cells is reported by the first one that it shares with the query: no set of seen ids. */
  function queryCells(box: Box, cells: Cells, found: string[]): void {
    for (let x = cells.minX; x <= cells.maxX; x++) {
      for (let y = cells.minY; y <= cells.maxY; y++) {
        const list = grid.get(keyOf(x, y))
        if (!list) continue
        for (const entry of list) {
          const own = entry.cells
          if (!own || x !== Math.max(own.minX, cells.minX) || y !== Math.max(own.minY, cells.minY)) continue
          if (intersects(entry.box, box)) found.push(entry.id)
        }
      }
    }
  }

  return {
    get size() {
      return entries.size
    },
    bounds() {
      let all = EMPTY_BOX
      for (const { box } of entries.values()) all = union(all, box)
      return all
    },
    boxOf: (id) => entries.get(id)?.box,
    set(id, box) {
      const old = entries.get(id)
      if (old) withdraw(old)
      const entry: Entry = { id, box, cells: cellsOf(box, MAX_CELLS) }
      entries.set(id, entry)
      insert(entry)
    },
    delete(id) {
      const entry = entries.get(id)
      if (!entry) return
      withdraw(entry)
      entries.delete(id)
    },
    query(box) {
      const found: string[] = []
      const cells = cellsOf(box, Math.max(MAX_CELLS, grid.size))
      if (!cells) {
        for (const entry of entries.values()) if (intersects(entry.box, box)) found.push(entry.id)
        return found
      }
      queryCells(box, cells, found)
      for (const entry of large) if (intersects(entry.box, box)) found.push(entry.id)
      return found
    },
  }
}

/** The cells of a box, or null when they are more than `most` or out of reach. */
function cellsOf(box: Box, most: number): Cells | null {
  const minX = Math.floor(box.minX / CELL)
  const minY = Math.floor(box.minY / CELL)
  const maxX = Math.floor(box.maxX / CELL)
  const maxY = Math.floor(box.maxY / CELL)
  const inReach = minX >= -REACH && minY >= -REACH && maxX < REACH && maxY < REACH
  if (!inReach || (maxX - minX + 1) * (maxY - minY + 1) > most) return null
  return { minX, minY, maxX, maxY }
}

const keyOf = (x: number, y: number) => (x + REACH) * 2 * REACH + y + REACH

function drop(grid: Map<number, Entry[]>, key: number, entry: Entry): void {
  const list = grid.get(key)
  if (!list) return
  const last = list.pop()
  if (list.length === 0) grid.delete(key)
  if (last === undefined || last === entry) return
  const at = list.indexOf(entry)
  if (at >= 0) list[at] = last
}
