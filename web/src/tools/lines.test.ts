import { describe, expect, test } from 'vitest'
import type { LineProps } from '#board/elements/line.ts'
import { kindOf } from '#board/elements/index.ts'
import { boxOfCoordinates } from '#board/geometry/box.ts'
import { applyTo, translate } from '#board/geometry/matrix.ts'
import { pointAt } from '#board/geometry/route.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, testBoard, type TestBoard } from '../editor/testing/test-editor.ts'
import { createLivePictures } from '../scene/live-pictures.ts'

/** Points of a line where they are shown, in scene units. */
function shown({ editor }: TestBoard, id: string): number[][] {
  const element = editor.scene.get(id)
  if (!element) throw new Error('no such line')
  const { points, matrix } = element.props as LineProps
  return Array.from({ length: points.length / 2 }, (_, i) => applyTo(matrix, pointAt(points, i))).map(({ x, y }) => [
    Math.round(x),
    Math.round(y),
  ])
}

const lastOf = ({ document }: TestBoard): string => [...document.elements()].at(-1)?.id ?? ''

describe('lines', () => {
  test('[TOOL30] a drag draws a line from end to end, live while it is drawn; an arrow has its heads', () => {
    const board = testBoard()
    const { editor, document } = board
    const alice = person(editor).choose('arrow').down(10, 20).move([60, 50]).expectPath('arrow.pulling')
    expect(editor.live.drafts.size).toBe(1)
    alice.move([110, 70]).up().expectPath('select.idle').expectSelected(lastOf(board))
    expect(shown(board, lastOf(board))).toEqual([
      [10, 20],
      [110, 70],
    ])
    expect(document.get(lastOf(board))?.props).toMatchObject({ endHead: 'arrow', startHead: 'none' })
    person(editor).choose('line').hold({ shift: true }).down(0, 0).move([100, 7]).up()
    expect(shown(board, lastOf(board))).toEqual([
      [0, 0],
      [100, 0],
    ])
    expect(document.get(lastOf(board))?.props).toMatchObject({ endHead: 'none' })
    expect(editor.live.drafts.size).toBe(0)
  })

  test('[TOOL31] clicks go from corner to corner; a click where the last one was ends it, and so does Escape', () => {
    const board = testBoard()
    const { editor, document } = board
    person(editor).choose('line').click(0, 0).hover(50, 0).click(100, 0).hover(100, 50).click(100, 100).click(100, 100)
    expect(shown(board, lastOf(board))).toEqual([
      [0, 0],
      [100, 0],
      [100, 100],
    ])
    expect(editor.toolbox.path.value).toBe('select.idle')
    person(editor).choose('line').click(0, 0).click(40, 0).hover(90, 90).cancel()
    expect(shown(board, lastOf(board))).toEqual([
      [0, 0],
      [40, 0],
    ])
    expect(editor.live.drafts.size).toBe(0)
    editor.history.undo()
    expect(document.size).toBe(1)
  })

  test('[TOOL32] a click alone, or a cancelled line, leaves nothing', () => {
    const { editor, document } = testBoard()
    person(editor).choose('line').doubleClick(5, 5).expectPath('line.idle')
    person(editor).choose('arrow').down(0, 0).move([50, 50]).cancel().expectPath('arrow.idle')
    person(editor).choose('arrow').click(0, 0).choose('pen')
    expect([document.size, editor.live.drafts.size]).toEqual([0, 0])
  })
})

/** Two boxes with an arrow from the middle of the one to the middle of the other. */
function connected(route: 'straight' | 'curved' | 'elbow' = 'straight') {
  const board = testBoard()
  const { editor, document } = board
  editor.style.value = { ...editor.style.value, route, width: 4 }
  const from = addRectangle(document, 0, 0, 100, 100)
  const to = addRectangle(document, 300, 0, 100, 100)
  person(editor).choose('arrow').down(50, 50).move([200, 50], [350, 50]).up()
  return { ...board, from, to, arrow: lastOf(board), points: () => shown(board, lastOf(board)) }
}

