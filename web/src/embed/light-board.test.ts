import { signal } from '@preact/signals-core'
import { expect, it, onTestFinished, vi } from 'vitest'
import { Doc, encodeStateAsUpdate } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { NO_INSETS } from '../editor/camera.ts'
import type { Session } from '../sync/session.ts'
import { parseEmbedOptions } from './embed-options.ts'
import { openLightBoard } from './light-board.ts'

/** No picture is on the board: nothing is asked of a server. */
const UNASKED = { board: 'board-0001' } as Session

/** A board of many columns, which come from left to right. */
function wideBoard(columns: number, rows: number): Uint8Array {
  const doc = new Doc()
  const board = createBoardDocument(doc)
  const sheet = (i: number) => ({
    kind: 'rectangle',
    matrix: [40, 0, 0, 40, Math.floor(i / rows) * 50, (i % rows) * 50] as const,
    color: 'ink',
    width: 2,
  })
  board.add(Array.from({ length: columns * rows }, (_, i) => sheet(i)))
  return encodeStateAsUpdate(doc)
}

it('[CAM8] a frame paints a big board at one zoom alone, from its first part to its last', async () => {
  const host = document.createElement('div')
  host.style.cssText = 'position:fixed;width:400px;height:300px'
  document.body.append(host)
  const painted = vi.spyOn(OffscreenCanvasRenderingContext2D.prototype, 'setTransform')
  const light = await openLightBoard(
    { found: 'state', bytes: wideBoard(200, 100) },
    {
      host,
      session: UNASKED,
      options: parseEmbedOptions('').options,
      look: { theme: signal('light' as const), paper: signal({}) },
      active: signal(false),
      memory: { recall: () => undefined, remember: () => undefined },
      covered: NO_INSETS,
    },
  )
  onTestFinished(() => {
    painted.mockRestore()
    light.dispose()
    host.remove()
  })
  const scales = new Set(painted.mock.calls.map(([scale]) => scale))
  expect([...scales]).toEqual([light.view.camera.peek().zoom * devicePixelRatio])
})
