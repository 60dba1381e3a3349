import { boxAt, boxOfCoordinates, centre, cornersOf, expand, height, width, type Box } from '../geometry/box.ts'
import { createPathBuilder } from '../geometry/path.ts'
import { touchesPolyline, insidePolygon, type Segment } from '../geometry/segment.ts'
import type { DisplayItem } from '../render/display-item.ts'
import type { Placed } from './element-kind.ts'

/**
 * What stands in for an element that cannot be shown (an unknown kind, unreadable content): a dashed box that can be
 * selected, moved and deleted like anything else. Most kinds fill the unit square of their matrix, so that is where it is drawn.
 */
const UNIT_SQUARE = boxAt(0, 0, 1, 1)
const SMALLEST = 48
const LINE_WIDTH = 2
const DASHES_PER_SIDE = 6

function outline({ matrix }: Placed): Box {
  const box = boxOfCoordinates(cornersOf(UNIT_SQUARE, matrix))
  const { x, y } = centre(box)
  const [w, h] = [Math.max(SMALLEST, width(box)), Math.max(SMALLEST, height(box))]
  return boxAt(x - w / 2, y - h / 2, w, h)
}

const polygonOf = ({ minX, minY, maxX, maxY }: Box): number[] => [
  minX,
  minY,
  maxX,
  minY,
  maxX,
  maxY,
  minX,
  maxY,
  minX,
  minY,
]

export const placeholderBounds = (props: Placed): Box => expand(outline(props), LINE_WIDTH / 2)

export function placeholderHit(props: Placed, along: Segment, tolerance: number): boolean {
  const polygon = polygonOf(outline(props))
  return (
    insidePolygon(polygon, along.from.x, along.from.y) || touchesPolyline(along, polygon, 2, tolerance + LINE_WIDTH / 2)
  )
}

export function placeholderDisplay(props: Placed): readonly DisplayItem[] {
  const corners = polygonOf(outline(props))
  const builder = createPathBuilder()
  for (let side = 0; side < 8; side += 2) {
    const [x, y, toX, toY] = corners.slice(side, side + 4) as [number, number, number, number]
    // Equal dashes and gaps, a dash at each end.
    const step = 1 / (2 * DASHES_PER_SIDE - 1)
    for (let t = 0; t < 1; t += 2 * step) {
      const end = Math.min(1, t + step)
      builder.moveTo(x + (toX - x) * t, y + (toY - y) * t).lineTo(x + (toX - x) * end, y + (toY - y) * end)
    }
  }
  return [{ type: 'path', path: builder.build(), stroke: { color: 'grey', width: LINE_WIDTH }, opacity: 1 }]
}
