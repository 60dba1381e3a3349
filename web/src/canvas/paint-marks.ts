import { anchorageOf } from '#board/elements/connect.ts'
import { applyTo } from '#board/geometry/matrix.ts'
import { pointAt } from '#board/geometry/route.ts'
import { toViewport } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import type { Mark } from '../editor/marks.ts'
import { paintCrop } from './paint-crop.ts'

type Of<Type extends Mark['type']> = Extract<Mark, { type: Type }>
type Painter<Type extends Mark['type']> = (
  ctx: CanvasRenderingContext2D,
  mark: Of<Type>,
  editor: Editor,
  accent: string,
) => void

/** The marks of an editor, in CSS pixels and its page's accent colour. */
export function paintMarks(ctx: CanvasRenderingContext2D, editor: Editor, accent: string): void {
  for (const mark of editor.marks.value) {
    ctx.save()
    ctx.lineWidth = 1
    ctx.strokeStyle = ctx.fillStyle = accent
    // The table's type and the mark's are the same word, which TypeScript cannot follow through a union.
    const paint = PAINTERS[mark.type] as Painter<Mark['type']>
    paint(ctx, mark, editor, accent)
    ctx.restore()
  }
}

const band: Painter<'band'> = (ctx, mark, { camera }) => {
  const from = toViewport(camera.value, mark.from.x, mark.from.y)
  const to = toViewport(camera.value, mark.to.x, mark.to.y)
  ctx.globalAlpha = 0.08
  ctx.fillRect(from.x, from.y, to.x - from.x, to.y - from.y)
  ctx.globalAlpha = 0.8
  ctx.strokeRect(
    Math.round(from.x) + 0.5,
    Math.round(from.y) + 0.5,
    Math.round(to.x - from.x),
    Math.round(to.y - from.y),
  )
}

const lasso: Painter<'lasso'> = (ctx, { points }, { camera }) => {
  ctx.beginPath()
  for (const point of points) {
    const { x, y } = toViewport(camera.value, point.x, point.y)
    ctx.lineTo(x, y)
  }
  ctx.closePath()
  ctx.globalAlpha = 0.08
  ctx.fill('evenodd')
  ctx.globalAlpha = 0.8
  ctx.lineWidth = 1.5
  ctx.setLineDash([5, 4])
  ctx.stroke()
}

/** The outline of what a line would be bound to, and the point it would aim at. */
const target: Painter<'target'> = (ctx, { id, at }, { scene, measure, camera }) => {
  const element = scene.get(id)
  const anchorage = element && anchorageOf(element, measure)
  if (!anchorage) return
  const { outline, place } = anchorage
  ctx.beginPath()
  for (let i = 0; i < outline.length / 2; i++) {
    const { x, y } = toViewport(camera.value, pointAt(outline, i).x, pointAt(outline, i).y)
    ctx.lineTo(x, y)
  }
  ctx.closePath()
  ctx.globalAlpha = 0.1
  ctx.fill()
  ctx.globalAlpha = 0.9
  ctx.lineWidth = 3
  ctx.lineJoin = 'round'
  ctx.stroke()
  const aim = applyTo(place, at)
  const { x, y } = toViewport(camera.value, aim.x, aim.y)
  ctx.beginPath()
  ctx.arc(x, y, 4, 0, 2 * Math.PI)
  ctx.fill()
}

/** Lines that say where things stand in line: another colour than the selection, seen on both grounds. */
const GUIDE = '#e0338e'

/** Half of a pixel from the corner of one, so that a line of one pixel fills it. */
const crisp = (value: number): number => Math.round(value) + 0.5

const guide: Painter<'guide'> = (ctx, mark, { camera }) => {
  const from = toViewport(camera.value, mark.from.x, mark.from.y)
  const to = toViewport(camera.value, mark.to.x, mark.to.y)
  ctx.strokeStyle = GUIDE
  ctx.beginPath()
  ctx.moveTo(crisp(from.x), crisp(from.y))
  ctx.lineTo(crisp(to.x), crisp(to.y))
  ctx.stroke()
}

/** Half the length of the strokes at the ends of a gap, CSS pixels. */
const TICK = 4
const LABEL_FONT = '600 11px Inter, system-ui, sans-serif'

const gap: Painter<'gap'> = (ctx, { from: start, to: end, length }, { camera }) => {
  const from = toViewport(camera.value, start.x, start.y)
  const to = toViewport(camera.value, end.x, end.y)
  const isLevel = start.y === end.y
  const [dx, dy] = isLevel ? [0, TICK] : [TICK, 0]
  ctx.strokeStyle = ctx.fillStyle = GUIDE
  ctx.beginPath()
  ctx.moveTo(crisp(from.x), crisp(from.y))
  ctx.lineTo(crisp(to.x), crisp(to.y))
  for (const { x, y } of [from, to]) {
    ctx.moveTo(crisp(x) - dx, crisp(y) - dy)
    ctx.lineTo(crisp(x) + dx, crisp(y) + dy)
  }
  ctx.stroke()
  const text = String(Math.round(length))
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2]
  ctx.font = LABEL_FONT
  // Where two gaps cross, the one is told below and the other above.
  if (isLevel) writeLabel(ctx, text, x, y + 12)
  else writeLabel(ctx, text, x + ctx.measureText(text).width / 2 + 8, y - 10)
}

/** White on the guides' colour, around a point. */
function writeLabel(ctx: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  const width = ctx.measureText(text).width + 8
  ctx.beginPath()
  ctx.roundRect(x - width / 2, y - 8, width, 16, 3)
  ctx.fill()
  ctx.fillStyle = '#ffffff'
  ctx.fillText(text, x, y + 0.5)
}

const crop: Painter<'crop'> = (ctx, _, editor, accent) => paintCrop(ctx, editor, accent)

const PAINTERS: { readonly [Type in Mark['type']]: Painter<Type> } = { band, lasso, target, guide, gap, crop }
