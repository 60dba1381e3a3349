import { createInkRoom } from '#board/geometry/ink-polygon.ts'
import { inkOutline } from '#board/geometry/ink.ts'
import { STRIDE } from '#board/geometry/points.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import type { Trail } from './lasers.ts'
import type { InkInFlight } from './live-state.ts'

const NOTHING: readonly DisplayItem[] = []

/** Light is as strong as its last point, and thinner the older it is; where nothing may move by itself, all of it shines until it goes. */
export function lightOf({ points, color, width }: Trail, isStill: boolean): readonly DisplayItem[] {
  const shown: number[] = []
  for (let i = 0; i < points.length; i += STRIDE) {
    const strength = isStill ? 1 : (points[i + 2] as number)
    if (strength > 0) shown.push(points[i] as number, points[i + 1] as number, strength / 2)
  }
  const opacity = 2 * (shown.at(-1) ?? 0)
  return opacity > 0 ? [{ type: 'path', path: inkOutline(shown, width), fill: color, opacity }] : NOTHING
}

/** Outlines of the strokes in flight, made again only when they have grown. */
export function createInkOutlines() {
  const room = createInkRoom()
  const kept = new Map<
    string,
    { readonly length: number; readonly predicted: readonly number[]; items: readonly DisplayItem[] }
  >()
  return {
    itemsOf(ink: InkInFlight): readonly DisplayItem[] {
      const { id, points, predicted, color, width, opacity } = ink
      const known = kept.get(id)
      if (known && known.length === points.length && known.predicted === predicted) return known.items
      const shape = predicted.length > 0 ? [...points, ...predicted] : points
      const items: DisplayItem[] = [{ type: 'path', path: inkOutline(shape, width, room), fill: color, opacity }]
      kept.set(id, { length: points.length, predicted, items })
      return items
    },
    keepOnly(inks: ReadonlyMap<string, InkInFlight>): void {
      for (const id of kept.keys()) if (!inks.has(id)) kept.delete(id)
    },
  }
}
