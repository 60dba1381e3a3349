import { describe, expect, test } from 'vitest'
import { decompose } from '#board/geometry/matrix.ts'
import type { Handle } from '../editor/editor.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, addStroke, testBoard } from '../editor/testing/test-editor.ts'

function twoRectangles() {
  const board = testBoard()
  const a = addRectangle(board.document, 0, 0, 100, 50, 'red')
  const b = addRectangle(board.document, 200, 0, 100, 50, 'red')
  return { ...board, a, b, matrixOf: (id: string) => board.document.get(id)?.props.matrix }
}

/** A board whose one selected rectangle has the handle `handle` at scene point 100, 50. */
function grasped(handle: Handle) {
  const board = twoRectangles()
  board.editor.attachHandles((x, y) => (x === 100 && y === 50 ? handle : null))
  board.editor.selection.value = new Set([board.a])
  return board
}

describe('selecting', () => {
  test('[TOOL15] a click selects what it hits, Shift adds and takes away, a click on nothing deselects', () => {
    const { editor, a, b } = twoRectangles()
    const alice = person(editor).click(50, 25).expectSelected(a).click(250, 25).expectSelected(b)
    alice.hold({ shift: true }).click(50, 25).expectSelected(a, b).click(250, 25).expectSelected(a)
    alice.click(500, 500).expectSelected(a)
    alice.hold({}).click(500, 500).expectSelected()
  })

  test('[TOOL16] a rubber band selects what is wholly inside; cancelled, it gives the old selection back', () => {
    const { editor, document, a, b } = twoRectangles()
    const c = addStroke(document, [20, 100], [80, 140])
    const alice = person(editor).down(-20, -20).move([120, 160]).expectPath('select.banding').expectSelected(a, c)
    expect(editor.marks.value).toMatchObject([{ type: 'band', from: { x: -20, y: -20 }, to: { x: 120, y: 160 } }])
    alice.move([60, 160]).expectSelected().move([400, 60]).expectSelected(a, b).up().expectPath('select.idle')
    expect(editor.marks.value).toEqual([])
    alice.down(-20, -20).move([130, 60]).expectSelected(a).cancel().expectSelected(a, b)
    alice.hold({ shift: true }).down(0, 90).move([100, 160]).up().expectSelected(a, b, c)
  })
})

describe('moving', () => {
  test('[TOOL17] a drag moves the selection in one step; begun on something else, it selects that first', () => {
    const { editor, document, a, b, matrixOf } = twoRectangles()
    const changes: number[] = []
    document.onChange(({ updated }) => changes.push(updated.size))
    const alice = person(editor)
      .click(50, 25)
      .down(250, 25)
      .move([260, 45])
      .expectPath('select.moving')
      .expectSelected(b)
    expect([...editor.live.drags.values()].map(({ by, ids }) => [by, [...ids]])).toEqual([[[1, 0, 0, 1, 10, 20], [b]]])
    expect(matrixOf(b)).toEqual([100, 0, 0, 50, 200, 0])
    alice.move([280, 55]).up().expectPath('select.idle')
    expect(matrixOf(b)).toEqual([100, 0, 0, 50, 230, 30])
    expect(matrixOf(a)).toEqual([100, 0, 0, 50, 0, 0])
    expect(changes).toEqual([1])
    expect(editor.live.drags.size).toBe(0)
    editor.history.undo()
    expect(matrixOf(b)).toEqual([100, 0, 0, 50, 200, 0])
  })

  test('[TOOL18] Escape puts everything back', () => {
    const { editor, a, matrixOf } = twoRectangles()
    person(editor).down(50, 25).move([90, 90]).cancel().expectPath('select.idle').expectSelected(a)
    expect(matrixOf(a)).toEqual([100, 0, 0, 50, 0, 0])
    expect(editor.live.drags.size).toBe(0)
    expect(editor.history.canUndo).toBe(true)
  })

  test('[TOOL19] Alt drags copies, in one step; cancelled, the copies go', () => {
    const { editor, document, a, matrixOf } = twoRectangles()
    const alice = person(editor).hold({ alt: true }).down(50, 25).move([60, 125])
    expect(document.size).toBe(3)
    alice.up()
    const [copy] = editor.selection.value
    expect(matrixOf(copy ?? '')).toEqual([100, 0, 0, 50, 10, 100])
    expect(matrixOf(a)).toEqual([100, 0, 0, 50, 0, 0])
    editor.history.undo()
    expect(document.size).toBe(2)
    alice.down(50, 25).move([60, 125]).cancel()
    expect(document.size).toBe(2)
  })

  test('[TOOL20] several elements are also held by the space between them', () => {
    const { editor, a, b, matrixOf } = twoRectangles()
    editor.selection.value = new Set([a, b])
    person(editor).down(150, 25).move([150, 35]).up().expectSelected(a, b)
    expect(matrixOf(a)).toEqual([100, 0, 0, 50, 0, 10])
  })

  test('[TOOL17] a press that hardly moves is a click', () => {
    const { editor, a, matrixOf } = twoRectangles()
    person(editor).down(50, 25).move([52, 25]).up().expectSelected(a)
    expect(matrixOf(a)).toEqual([100, 0, 0, 50, 0, 0])
  })
})

describe('handles', () => {
  test('[TOOL21] a corner scales freely, with Shift in proportion, with Alt about the middle', () => {
    const free = grasped('se')
    person(free.editor).down(100, 50).move([150, 60]).expectPath('select.scaling').up()
    expect(width(free.matrixOf(free.a))).toBeCloseTo(150, -1)
    const even = grasped('se')
    person(even.editor).hold({ shift: true }).down(100, 50).move([202, 50]).up()
    const parts = decompose(even.matrixOf(even.a) ?? [0, 0, 0, 0, 0, 0])
    expect(parts.scaleX / parts.scaleY).toBeCloseTo(2)
    const centred = grasped('se')
    person(centred.editor).hold({ alt: true }).down(100, 50).move([120, 50]).up()
    expect(centred.matrixOf(centred.a)?.[4]).toBeLessThan(-15)
  })

  test('[TOOL22] the rotate handle turns about the middle, with Shift in steps of 15°', () => {
    const { editor, a, matrixOf } = grasped('rotate')
    person(editor).hold({ shift: true }).down(100, 50).move([50, 80]).up()
    const angle = (decompose(matrixOf(a) ?? [0, 0, 0, 0, 0, 0]).angle * 180) / Math.PI
    expect(Math.abs(angle)).toBeGreaterThan(10)
    expect(angle / 15).toBeCloseTo(Math.round(angle / 15))
  })

  test('[TOOL21] a press on a handle that hardly moves changes nothing', () => {
    const { editor, a, matrixOf } = grasped('se')
    person(editor).down(100, 50).move([101, 50]).expectPath('select.grasping').up().expectSelected(a)
    expect(matrixOf(a)).toEqual([100, 0, 0, 50, 0, 0])
  })

  test('[TOOL23] the cursor says what a press would do', () => {
    const { editor } = grasped('se')
    const cursorAt = (x: number, y: number) => {
      person(editor).hover(x, y)
      return editor.toolbox.cursor.value
    }
    expect([cursorAt(100, 50), cursorAt(50, 25), cursorAt(500, 500)]).toEqual(['nwse-resize', 'move', 'default'])
  })
})

const width = (matrix: readonly number[] | undefined) => Math.hypot(matrix?.[0] ?? 0, matrix?.[1] ?? 0)
