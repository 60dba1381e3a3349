import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { person } from '../editor/testing/person.ts'
import { addRectangle, testBoard, type TestBoard } from '../editor/testing/test-editor.ts'
import { attachInput } from './attach-input.ts'
import { pushAt } from './edge-pan.ts'

const VIEW = { width: 800, height: 600 }
let board: TestBoard
let host: HTMLElement
let stop: () => void
let now: number

beforeEach(() => {
  board = testBoard()
  board.editor.resize(VIEW)
  host = document.createElement('div')
  host.style.cssText = 'position:absolute;left:0;top:0;width:800px;height:600px'
  document.body.append(host)
  stop = attachInput(host, board.editor, { mac: false })
  now = 0
})
afterEach(() => {
  stop()
  host.remove()
  vi.restoreAllMocks()
})

function pointer(type: string, x: number, y: number, pointerType = 'mouse'): void {
  const at = { clientX: x, clientY: y, bubbles: true, cancelable: true, pointerId: 1, pointerType }
  host.dispatchEvent(new PointerEvent(`pointer${type}`, at))
}

/** So many frames of a sixtieth of a second. */
function frames(count: number): void {
  for (let i = 0; i < count; i++) board.frames.flush((now += 1000 / 60))
}

const camera = () => board.editor.camera.value
const placeOf = (id: string) => board.document.get(id)?.props.matrix.slice(4)

describe('the edge of the view', () => {
  test('[INPUT16] pushes the harder the nearer it is, and no harder beyond', () => {
    const at = (viewX: number, viewY: number, type: 'mouse' | 'touch' = 'mouse') => pushAt({ viewX, viewY, type }, VIEW)
    expect(at(400, 300)).toEqual({ x: 0, y: 0 })
    expect(at(792, 300)).toEqual({ x: 0.5, y: 0 })
    expect(at(-50, 700)).toEqual({ x: -1, y: 1 })
    // Fingers don't get so near.
    expect([at(780, 300).x, at(780, 300, 'touch').x]).toEqual([0, 0.375])
  })

  test.each(['mouse', 'touch'])(
    '[INPUT16] takes the view along with what is dragged there, by %s, until it comes back',
    (type) => {
      const id = addRectangle(board.document, 300, 200, 100, 100, 'red')
      pointer('down', 350, 250, type)
      pointer('move', 500, 250, type)
      frames(1)
      pointer('move', 799, 250, type)
      frames(5)
      expect(camera().x).toBe(0)
      frames(60)
      const { x, y } = camera()
      expect(x).toBeGreaterThan(300)
      expect(y).toBe(0)
      pointer('move', 400, 250, type)
      frames(30)
      expect(camera()).toEqual({ x, y, zoom: 1 })
      pointer('up', 400, 250, type)
      expect(placeOf(id)).toEqual([350 + x, 200])
      frames(30)
      expect(camera()).toEqual({ x, y, zoom: 1 })
    },
  )

  test('[INPUT16] selects with a rubber band what was out of sight', () => {
    const far = addRectangle(board.document, 900, 100, 50, 50)
    pointer('down', 500, 50)
    pointer('move', 700, 300)
    pointer('move', 820, 300)
    frames(90)
    pointer('up', 820, 300)
    expect([...board.editor.selection.value]).toEqual([far])
  })

  test.each(['rectangle', 'arrow', 'lasso'])('[INPUT16] goes on with what %s pulls open', (tool) => {
    person(board.editor).choose(tool)
    pointer('down', 500, 50)
    pointer('move', 700, 300)
    frames(1)
    pointer('move', 700, 590)
    frames(60)
    expect(camera().y).toBeGreaterThan(100)
  })

  test('[INPUT17] leaves the paper under a pen where it is, and what is begun there', () => {
    person(board.editor).choose('pen')
    pointer('down', 500, 300)
    pointer('move', 799, 300)
    frames(60)
    pointer('up', 799, 300)
    person(board.editor).choose('select')
    addRectangle(board.document, 740, 100, 59, 100, 'red')
    pointer('down', 795, 150)
    pointer('move', 795, 200)
    frames(60)
    expect(camera().x).toBe(0)
  })

  test('[INPUT18] who wants things to move less sees the view go by steps', () => {
    stop()
    const query = matchMedia('all')
    vi.spyOn(window, 'matchMedia').mockReturnValue(query)
    stop = attachInput(host, board.editor, { mac: false })
    addRectangle(board.document, 300, 200, 100, 100, 'red')
    pointer('down', 350, 250)
    pointer('move', 500, 250)
    frames(1)
    pointer('move', 800, 250)
    const seen = new Set<number>()
    for (let i = 0; i < 60; i++) {
      frames(1)
      seen.add(camera().x)
    }
    expect([...seen]).toHaveLength(5)
    for (const [i, x] of [...seen].slice(1).entries()) expect(x - [...seen][i]!).toBeGreaterThanOrEqual(150)
  })
})
