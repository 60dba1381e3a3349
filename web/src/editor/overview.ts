import { expand, union, type Box } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { pan, toViewport, type Camera } from './camera.ts'
import type { Viewport } from './editor.ts'

/** Share of the larger side that is left free around everything. */
const MARGIN = 0.04

/** A small picture of everything, by its own camera: map points are CSS pixels of it. */
export type Overview = Camera

/** Shows all that is drawn and all that is looked at, in the middle of a map of this size. */
export function overviewOf(drawn: Box | undefined, seen: Box, { width, height }: Viewport): Overview {
  const tight = drawn ? union(drawn, seen) : seen
  const all = expand(tight, MARGIN * Math.max(tight.maxX - tight.minX, tight.maxY - tight.minY))
  const zoom = Math.min(width / (all.maxX - all.minX), height / (all.maxY - all.minY))
  return {
    x: (all.minX + all.maxX - width / zoom) / 2,
    y: (all.minY + all.maxY - height / zoom) / 2,
    zoom,
  }
}

/** Where on the map a box of the scene is, in CSS pixels. */
export function onMap(map: Overview, { minX, minY, maxX, maxY }: Box): Box {
  const from = toViewport(map, minX, minY)
  const to = toViewport(map, maxX, maxY)
  return { minX: from.x, minY: from.y, maxX: to.x, maxY: to.y }
}

/** The camera with this scene point in the middle of the canvas. */
export function lookAt(camera: Camera, { x, y }: Vector, { width, height }: Viewport): Camera {
  const middle = toViewport(camera, x, y)
  return pan(camera, width / 2 - middle.x, height / 2 - middle.y)
}
