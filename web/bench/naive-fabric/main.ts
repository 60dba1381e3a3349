/**
 * The board as one would first write it: a Fabric object for everything, all settings as Fabric has them. It takes the same
 * board (`?board=<id>`), keys and wheel as the real page, and tells in the same words when it has settled.
 */
import { Canvas, type FabricObject, FabricText, Path, PencilBrush, Point } from 'fabric'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { LOAD_ORIGIN } from '#board/document/origin.ts'
import { svgPathData } from '#board/geometry/path.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import { FONT_STACKS } from '#board/render/fonts.ts'
import { type Picture, pictureOf } from '#board/render/picture.ts'
import { resolveColor } from '#board/render/theme.ts'
import { measureRoughly } from '#board/testing/measure.ts'
import { cameraMatrix, fitBox } from '../../src/editor/camera.ts'

const { dataset } = document.documentElement

async function loadPicture(): Promise<Picture> {
  const id = new URLSearchParams(location.search).get('board')
  const response = await fetch(`/api/boards/${id}/state`)
  if (!response.ok) throw new Error(`the board's state was answered with ${response.status}`)
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()), LOAD_ORIGIN)
  return pictureOf(board.elements(), measureRoughly)
}

function objectOf(item: DisplayItem): FabricObject {
  const { opacity } = item
  if (item.type === 'text') {
    const text = item.lines.map((line) => line.text).join('\n')
    const [, , , , left, top] = item.matrix
    const options = { fontSize: item.size, fontFamily: FONT_STACKS[item.font], fill: resolveColor(item.color, 'light') }
    return new FabricText(text, { left, top, opacity, originX: 'left', originY: 'top', ...options })
  }
  return new Path(svgPathData(item.path), {
    fill: item.fill === undefined ? null : resolveColor(item.fill, 'light'),
    stroke: item.stroke ? resolveColor(item.stroke.color, 'light') : null,
    strokeWidth: item.stroke?.width ?? 0,
    opacity,
  })
}

function listenToKeys(canvas: Canvas): void {
  addEventListener('keydown', ({ code, shiftKey }) => {
    if (code === 'Digit0' && shiftKey) {
      dataset['paint'] = 'painting'
      canvas.zoomToPoint(new Point(canvas.width / 2, canvas.height / 2), 1)
    }
    if (code === 'KeyP') canvas.isDrawingMode = true
  })
}

dataset['board'] = 'loading'
dataset['paint'] = 'painting'
const { bounds, items } = await loadPicture()
const size = { width: innerWidth, height: innerHeight }
const canvas = new Canvas('board', size)
canvas.freeDrawingBrush = new PencilBrush(canvas)
canvas.freeDrawingBrush.width = 3
canvas.on('after:render', () => (dataset['paint'] = 'settled'))
canvas.on('mouse:wheel', ({ e }) => {
  e.preventDefault()
  canvas.relativePan(new Point(-e.deltaX, -e.deltaY))
})
listenToKeys(canvas)
canvas.setViewportTransform([...cameraMatrix(fitBox(bounds, size))])
canvas.add(...items.map(objectOf))
dataset['board'] = 'ready'