describe('connectors', () => {
  test('[CONN1] begin and end at the outlines of what they were drawn between, and follow it, whoever moves it', () => {
    const { editor, document, to, arrow, points } = connected()
    expect(document.get(arrow)?.props).toMatchObject({ start: { x: 0.5, y: 0.5 }, end: { id: to, x: 0.5, y: 0.5 } })
    expect(points()).toEqual([
      [106, 50],
      [294, 50],
    ])
    const stored = JSON.stringify(document.get(arrow))
    document.transform([to], translate(0, 300))
    const [[x, y] = []] = points()
    expect([x, y]).toEqual([104, 104])
    expect(JSON.stringify(document.get(arrow))).toBe(stored)
    const box = kindOf('line').bounds(editor.scene.get(arrow)?.props as LineProps, editor.measure)
    expect(editor.scene.boundsOf(arrow)).toEqual(box)
    expect(editor.scene.hitTest(200, 200, 5)).toBe(arrow)
  })

  test('[CONN2] leave at the sides when they are curved or have corners', () => {
    const straightLevel = connected('elbow')
    straightLevel.document.transform([straightLevel.to], translate(0, 200))
    expect(straightLevel.points()).toEqual([
      [106, 50],
      [200, 50],
      [200, 250],
      [294, 250],
    ])
    const curved = connected('curved')
    curved.document.transform([curved.to], translate(-300, 300))
    expect([curved.points()[0], curved.points().at(-1)]).toEqual([
      [50, 106],
      [50, 294],
    ])
  })

  test('[CONN3] follow while what they are bound to is dragged', () => {
    const { editor, document, to, arrow } = connected()
    const { scene, live, measure } = editor
    const pictures = createLivePictures({
      document,
      scene,
      live,
      measure,
      editing: () => null,
      cut: () => new Map(),
    })
    live.beginDrag('drag-of-a-box', [to])
    live.moveDrag('drag-of-a-box', translate(0, 300))
    expect(pictures.lifted().has(arrow)).toBe(true)
    const followed = pictures.list(true).find(({ key }) => key.endsWith('ties'))
    document.transform([to], translate(0, 300))
    expect(followed?.items).toEqual(scene.displayOf(arrow))
  })

  test('[CONN4] stay where they are when what they are bound to goes, and hold on to it again when it comes back', () => {
    const { editor, document, to, points } = connected()
    document.transform([to], translate(0, 300))
    const before = points()
    editor.document.remove([to])
    expect(points()).toEqual(before)
    editor.history.undo()
    expect(document.size).toBe(3)
    document.transform([to], translate(0, -300))
    expect(points()).toEqual([
      [106, 50],
      [294, 50],
    ])
  })

  test('[CONN5] are free when they are moved away alone, and stay bound when all move together', () => {
    const { editor, document, from, to, arrow, points } = connected()
    editor.document.transform([from, to, arrow], translate(10, 10))
    expect(points()).toEqual([
      [116, 60],
      [304, 60],
    ])
    expect(document.get(arrow)?.props).toMatchObject({ end: { id: to } })
    editor.document.transform([arrow], translate(0, 200))
    expect(document.get(arrow)?.props).toMatchObject({ start: null, end: null })
    expect(points()).toEqual([
      [116, 260],
      [304, 260],
    ])
    editor.history.undo()
    expect(document.get(arrow)?.props).toMatchObject({ end: { id: to } })
  })

  test('[CONN6] are bound to the copies when they are copied along, and free when they are copied alone', () => {
    const { editor, document, from, to, arrow } = connected()
    const copies = editor.document.duplicate([from, to, arrow], 0, 500)
    expect(document.get(copies[2] ?? '')?.props).toMatchObject({ start: { id: copies[0] }, end: { id: copies[1] } })
    const [alone = ''] = editor.document.duplicate([arrow], 0, 40)
    expect(document.get(alone)?.props).toMatchObject({ start: null, end: null })
    editor.history.undo()
    editor.history.undo()
    expect(document.size).toBe(3)
  })

  test('[CONN7] carry words in their middle, and make room for them', () => {
    const { editor, document, arrow } = connected()
    document.editText(arrow, [{ index: 0, remove: 0, insert: 'yes' }])
    const [line, , words] = editor.scene.displayOf(arrow)
    if (line?.type !== 'path' || words?.type !== 'text') throw new Error('no words on a line')
    const box = boxOfCoordinates([...line.path.coordinates])
    expect([box.minX, box.maxX].map(Math.round)).toEqual([106, 294])
    expect(line.path.ops).toHaveLength(4)
    expect(editor.scene.hitTest(200, 50, 1)).toBe(arrow)
  })
})
