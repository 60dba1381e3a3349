import { toViewport } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { isSame } from '../editor/point-keys.ts'
import { bendableOf, handlesOf } from '../editor/points.ts'

/** Radii, CSS pixels. */
const POINT = 5
const MIDDLE = 4

/** The handles of the selected line, in CSS pixels. None while it, or anything, is on the move. */
export function paintHandles(ctx: CanvasRenderingContext2D, editor: Editor, accent: string): void {
  const isAtRest = editor.editing.value === null && !editor.live.own()
  const line = isAtRest ? bendableOf(editor) : undefined
  if (!line) return
  const camera = editor.camera.value
  ctx.save()
  ctx.lineWidth = 1.5
  for (const handle of handlesOf(line, camera.zoom)) {
    const { x, y } = toViewport(camera, handle.x, handle.y)
    const isChosen = isSame(editor.grip.value, handle)
    ctx.beginPath()
    ctx.arc(x, y, handle.type === 'point' ? POINT : MIDDLE, 0, 2 * Math.PI)
    ctx.globalAlpha = handle.type === 'point' || isChosen ? 1 : 0.55
    ctx.fillStyle = isChosen ? accent : '#ffffff'
    ctx.strokeStyle = accent
    ctx.fill()
    ctx.stroke()
  }
  ctx.restore()
}
