import type { Pointer } from '../input/pointer.ts'
import { toViewport, visibleBox } from './camera.ts'
import type { Editor } from './editor.ts'

/** Does the current tool make something by itself? */
export const placesOnEnter = ({ toolbox }: Editor): boolean => toolbox.current.value.placed !== undefined

/**
 * Makes what the current tool makes, in the middle of the view, as if somebody had dragged a box of the tool's default size there
 * or clicked. Nothing happens with a tool that does not do that.
 */
export function placeInMiddle(editor: Editor): void {
  const { toolbox, camera, viewport, covered } = editor
  const size = toolbox.current.peek().placed
  if (!size || editor.readonly || toolbox.busy) return
  const view = visibleBox(camera.peek(), viewport.peek())
  const { zoom } = camera.peek()
  const middle = {
    x: (view.minX + view.maxX + (covered.left - covered.right) / zoom) / 2,
    y: (view.minY + view.maxY + (covered.top - covered.bottom) / zoom) / 2,
  }
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
