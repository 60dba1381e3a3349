import { contains, type Box } from '#board/geometry/box.ts'
import { flatten } from '#board/geometry/flatten.ts'
import { createPathBuilder, pathBounds, type Path } from '#board/geometry/path.ts'

/** What of a filled path lies in a box (Sutherland and Hodgman 1974): as it is where all of it does, else with straight pieces for curves. */
export function cutToBox(path: Path, box: Box): Path {
  if (contains(box, pathBounds(path))) return path
  const builder = createPathBuilder()
  for (const line of flatten(path)) {
    const points = SIDES(box).reduce(
      (polygon, side) => cutAlong(polygon, side),
      Array.from({ length: line.length / 2 }, (_, i): Point => [line[2 * i] ?? 0, line[2 * i + 1] ?? 0]),
    )
    for (const [i, [x, y]] of points.entries()) {
      if (i === 0) builder.moveTo(x, y)
      else builder.lineTo(x, y)
    }
    if (points.length > 0) builder.close()
  }
  return builder.build()
}

type Point = readonly [x: number, y: number]
/** Positive inside. */
type Side = (point: Point) => number

const SIDES = ({ minX, minY, maxX, maxY }: Box): readonly Side[] => [
  ([x]) => x - minX,
  ([x]) => maxX - x,
  ([, y]) => y - minY,
  ([, y]) => maxY - y,
]

function cutAlong(polygon: readonly Point[], side: Side): Point[] {
  return polygon.flatMap((point, i) => {
    const before = polygon.at(i - 1) ?? point
    const [was, is] = [side(before), side(point)]
    const t = was / (was - is)
    const crossing: Point = [before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])]
    if (is >= 0) return was >= 0 ? [point] : [crossing, point]
    return was >= 0 ? [crossing] : []
  })
}
