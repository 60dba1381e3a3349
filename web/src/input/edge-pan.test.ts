import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { person } from '../editor/testing/person.ts'
import { addRectangle } from '../editor/testing/test-editor.ts'
import { pushAt } from './edge-pan.ts'
import { inputPage } from './testing/input-page.ts'

const VIEW = { width: 800, height: 600 }

/** A board whose edges are those of its view. */
function page() {
  const { document: board, editor, frames, pointer } = inputPage({}, { left: 0, top: 0, ...VIEW })
  editor.resize(VIEW)
  let now = 0
  return {
    board,
    editor,
    camera: () => editor.camera.value,
    placeOf: (id: string) => board.get(id)?.props.matrix.slice(4),
    pointer: (type: 'down' | 'move' | 'up', x: number, y: number, pointerType = 'mouse') =>
      pointer(type, { x, y, pointerType }),
    /** So many frames of a sixtieth of a second. */
    pass(count: number) {
      for (let i = 0; i < count; i++) frames.flush((now += 1000 / 60))
    },
  }
}

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
      const { board, camera, placeOf, pointer, pass } = page()
      const id = addRectangle(board, 300, 200, 100, 100, 'red')
      pointer('down', 350, 250, type)
      pointer('move', 500, 250, type)
      pass(1)
      pointer('move', 799, 250, type)
      pass(5)
      expect(camera().x).toBe(0)
      pass(60)
      const { x, y } = camera()
      expect(x).toBeGreaterThan(300)
      expect(y).toBe(0)
      pointer('move', 400, 250, type)
      pass(30)
      expect(camera()).toEqual({ x, y, zoom: 1 })
      pointer('up', 400, 250, type)
      expect(placeOf(id)).toEqual([350 + x, 200])
      pass(30)
      expect(camera()).toEqual({ x, y, zoom: 1 })
    },
  )

  test('[INPUT16] selects with a rubber band what was out of sight', () => {
    const { board, editor, pointer, pass } = page()
    const far = addRectangle(board, 900, 100, 50, 50)
    pointer('down', 500, 50)
    pointer('move', 700, 300)
    pointer('move', 820, 300)
    pass(90)
    pointer('up', 820, 300)
    expect([...editor.selection.value]).toEqual([far])
  })

  test.each(['rectangle', 'arrow', 'lasso'])('[INPUT16] goes on with what %s pulls open', (tool) => {
    const { editor, camera, pointer, pass } = page()
    person(editor).choose(tool)
    pointer('down', 500, 50)
    pointer('move', 700, 300)
    pass(1)
    pointer('move', 700, 590)
    pass(60)
    expect(camera().y).toBeGreaterThan(100)
  })

  test('[INPUT17] leaves the paper under a pen where it is, and what is begun there', () => {
    const { board, editor, camera, pointer, pass } = page()
    person(editor).choose('pen')
    pointer('down', 500, 300)
    pointer('move', 799, 300)
    pass(60)
    pointer('up', 799, 300)
    person(editor).choose('select')
    addRectangle(board, 740, 100, 59, 100, 'red')
    pointer('down', 795, 150)
    pointer('move', 795, 200)
    pass(60)
    expect(camera().x).toBe(0)
  })

  test('[INPUT18] who wants things to move less sees the view go by steps', () => {
    const query = matchMedia('all')
    const spy = vi.spyOn(window, 'matchMedia').mockReturnValue(query)
    onTestFinished(() => spy.mockRestore())
    const { board, camera, pointer, pass } = page()
    addRectangle(board, 300, 200, 100, 100, 'red')
    pointer('down', 350, 250)
    pointer('move', 500, 250)
    pass(1)
    pointer('move', 800, 250)
    const seen = new Set<number>()
    for (let i = 0; i < 60; i++) {
      pass(1)
      seen.add(camera().x)
    }
    expect([...seen]).toHaveLength(5)
    for (const [i, x] of [...seen].slice(1).entries()) expect(x - [...seen][i]!).toBeGreaterThanOrEqual(150)
  })
})
