import { toScene, zoomAt, type Camera } from '../editor/camera.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { between, distance } from '#board/geometry/vector.ts'

/** Where two fingers are, in viewport points. */
export interface Fingers {
  readonly first: Vector
  readonly second: Vector
}

/** The camera after two fingers moved: what was under them stays under them, as far as it can without turning. */
export function pinch(camera: Camera, from: Fingers, to: Fingers): Camera {
  const before = between(from.first, from.second, 0.5)
  const after = between(to.first, to.second, 0.5)
  const grown = distance(to.first, to.second) / Math.max(1, distance(from.first, from.second))
  const held = toScene(camera, before.x, before.y)
  const zoomed = zoomAt(camera, before.x, before.y, camera.zoom * grown)
  return { ...zoomed, x: held.x - after.x / zoomed.zoom, y: held.y - after.y / zoomed.zoom }
}
