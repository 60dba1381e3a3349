import { signal } from '@preact/signals-core'
import { afterEach, expect, it } from 'vitest'
import { Doc } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { NO_INSETS, visibleBox } from '../editor/camera.ts'
import { NO_IMAGES } from '../scene/images.ts'
import { parseEmbedOptions } from './embed-options.ts'
import { openLightView } from './light-view.ts'
import { placeCamera } from './place-camera.ts'

const host = document.createElement('div')
afterEach(() => host.remove())

/** A view of 400 by 300 CSS pixels onto a board with a frame and something far away. */
function looking(query: string) {
  const board = createBoardDocument(new Doc())
  board.add([
    { kind: 'frame', name: 'Plan', matrix: [200, 0, 0, 100, 1_000, 500] },
    { kind: 'shape', matrix: [10, 0, 0, 10, -500, -500] },
  ])
  host.style.cssText = 'position:fixed;width:400px;height:300px'
  document.body.append(host)
  const look = { theme: signal('light' as const), paper: signal({}) }
  const view = openLightView(host, { document: board, images: NO_IMAGES, look, sheets: Promise.resolve() })
  const memory = { recall: () => undefined, remember: () => undefined }
  const asked = parseEmbedOptions(query).options.view
  const placed = placeCamera(view, { board: 'board-0001', view: asked, memory, covered: NO_INSETS })
  const seen = () => visibleBox(view.camera.value, view.viewport.value)
  const close = () => {
    placed.stop()
    view.dispose()
  }
  return { board, view, placed, seen, close }
}

it('[EMB12] all of the board, and all that comes to it, until it is moved', async () => {
  const { board, view, seen, close } = looking('')
  const grown = async (x: number) => {
    board.add([{ kind: 'shape', matrix: [10, 0, 0, 10, x, 0] }])
    await view.painted()
  }
  expect([seen().minX < -500, seen().maxX > 1_200]).toEqual([true, true])
  await grown(2_000)
  expect(seen().maxX).toBeGreaterThan(2_010)
  view.resize({ width: 200, height: 150 })
  expect([seen().minX < -500, seen().maxX > 2_010]).toEqual([true, true])
  view.camera.value = { x: 0, y: 0, zoom: 1 }
  await grown(4_000)
  expect(view.camera.value).toEqual({ x: 0, y: 0, zoom: 1 })
  close()
})

it.each(['view=frame', 'view=frame:Plan'])('[EMB12] a frame of it: %s', (query) => {
  const { seen, close } = looking(query)
  const { minX, minY, maxX, maxY } = seen()
  expect([minX <= 1_000, minY <= 500, maxX >= 1_200, maxY >= 600]).toEqual([true, true, true, true])
  expect(maxX - minX).toBeLessThan(260)
  close()
})

it('[EMB12] a place is in the middle', () => {
  const { seen, close } = looking('view=100,50,2')
  expect(seen()).toEqual({ minX: 0, minY: -25, maxX: 200, maxY: 125 })
  close()
})

it('[CAM8] where it is known about how large a board will be, a frame stands still while it comes, and shows all of it in the end', async () => {
  const { board, view, placed, seen, close } = looking('')
  placed.expect({ minX: -500, minY: -500, maxX: 8_000, maxY: 4_000 })
  const from = view.camera.peek()
  for (let i = 0; i <= 8; i++) {
    board.add([{ kind: 'shape', matrix: [10, 0, 0, 10, i * 500, i * 250] }])
    await view.painted()
    expect(view.camera.peek()).toBe(from)
  }
  placed.settle()
  expect([seen().minX < -500, seen().maxX > 4_010]).toEqual([true, true])
  expect(view.camera.peek().zoom).toBeGreaterThan(1.5 * from.zoom)
  close()
})

it('[CAM8] of what is expected, a place and whoever has moved the view know nothing', () => {
  const { view, placed, close } = looking('view=100,50,2')
  const from = view.camera.peek()
  placed.expect({ minX: 0, minY: 0, maxX: 8_000, maxY: 4_000 })
  expect(view.camera.peek()).toBe(from)
  close()
  const other = looking('')
  other.view.camera.value = { x: 5, y: 5, zoom: 1 }
  other.placed.expect({ minX: 0, minY: 0, maxX: 8_000, maxY: 4_000 })
  other.placed.settle()
  expect(other.view.camera.peek()).toEqual({ x: 5, y: 5, zoom: 1 })
  other.close()
})
