import { signal } from '@preact/signals'
import { afterEach, describe, expect, test } from 'vitest'
import { translate, type Matrix } from '#board/geometry/matrix.ts'
import type { Theme } from '#board/render/theme.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, addStroke, testBoard, type TestBoard } from '../editor/testing/test-editor.ts'
import { selectionFrame } from '../scene/selection-frame.ts'
import { mountCanvas } from './mount-canvas.ts'
import { mountViewer } from './viewer-canvas.ts'
import { differing, inked, pixelsOf } from './testing/pixels.ts'

const disposals: (() => void)[] = []
afterEach(() => disposals.splice(0).forEach((dispose) => dispose()))

function makeHost(): HTMLElement {
  const host = document.createElement('div')
  host.style.cssText = 'position:relative;width:400px;height:300px'
  document.body.append(host)
  disposals.push(() => host.remove())
  return host
}

/** Runs frames until no more is asked for; time passes fast enough that a zoom comes to rest. */
function settle({ frames }: TestBoard, from = 1_000): void {
  let now = from
  while (frames.flush(now)) now += 50
}

function mounted(mount: typeof mountCanvas | typeof mountViewer = mountCanvas, board = testBoard()) {
  const host = makeHost()
  const theme = signal<Theme>('light')
  const canvas = mount(host, board.editor, { theme })
  disposals.push(() => canvas.dispose())
  settle(board)
  const picture = () => {
    settle(board)
    const element = host.querySelector('canvas')
    if (!element) throw new Error('no canvas')
    return pixelsOf(element)
  }
  return { ...board, host, theme, canvas, picture }
}

