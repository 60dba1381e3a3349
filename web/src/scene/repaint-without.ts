import { expand, type Box } from '#board/geometry/box.ts'
import { toScene, type Plate } from './plate.ts'
import type { Scene } from './scene.ts'
import type { PaintItems } from './paint-part.ts'

/** So many neighbours are painted again at once: within a frame or two. */
const AT_ONCE = 300

/**
 * Paints a part of the ground again as it is without some elements, where these are. Answers false, and leaves it as it was,
 * when too much lies there.
 */
export function repaintWithout(
  { ctx, view }: Plate,
  ids: readonly string[],
  isLifted: (id: string) => boolean,
  scene: Scene,
  paint: PaintItems,
): boolean {
  const boxes = ids.flatMap((id) => scene.boundsOf(id) ?? [])
  const neighbours = new Set<string>()
  for (const box of boxes) {
    // A pixel is cleared as a whole: what reaches into the outermost ones is painted again too.
    for (const id of scene.query(expand(box, 2 / view.scale))) if (!isLifted(id)) neighbours.add(id)
    if (neighbours.size > AT_ONCE) return false
  }
  ctx.save()
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.beginPath()
  for (const box of boxes) ctx.rect(...pixelsOf(box, view))
  ctx.clip()
  ctx.clearRect(0, 0, view.width, view.height)
  toScene(ctx, view)
  for (const id of scene.inOrder([...neighbours])) paint(ctx, scene.displayOf(id))
  ctx.restore()
  return true
}

/** Whole pixels: half-covered edges of a clip would show. */
function pixelsOf(
  box: Box,
  { scale, left, top }: Plate['view'],
): [x: number, y: number, width: number, height: number] {
  const x = Math.floor(box.minX * scale) - left - 1
  const y = Math.floor(box.minY * scale) - top - 1
  return [x, y, Math.ceil(box.maxX * scale) - left + 1 - x, Math.ceil(box.maxY * scale) - top + 1 - y]
}
