import { boxAround, centre, EMPTY_BOX, height, width, type Box } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { readingOrder } from './reading-order.ts'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Axis = 'x' | 'y'

/** How far each of some boxes has to move, by id, in scene units. */
export type Moves = ReadonlyMap<string, Vector>
type Boxes = ReadonlyMap<string, Box>

/** Scene units between things that are set side by side. */
const GAP = 16

const around = (boxes: Boxes): Box => boxAround(boxes.values())

const move = (boxes: Boxes, by: (box: Box, id: string) => Vector): Moves =>
  new Map(Array.from(boxes, ([id, box]) => [id, by(box, id)]))

/** To one edge, or the middle, of the box around them all. */
export function align(boxes: Boxes, to: Alignment): Moves {
  const all = around(boxes)
  const by: Readonly<Record<Alignment, (box: Box) => Vector>> = {
    left: ({ minX }) => ({ x: all.minX - minX, y: 0 }),
    centre: (box) => ({ x: centre(all).x - centre(box).x, y: 0 }),
    right: ({ maxX }) => ({ x: all.maxX - maxX, y: 0 }),
    top: ({ minY }) => ({ x: 0, y: all.minY - minY }),
    middle: (box) => ({ x: 0, y: centre(all).y - centre(box).y }),
    bottom: ({ maxY }) => ({ x: 0, y: all.maxY - maxY }),
  }
  return move(boxes, by[to])
}

const start = (box: Box, axis: Axis): number => (axis === 'x' ? box.minX : box.minY)
const extent = (box: Box, axis: Axis): number => (axis === 'x' ? width(box) : height(box))
const along = (axis: Axis, distance: number): Vector => (axis === 'x' ? { x: distance, y: 0 } : { x: 0, y: distance })

/** Lines them up one after the other from the first on, with `gap` between. */
function queue(boxes: Boxes, axis: Axis, gap: number): Moves {
  const sorted = [...boxes].toSorted(([, a], [, b]) => start(a, axis) - start(b, axis))
  let next = start(sorted[0]?.[1] ?? EMPTY_BOX, axis)
  const moves = new Map<string, Vector>()
  for (const [id, box] of sorted) {
    moves.set(id, along(axis, next - start(box, axis)))
    next += extent(box, axis) + gap
  }
  return moves
}

/** Equal gaps between neighbours, the outermost edges stay; where there is no room for gaps, equal steps between middles. */
export function distribute(boxes: Boxes, axis: Axis): Moves {
  const filled = [...boxes.values()].reduce((sum, box) => sum + extent(box, axis), 0)
  const gap = (extent(around(boxes), axis) - filled) / Math.max(1, boxes.size - 1)
  if (gap >= 0) return queue(boxes, axis, gap)
  const middle = (box: Box): number => centre(box)[axis]
  const sorted = [...boxes].toSorted(([, a], [, b]) => middle(a) - middle(b))
  const first = middle(sorted[0]?.[1] ?? EMPTY_BOX)
  const step = (middle(sorted.at(-1)?.[1] ?? EMPTY_BOX) - first) / (sorted.length - 1)
  return new Map(sorted.map(([id, box], i) => [id, along(axis, first + i * step - middle(box))]))
}

/** One after the other, a small gap between. */
export const stack = (boxes: Boxes, axis: Axis): Moves => queue(boxes, axis, GAP)

/** Into a grid about as wide as it is high, in reading order, each in the middle of its cell. */
export function tidy(boxes: Boxes): Moves {
  const all = around(boxes)
  const cell = { width: 0, height: 0 }
  for (const box of boxes.values()) {
    cell.width = Math.max(cell.width, width(box) + GAP)
    cell.height = Math.max(cell.height, height(box) + GAP)
  }
  const columns = Math.max(1, Math.round(Math.sqrt((boxes.size * cell.height) / cell.width)))
  const moves = new Map<string, Vector>()
  for (const [i, [id, box]] of readingOrder(boxes, cell.height).entries()) {
    const { x, y } = centre(box)
    moves.set(id, {
      x: all.minX + ((i % columns) + 0.5) * cell.width - GAP / 2 - x,
      y: all.minY + (Math.floor(i / columns) + 0.5) * cell.height - GAP / 2 - y,
    })
  }
  return moves
}
