import { expect, onTestFinished, test } from 'vitest'
import { createBoardDocument } from '#board/document/board-document.ts'
import { LIMITS } from '#board/limits.ts'
import { Doc } from 'yjs'
import { createBoardView, openViewer } from './board-view.ts'
import { fitBox, NO_INSETS, roomIn } from './editor/camera.ts'
import { NO_IMAGES } from './scene/images.ts'
import { localMemory } from './start/local-memory.ts'

const EXTENT = { minX: 0, minY: 0, maxX: 8_000, maxY: 4_000 }

/** A viewer of an empty board, 800 × 600. */
function opened({ page, named }: { readonly page?: string; readonly named?: string } = {}) {
  const document = createBoardDocument(new Doc())
  const host = globalThis.document.createElement('div')
  Object.assign(host.style, { position: 'fixed', width: '800px', height: '600px' })
  globalThis.document.body.append(host)
  const view = createBoardView(document, localMemory, NO_IMAGES, undefined, page)
  const viewer = openViewer(host, view, { covered: NO_INSETS, frame: named, recall: () => undefined })
  onTestFinished(() => {
    viewer.close()
    view.dispose()
    host.remove()
  })
  const { camera } = viewer.editor
  const draw = (x: number, y: number) =>
    document.add([{ kind: 'rectangle', matrix: [40, 0, 0, 40, x, y], color: 'ink', width: 2 }])
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  return { document, viewer, camera, draw, frame }
}

test('[CAM8] where it is known about how large a board will be, the view stands still while it comes', async () => {
  const { viewer, camera, draw, frame } = opened()
  viewer.expect(EXTENT)
  const from = camera.peek()
  expect(from.zoom).toBeLessThan(0.11)
  for (let i = 0; i <= 8; i++) {
    draw(100 + i * 950, 50 + i * 470)
    await frame()
    expect(camera.peek()).toBe(from)
  }
  viewer.settle()
  expect(camera.peek().zoom).toBe(from.zoom)
})

test('[CAM8] what comes may be much smaller than was expected: all of it is shown in the end', async () => {
  const { viewer, camera, draw, frame } = opened()
  viewer.expect(EXTENT)
  draw(0, 0)
  draw(1_000, 500)
  await frame()
  viewer.settle()
  expect(camera.peek().zoom).toBeGreaterThan(0.6)
})

test('[CAM8] whoever has moved the view stays where they are, and another page has another view', async () => {
  const { viewer, camera, draw, frame } = opened()
  camera.value = { x: 5, y: 5, zoom: 1 }
  viewer.expect(EXTENT)
  draw(0, 0)
  await frame()
  viewer.settle()
  expect(camera.peek()).toEqual({ x: 5, y: 5, zoom: 1 })
  const other = opened({ page: 'page-two-0000001' })
  const before = other.camera.peek()
  other.viewer.expect(EXTENT)
  expect(other.camera.peek()).toBe(before)
})

test('[CAM9] a frame that is named in a link is fitted exactly, however much of the board was there before it and comes after it', async () => {
  const named = 'frame-one-000001'
  const { document, viewer, camera, draw, frame } = opened({ named })
  draw(0, 0)
  await frame()
  viewer.expect(EXTENT)
  document.add([{ id: named, kind: 'frame', name: 'Plan', matrix: [200, 0, 0, 100, 1_000, 500] }])
  await frame()
  const { viewport, scene } = viewer.editor
  const room = roomIn(viewport.peek(), NO_INSETS)
  const exact = fitBox(scene.boundsOf(named)!, viewport.peek(), room, LIMITS.maxZoom)
  expect(exact.zoom).toBeGreaterThan(3)
  expect(camera.peek()).toEqual(exact)
  draw(5_000, 3_000)
  await frame()
  viewer.settle()
  expect(camera.peek()).toEqual(exact)
})
