import { boxAt, EMPTY_BOX } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Pointer } from '../input/pointer.ts'
import { toViewport, visibleBox } from './camera.ts'
import type { Editor } from './editor.ts'

/** Does the current tool make something by itself? */
export const placesOnEnter = ({ toolbox }: Editor): boolean => toolbox.current.value.placed !== undefined

/** CSS pixels, right and down, from what has been made in the same place before. */
const STEP = 24
/** After so many steps things lie on one another. */
const MOST_STEPS = 12

/** A place, or the next one in steps in which nothing stands as if it had been made there: one seen wholly behind another is not seen. */
function besideOthers({ scene, camera }: Editor, place: Vector): Vector {
  const step = STEP / camera.peek().zoom
  const isTaken = ({ x, y }: Vector) =>
    scene.query(boxAt(x, y, 0, 0)).some((id) => {
      const { minX, minY, maxX, maxY } = scene.boundsOf(id) ?? EMPTY_BOX
      const isMiddle = Math.abs((minX + maxX) / 2 - x) < step / 2
      return (isMiddle || Math.abs(minX - x) < step / 2) && Math.abs((minY + maxY) / 2 - y) < step / 2
    })
  let { x, y } = place
  for (let i = 0; i < MOST_STEPS && isTaken({ x, y }); i++) [x, y] = [x + step, y + step]
  return { x, y }
}

/**
 * Makes what the current tool makes, in the middle of the view, as if somebody had dragged a box of the tool's default size there
 * or clicked; beside what stands there already. Nothing happens with a tool that does not do that.
 */
export function placeInMiddle(editor: Editor): void {
  const { toolbox, camera, viewport, covered } = editor
  const size = toolbox.current.peek().placed
  if (!size || editor.readonly || toolbox.busy) return
  const view = visibleBox(camera.peek(), viewport.peek())
  const { zoom } = camera.peek()
  const middle = besideOthers(editor, {
    x: (view.minX + view.maxX + (covered.left - covered.right) / zoom) / 2,
    y: (view.minY + view.maxY + (covered.top - covered.bottom) / zoom) / 2,
  })
  const at = (dx: number, dy: number): Pointer => {
    const [x, y] = [middle.x + dx, middle.y + dy]
    const { x: viewX, y: viewY } = toViewport(camera.peek(), x, y)
    const still = { pressure: 0.5, time: 0, type: 'mouse', shift: false, alt: false } as const
    // Where it comes is not what somebody has aimed at.
    return { x, y, viewX, viewY, ...still, ctrl: editor.snapping.peek() }
  }
  const [half, tall] = [size.width / 2 / zoom, size.height / 2 / zoom]
  toolbox.pointerDown(at(-half, -tall))
  if (half > 0) toolbox.pointerMove([at(half, tall)], [])
  toolbox.pointerUp(at(half, tall))
}
