import { type Box, boxOfCoordinates, expand } from '#board/geometry/box.ts'
import { createPathBuilder } from '#board/geometry/path.ts'
import type { PathItem } from '#board/render/display-item.ts'

const WIDTH = 3

/** A stroke in flight: a line through its points, in scene units. */
export interface Stroke {
  add(x: number, y: number): void
  readonly box: Box
  readonly item: PathItem
}

export function beginStroke(): Stroke {
  const points: number[] = []
  return {
    add: (x, y) => void points.push(x, y),
    get box() {
      return expand(boxOfCoordinates(points), WIDTH)
    },
    get item(): PathItem {
      const path = createPathBuilder()
      for (let i = 0; i < points.length; i += 2) {
        const [x, y] = [points[i] ?? 0, points[i + 1] ?? 0]
        if (i === 0) path.moveTo(x, y)
        else path.lineTo(x, y)
      }
      return { type: 'path', path: path.build(), stroke: { color: 'ink', width: WIDTH }, opacity: 1 }
    },
  }
}
