import type { Binding } from '#board/elements/binding.ts'
import { anchorageOf } from '#board/elements/connect.ts'
import { boxAt } from '#board/geometry/box.ts'
import { applyTo, invert } from '#board/geometry/matrix.ts'
import { insidePolygon } from '#board/geometry/segment.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Editor } from './editor.ts'

/** This near to its middle, in shares of its sides, an element itself is meant and not a place on it. */
const MIDDLE = 0.22

/**
 * What a connector that ends at a scene point is bound to: the topmost element around the point that can be, other than
 * `except`; null when there is none.
 */
export function bindingAt({ scene, measure }: Editor, { x, y }: Vector, except?: string): Binding | null {
  for (const id of scene.inOrder(scene.query(boxAt(x, y, 0, 0))).reverse()) {
    const element = id === except ? undefined : scene.get(id)
    const anchorage = element && anchorageOf(element, measure)
    if (!anchorage || !insidePolygon(anchorage.outline, x, y)) continue
    const at = applyTo(invert(anchorage.place), { x, y })
    const isMiddle = Math.abs(at.x - 0.5) < MIDDLE && Math.abs(at.y - 0.5) < MIDDLE
    return isMiddle ? { id, x: 0.5, y: 0.5 } : { id, x: clamp(at.x), y: clamp(at.y) }
  }
  return null
}

const clamp = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 1_000