describe('board canvas', () => {
  test('[CANVAS1] it fills its host and says when it has settled', () => {
    const { editor, canvas, document, picture } = mounted()
    expect(editor.viewport.value).toEqual({ width: 400, height: 300 })
    expect(canvas.paint.value).toBe('settled')
    const empty = picture()
    expect([empty.width, empty.height]).toEqual([400 * devicePixelRatio, 300 * devicePixelRatio])
    expect(inked(empty)).toBe(0)
    addStroke(document, [20, 20], [200, 100])
    expect(inked(picture())).toBeGreaterThan(300)
    expect(canvas.paint.value).toBe('settled')
  })

  test('[CANVAS2] a stroke looks the same while it is drawn and after', () => {
    const board = mounted()
    const alice = person(board.editor).choose('pen').down(30, 30)
    for (let i = 0; i < 60; i++) alice.move([30 + i * 5, 100 + 60 * Math.sin(i / 6)])
    const live = board.picture()
    alice.up()
    const settled = board.picture()
    expect(inked(live)).toBeGreaterThan(500)
    expect(differing(live, settled, 96)).toBeLessThan(inked(live) * 0.03)
  })

  test.each([mountCanvas, mountViewer])(
    '[CANVAS24] it has the colour of the paper that the board says, in either theme',
    (mount) => {
      const board = mounted(mount)
      const corner = () => [...board.picture().data.subarray(0, 3)]
      expect(corner()).toEqual([253, 253, 252])
      board.document.setMeta({ background: '#ffe0b0' })
      expect(corner()).toEqual([255, 224, 176])
      board.theme.value = 'dark'
      expect(corner()).toEqual([79, 48, 0])
      board.document.setMeta({ background: 'teal' })
      expect(corner()).toEqual([66, 199, 196])
      board.document.setMeta({ background: 'default' })
      expect(corner()).toEqual([22, 24, 29])
    },
  )

  test('[CANVAS3] a new stroke is painted in the frame of its pointer event', () => {
    const board = mounted()
    const before = inked(board.picture())
    person(board.editor).choose('pen').down(30, 30).move([200, 200])
    expect(board.frames.flush(5_000)).toBe(true)
    expect(inked(pixelsOf(board.host.querySelector('canvas') as HTMLCanvasElement))).toBeGreaterThan(before + 200)
  })

  test('[CANVAS4] what is dragged is drawn where it is, once', () => {
    const board = mounted()
    addRectangle(board.document, 20, 20, 60, 60, 'red')
    const before = board.picture()
    const alice = person(board.editor).down(50, 50).move([250, 150])
    board.editor.selection.value = new Set()
    const moved = board.picture()
    expect(inked(moved)).toBeLessThan(inked(before) * 1.05)
    alice.cancel()
    expect(differing(board.picture(), before, 8)).toBe(0)
  })

  test('[CANVAS11] many elements on the move look as they do at rest', () => {
    const board = mounted()
    for (let i = 0; i < 100; i++) addStroke(board.document, [10 + i, 20], [110 - i / 2, 80 + i])
    const before = board.picture()
    const alice = person(board.editor).down(0, 0).move([200, 250]).up()
    expect(board.editor.selection.value.size).toBe(100)
    alice.down(60, 60).move([160, 90])
    board.editor.selection.value = new Set()
    const moving = board.picture()
    expect(differing(moving, before, 100)).toBeGreaterThan(1_000)
    alice.up()
    expect(differing(board.picture(), moving, 100)).toBeLessThan(10)
  })

  test('[CANVAS5] what the eraser touches is faded, and back when the eraser is cancelled', () => {
    const board = mounted()
    addRectangle(board.document, 20, 20, 60, 60, 'red')
    const before = board.picture()
    const alice = person(board.editor).choose('eraser').down(10, 50).move([50, 50])
    const faded = board.picture()
    expect(differing(faded, before, 60)).toBeGreaterThan(2_000)
    expect(inked(faded)).toBeGreaterThan(2_000)
    alice.cancel()
    expect(differing(board.picture(), before, 8)).toBe(0)
  })

  test('[CANVAS6] the selection has handles where its frame is, whatever the number of its elements', () => {
    const { editor, document, picture } = mounted()
    const ids = [addRectangle(document, 50, 50, 100, 100), addRectangle(document, 250, 150, 100, 100)]
    const without = picture()
    editor.selection.value = new Set(ids)
    expect(differing(picture(), without, 40)).toBeGreaterThan(200)
    const frame = selectionFrame(editor.scene, editor.measure, ids)
    expect(frame).toMatchObject({ width: 302, height: 202, resize: 'free' })
    expect(editor.handleAt(49 - 5, 49 - 5)).toBe('nw')
    expect(editor.handleAt(351 + 5, 251 + 5)).toBe('se')
    expect(editor.handleAt(200, 251 + 5)).toBe('s')
    expect(editor.handleAt(200, 49 - 31)).toBe('rotate')
    expect(editor.handleAt(200, 150)).toBe(null)
    editor.selection.value = new Set()
    picture()
    expect(editor.handleAt(44, 44)).toBe(null)
  })

  test('[CANVAS25] the frame of what is selected goes along when somebody else drags all or some of it', () => {
    const own = mounted()
    const other = mounted()
    const boards = [own, other]
    for (const { document, editor } of boards)
      editor.selection.value = new Set([
        addRectangle(document, 40, 40, 60, 50, 'red'),
        addRectangle(document, 60, 60, 60, 50),
      ])
    const resting = other.picture()
    person(own.editor).down(50, 50).move([190, 130])
    const lift = (drag: string, ids: readonly string[], by: Matrix) => {
      other.editor.live.receive(7, { type: 'lift', drag, ids })
      other.editor.live.receive(7, { type: 'drag', drag, by })
    }
    const ids = [...other.editor.selection.value]
    lift('all', ids, translate(140, 80))
    // What I drag looks so, too: its frame is where it is, and has no handles.
    expect(differing(other.picture(), own.picture(), 8)).toBe(0)
    other.editor.live.receive(7, { type: 'end', id: 'all', committed: false })
    expect(differing(other.picture(), resting, 8)).toBe(0)

    lift('one', ids.slice(0, 1), translate(140, 80))
    other.picture()
    const { width, height, matrix } = other.editor.selectionFrame()!
    expect([width, height, matrix[4], matrix[5]]).toEqual([182, 112, 59, 59])
  })

  test('[CANVAS7] a drag of a handle scales on the canvas as it does in the document', () => {
    const { editor, document, picture } = mounted()
    const id = addRectangle(document, 50, 50, 100, 100)
    editor.selection.value = new Set([id])
    picture()
    person(editor)
      .down(150 + 5, 150 + 5)
      .expectPath('select.grasping')
      .move([250 + 5, 200 + 5])
      .up()
    expect(document.get(id)?.props.matrix).toEqual([200, 0, 0, 150, 50, 50].map((value) => expect.closeTo(value, 3)))
  })

  test('[CANVAS8] a text that is being typed is not drawn by the canvas as well', () => {
    const { editor, document, picture } = mounted()
    const empty = picture()
    const [id] = document.add([{ kind: 'text', text: 'hello', matrix: [1, 0, 0, 1, 50, 50] }])
    expect(inked(picture())).toBeGreaterThan(50)
    editor.editing.value = id ?? null
    expect(differing(picture(), empty, 8)).toBe(0)
  })

  test('[CANVAS9] another theme repaints everything', () => {
    const { theme, document, picture } = mounted()
    addStroke(document, [20, 20], [200, 100])
    const light = picture()
    theme.value = 'dark'
    const dark = picture()
    expect(differing(light, dark, 100)).toBeGreaterThan(light.width * light.height * 0.95)
    theme.value = 'light'
    expect(differing(picture(), light, 0)).toBe(0)
  })
})

describe('viewer', () => {
  test('[CANVAS10] shows what the board canvas shows, without Fabric', () => {
    const board = testBoard()
    addStroke(board.document, [20, 20], [200, 100], [300, 50])
    addRectangle(board.document, 100, 100, 100, 60, 'blue')
    const viewer = mounted(mountViewer, board)
    board.editor.live.beginInk('ink-in-flight', { color: 'red', width: 8, opacity: 1 })
    board.editor.live.extendInk('ink-in-flight', [20, 200, 0.5, 300, 250, 0.5], [])
    const byViewer = viewer.picture()
    viewer.canvas.dispose()
    const byCanvas = mounted(mountCanvas, board).picture()
    expect(inked(byCanvas)).toBeGreaterThan(3_000)
    expect(differing(byViewer, byCanvas, 2)).toBe(0)
  })
})
