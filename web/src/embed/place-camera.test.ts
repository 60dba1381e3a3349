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
  const stop = placeCamera(view, { board: 'board-0001', view: asked, memory, covered: NO_INSETS })
  const seen = () => visibleBox(view.camera.value, view.viewport.value)
  const close = () => {
    stop()
    view.dispose()
  }
  return { board, view, seen, close }
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
