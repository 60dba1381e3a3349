import { describe, expect, test } from 'vitest'
import { strokePoints, type StrokeProps } from '#board/elements/stroke.ts'
import { STRIDE } from '#board/geometry/points.ts'
import { touchesPolyline } from '#board/geometry/segment.ts'
import { LIMITS } from '#board/limits.ts'
import { person } from '../editor/testing/person.ts'
import { testBoard } from '../editor/testing/test-editor.ts'

const strokesOf = ({ document }: ReturnType<typeof testBoard>) =>
  Array.from(document.elements(), ({ props }) => strokePoints(props as StrokeProps) ?? new Float64Array())

describe('pen', () => {
  test('[TOOL1] a stroke is live while it is drawn and enters the document once, when the pointer is lifted', () => {
    const board = testBoard()
    const { editor, document } = board
    const changes: number[] = []
    document.onChange(({ added }) => changes.push(added.size))
    const alice = person(editor).choose('pen').down(10, 10).move([20, 40]).move([50, 50]).expectPath('pen.drawing')
    expect(document.size).toBe(0)
    expect([...editor.live.inks.values()].map(({ points }) => points.length / 3)).toEqual([3])
    alice.up().expectPath('pen.idle')
    expect(changes).toEqual([1])
    expect(editor.live.inks.size).toBe(0)
    const [points] = strokesOf(board)
    expect(points?.[0]).toBeCloseTo(10, 0)
    expect(points?.at(-2)).toBeCloseTo(50, 0)
  })

  test('[TOOL2] a click draws a dot', () => {
    const board = testBoard()
    person(board.editor).choose('pen').click(30, 40)
    const [id] = Array.from(board.document.elements(), ({ id }) => id)
    expect(board.editor.scene.hitTest(30, 40, 0)).toBe(id)
  })

  test('[TOOL3] a cancelled stroke leaves nothing, neither live nor in the document nor in the history', () => {
    const { editor, document } = testBoard()
    person(editor).choose('pen').down(0, 0).move([50, 50]).cancel().expectPath('pen.idle')
    expect(document.size).toBe(0)
    expect(editor.live.inks.size).toBe(0)
    expect(editor.history.canUndo).toBe(false)
  })

  test('[TOOL4] a stroke longer than the limit goes on in a new record, and nothing of it is lost', () => {
    const board = testBoard()
    const alice = person(board.editor).choose('pen').down(0, 0)
    for (let i = 1; i <= LIMITS.pointsPerStroke * 2.5; i++) alice.move([i * 3, i % 2 ? 20 : 0])
    alice.up()
    const strokes = strokesOf(board)
    expect(strokes.length).toBeGreaterThanOrEqual(3)
    const reached = strokes.map((points) => points.at(-3) ?? 0)
    expect(Math.max(...reached)).toBeCloseTo(LIMITS.pointsPerStroke * 2.5 * 3, 0)
    for (const points of strokes) expect(points.length / 3).toBeLessThanOrEqual(LIMITS.pointsPerStroke)
    for (const [i, points] of strokes.slice(1).entries()) expect(points[0]).toBeCloseTo(strokes[i]?.at(-3) ?? NaN, 0)
  })

  test('[TOOL5] what is stored is within a quarter of a screen pixel of what was drawn, at the zoom at which it was drawn', () => {
    for (const zoom of [0.25, 8]) {
      const board = testBoard()
      board.editor.camera.value = { x: 0, y: 0, zoom }
      const drawn = Array.from({ length: 200 }, (_, i) => [i / zoom, (30 * Math.sin(i / 15)) / zoom] as const)
      person(board.editor)
        .choose('pen')
        .down(0, 0)
        .move(...drawn)
        .up()
      const [points] = strokesOf(board)
      expect((points?.length ?? 0) / 3).toBeLessThan(100)
      // A quarter of a pixel, and the rounding of what is stored.
      for (const [x, y] of drawn) {
        const at = { x, y }
        expect(touchesPolyline({ from: at, to: at }, points ?? [], STRIDE, 0.34 / zoom)).toBe(true)
      }
    }
  })

  test('[TOOL6] a pen has its own pressure; a mouse has one that follows from its speed', () => {
    const board = testBoard()
    const alice = person(board.editor).choose('pen').hold({ type: 'pen', pressure: 0.9 })
    alice.down(0, 0).move([40, 0], [80, 30]).up()
    alice.hold({ type: 'mouse' }).down(0, 100).move([40, 100], [41, 130]).up()
    const [byPen, byMouse] = strokesOf(board)
    expect(byPen?.[2]).toBeCloseTo(0.9, 1)
    expect(byMouse?.[2]).not.toBe(byMouse?.[5])
  })
})
