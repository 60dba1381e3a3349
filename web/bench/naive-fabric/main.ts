/**
 * The board as one would first write it: a Fabric object for everything, all settings as Fabric has them. It takes the same
 * board (`?board=<id>`), keys, wheel and pointers as the real page, and tells in the same words when it has settled.
 */
import { ActiveSelection, Canvas, PencilBrush, Point } from 'fabric'
import { pictureOf } from '#board/render/picture.ts'
import { measureRoughly } from '#board/testing/measure.ts'
import { cameraMatrix, fitBox } from '../../src/editor/camera.ts'
import { dataset, loadBoard } from '../canvas/load-board.ts'
import { createSteps } from './steps.ts'
import { objectOf } from './object-of.ts'

const ZOOM_STEP = 1.25

dataset['board'] = 'loading'
dataset['paint'] = 'painting'
const { bounds, items } = pictureOf((await loadBoard()).elements(), measureRoughly)
const size = { width: innerWidth, height: innerHeight }
// What a rubber band selects is what lies wholly inside, as on the real page.
const canvas = new Canvas('board', { ...size, selectionFullyContained: true })
canvas.freeDrawingBrush = new PencilBrush(canvas)
canvas.freeDrawingBrush.width = 3
const steps = createSteps(canvas)
const middle = new Point(size.width / 2, size.height / 2)

const KEYS: Readonly<Record<string, () => void>> = {
  'Shift+Digit0': () => canvas.zoomToPoint(middle, 1),
  'Shift+Digit1': fit,
  'Control+Minus': () => canvas.zoomToPoint(middle, canvas.getZoom() / ZOOM_STEP),
  KeyP: () => choose('pen'),
  KeyV: () => choose('select'),
  KeyE: () => choose('eraser'),
  Escape: () => canvas.discardActiveObject(),
  Delete: remove,
  'Control+KeyA': () => canvas.setActiveObject(new ActiveSelection(canvas.getObjects(), { canvas })),
  'Control+KeyZ': steps.undo,
}

function fit(): void {
  canvas.setViewportTransform([...cameraMatrix(fitBox(bounds, size))])
}

function remove(): void {
  const objects = canvas.getActiveObjects()
  canvas.discardActiveObject()
  steps.keep()
  canvas.remove(...objects)
}

function choose(tool: 'pen' | 'select' | 'eraser'): void {
  canvas.isDrawingMode = tool === 'pen'
  canvas.selection = tool === 'select'
  for (const object of canvas.getObjects()) object.selectable = tool === 'select'
  erases = tool === 'eraser'
}

let erases = false
let isErasing = false
canvas.on('mouse:down', () => {
  if (erases) steps.keep()
  isErasing = erases
})
canvas.on('mouse:move', ({ target }) => {
  if (isErasing && target) canvas.remove(target)
})
canvas.on('mouse:up', () => (isErasing = false))
canvas.on('path:created', ({ path }) => steps.added(path))
canvas.on('before:transform', steps.begin)
canvas.on('after:render', () => {
  dataset['paint'] = 'settled'
  dataset['elements'] = String(canvas.getObjects().length)
})
canvas.on('mouse:wheel', ({ e }) => {
  e.preventDefault()
  if (e.ctrlKey) canvas.zoomToPoint(new Point(e.offsetX, e.offsetY), canvas.getZoom() * Math.exp(-e.deltaY * 0.01))
  else canvas.relativePan(new Point(-e.deltaX, -e.deltaY))
})
addEventListener('keydown', (event) => {
  const key = `${event.ctrlKey ? 'Control+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.code}`
  const act = KEYS[key]
  if (!act) return
  event.preventDefault()
  act()
  dataset['paint'] = 'painting'
  canvas.requestRenderAll()
})
fit()
canvas.add(...items.map(objectOf))
dataset['board'] = 'ready'
