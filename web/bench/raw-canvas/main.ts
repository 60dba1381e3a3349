/**
 * The floor: what a browser can do when a board is nothing but pictures. The document is read once and forgotten; what is in view and a
 * ring of a screen around it is painted from display lists onto tiles as soon as a zoom rests, and a pan only copies them. No index, no
 * selection, no undo but of the last stroke, nothing is stored. It takes the keys, wheel and pen of the real page.
 */
import { kindOf } from '#board/elements/index.ts'
import { compareZ } from '#board/elements/z-order.ts'
import { type Box, EMPTY_BOX, expand, intersects, union } from '#board/geometry/box.ts'
import { type Camera, fitBox, pan, visibleBox, zoomAt } from '../../src/editor/camera.ts'
import { dataset, loadBoard } from '../canvas/load-board.ts'
import { measureRoughly } from '#board/testing/measure.ts'
import { paintItems } from '#board/render/canvas.ts'
import { beginStroke, type Stroke } from './stroke.ts'
import { createTiles, type Painted } from './tiles.ts'

/** As the real page fits: clear of its bars. */
const ROOM = { top: 72, right: 48, bottom: 72, left: 48 }
const ZOOM_RESTS_MS = 120
const BUDGET_MS = 12

const size = { width: innerWidth, height: innerHeight }
const canvas = document.querySelector('canvas') as HTMLCanvasElement
Object.assign(canvas, size)
const ctx = canvas.getContext('2d', { alpha: false }) as CanvasRenderingContext2D

dataset['board'] = 'loading'
dataset['paint'] = 'painting'
let painted: Painted[] = [...(await loadBoard()).elements()].sort(compareZ).map(({ kind, props }) => ({
  box: kindOf(kind).bounds(props, measureRoughly),
  items: kindOf(kind).display(props, measureRoughly),
}))
const bounds: Box = painted.reduce((all, { box }) => union(all, box), EMPTY_BOX)
const fitted = fitBox(expand(bounds, 1), size, ROOM)
const base = createTiles(fitted.zoom)
let sharp = createTiles(fitted.zoom)
let camera: Camera = fitted
let zoomedAt = -Infinity
let drawing: Stroke | null = null
let asked = false

function ask(): void {
  if (!asked) requestAnimationFrame(frame)
  asked = true
}

function frame(now: number): void {
  asked = false
  const rests = now - zoomedAt > ZOOM_RESTS_MS
  if (rests && sharp.scale !== camera.zoom) sharp = createTiles(camera.zoom)
  const view = visibleBox(camera, size)
  const isSharp = sharp.scale === camera.zoom && sharp.paint(view, painted, BUDGET_MS)
  const isAhead = isSharp && sharp.paint(ringAround(view), painted, BUDGET_MS) && base.paint(bounds, painted, BUDGET_MS)
  ctx.fillStyle = '#fff'
  ctx.fillRect(0, 0, size.width, size.height)
  if (!isSharp) base.draw(ctx, camera)
  sharp.draw(ctx, camera)
  if (drawing) paintDrawing(drawing)
  dataset['paint'] = isSharp ? 'settled' : 'painting'
  dataset['ahead'] = isAhead ? 'settled' : 'painting'
  dataset['elements'] = String(painted.length)
  if (!isAhead) ask()
}

function paintDrawing({ item }: Stroke): void {
  const { x, y, zoom } = camera
  ctx.setTransform(zoom, 0, 0, zoom, -Math.round(x * zoom), -Math.round(y * zoom))
  paintItems(ctx, [item], 'light')
  ctx.resetTransform()
}

const ringAround = ({ minX, minY, maxX, maxY }: Box): Box => ({
  minX: minX - (maxX - minX),
  minY: minY - (maxY - minY),
  maxX: maxX + (maxX - minX),
  maxY: maxY + (maxY - minY),
})

function zoomTo(x: number, y: number, zoom: number): void {
  camera = zoomAt(camera, x, y, zoom)
  zoomedAt = performance.now()
  ask()
}

function finish(stroke: Stroke): void {
  const element = { box: stroke.box, items: [stroke.item] }
  painted.push(element)
  for (const tiles of [base, sharp]) tiles.add(element)
}

function undo(): void {
  const last = painted.at(-1)
  painted = painted.slice(0, -1)
  if (last) for (const tiles of [base, sharp]) tiles.forget((box) => intersects(box, last.box))
}

const KEYS: Readonly<Record<string, () => void>> = {
  'Shift+Digit1': () => (camera = fitted),
  'Shift+Digit0': () => zoomTo(size.width / 2, size.height / 2, 1),
  'Control+Minus': () => zoomTo(size.width / 2, size.height / 2, camera.zoom / 1.25),
  'Control+KeyZ': undo,
}

addEventListener('keydown', (event) => {
  const key = `${event.ctrlKey ? 'Control+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.code}`
  KEYS[key]?.()
  if (key.startsWith('Control+')) event.preventDefault()
  ask()
})
const wheel = (event: WheelEvent): void => {
  event.preventDefault()
  if (event.ctrlKey) return zoomTo(event.clientX, event.clientY, camera.zoom * Math.exp(-event.deltaY * 0.01))
  camera = pan(camera, -event.deltaX, -event.deltaY)
  ask()
}
addEventListener('wheel', wheel, { passive: false })
addEventListener('pointerdown', () => (drawing = beginStroke()))
addEventListener('pointermove', (event) => {
  for (const { clientX, clientY } of event.getCoalescedEvents()) {
    drawing?.add(clientX / camera.zoom + camera.x, clientY / camera.zoom + camera.y)
  }
  if (drawing) ask()
})
addEventListener('pointerup', () => {
  if (drawing) finish(drawing)
  drawing = null
  ask()
})
dataset['board'] = 'ready'
ask()
