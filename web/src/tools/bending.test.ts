import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import type { LineProps } from '#board/elements/line.ts'
import { translate } from '#board/geometry/matrix.ts'
import { COMMANDS } from '../editor/commands.ts'
import { runCommand } from '../editor/command.ts'
import { bendableOf, handlesOf } from '../editor/points.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, testBoard } from '../editor/testing/test-editor.ts'
import { createLivePictures } from '../scene/live-pictures.ts'

/** A line from 100, 100 to 300, 100, selected. */
function board(route: LineProps['route'] = 'straight', ...inner: number[]) {
  const test = testBoard()
  const { editor, document } = test
  const points = [0, 0, ...inner, 200, 0]
  const [id = ''] = document.add([{ kind: 'line', matrix: translate(100, 100), points, route, width: 4 }])
  editor.selection.value = new Set([id])
  const handles = () => {
    const line = bendableOf(editor)
    return line ? handlesOf(line, editor.camera.value.zoom) : []
  }
  const places = (type: 'point' | 'middle') =>
    handles().flatMap((handle) => (handle.type === type ? [[Math.round(handle.x), Math.round(handle.y)]] : []))
  const run = (command: string) => {
    const found = COMMANDS.find((each) => each.id === command)
    return found !== undefined && runCommand(found, editor)
  }
  return { ...test, id, handles, places, run, props: () => document.get(id)?.props as LineProps }
}

describe('bending a line', () => {
  test('[BEND1] an end is dragged, an inner point is, and the middle of a piece becomes a point; one step each', () => {
    const { editor, places } = board()
    person(editor).down(300, 100).expectPath('select.gripping').move([340, 150]).expectPath('select.bending').up()
    expect(places('point')).toEqual([
      [100, 100],
      [340, 150],
    ])
    person(editor).down(220, 125).move([220, 200], [200, 300]).up().expectPath('select.idle')
    expect(places('point')).toEqual([
      [100, 100],
      [200, 300],
      [340, 150],
    ])
    person(editor).down(200, 300).move([210, 310]).up()
    expect(places('point')[1]).toEqual([210, 310])
    editor.history.undo()
    editor.history.undo()
    expect(places('point')).toHaveLength(2)
    editor.history.undo()
    expect(places('point')[1]).toEqual([300, 100])
    expect(editor.history.canUndo).toBe(true)
  })

  test('[BEND2] it is live while it is bent, and stored once; cancelled, it is as it was', () => {
    const { editor, document, id, props } = board()
    const before = props()
    const said: string[] = []
    editor.live.onSend(({ type }) => said.push(type))
    const pictures = createLivePictures({ ...editor, editing: () => null, cut: () => new Map() })
    const alice = person(editor).down(300, 100).move([300, 300])
    expect(pictures.lifted()).toEqual(new Set([id]))
    expect(props()).toEqual(before)
    const [shown] = pictures.list(true)
    alice.up()
    expect(shown?.items).toEqual(editor.scene.displayOf(id))
    expect(said).toEqual(['lift', 'draft', 'end'])
    expect(pictures.lifted().size).toBe(0)
    alice.down(300, 300).move([0, 0]).cancel()
    expect(editor.live.drags.size).toBe(0)
    expect(document.get(id)?.props).toMatchObject({ points: [0, 0, 200, 200] })
  })

  test('[BEND3] with Shift a point stands in a whole direction from its neighbour', () => {
    const { editor, places } = board()
    person(editor).hold({ shift: true }).down(300, 100).move([300, 290]).up()
    const [, [x, y] = []] = places('point')
    expect(Math.round((Math.atan2((y ?? 0) - 100, (x ?? 0) - 100) * 180) / Math.PI)).toBe(45)
  })

  test('[BEND4] a point is taken out by a double click and by Delete; a line keeps two', () => {
    const { editor, document, id, places, run } = board('straight', 50, 50, 100, -50)
    person(editor).doubleClick(150, 150)
    expect(places('point')).toHaveLength(3)
    person(editor).click(200, 50)
    expect(run('delete')).toBe(true)
    expect(places('point')).toHaveLength(2)
    person(editor).doubleClick(100, 100)
    expect(places('point')).toHaveLength(2)
    expect(editor.editing.value).toBe(null)
    person(editor).expectSelected(id)
    run('delete')
    expect(document.size).toBe(0)
  })

  test('[BEND5] an end is bound to what it is let go on, which is shown meanwhile, and free where there is nothing or with Ctrl', () => {
    const { editor, document, props, places } = board()
    const box = addRectangle(document, 400, 50, 100, 100)
    const alice = person(editor).down(300, 100).move([450, 100])
    expect(editor.marks.value).toEqual([{ type: 'target', id: box, at: { x: 0.5, y: 0.5 } }])
    alice.up()
    expect(editor.marks.value).toEqual([])
    expect(props().end).toEqual({ id: box, x: 0.5, y: 0.5 })
    expect(places('point')[1]).toEqual([394, 100])
    alice.down(394, 100).move([350, 250]).up()
    expect(props().end).toBe(null)
    alice.hold({ ctrl: true }).down(350, 250).move([450, 100]).up()
    expect(props().end).toBe(null)
    alice.hold({}).choose('arrow').hover(420, 60)
    expect(editor.marks.value).toMatchObject([{ type: 'target', id: box }])
    alice.down(0, 300).move([450, 100])
    expect(editor.marks.value).toMatchObject([{ type: 'target', id: box }])
    alice.up()
    expect(editor.marks.value).toEqual([])
  })

  test('[BEND6] keys go along the points and the middles, move and remove them, and Escape leaves the line selected', () => {
    const { editor, id, places, run } = board()
    run('edit-points')
    expect(editor.grip.value).toEqual({ id, type: 'point', index: 0 })
    run('nudge-up')
    run('push-left')
    expect(places('point')[0]).toEqual([90, 99])
    run('edit-points')
    expect(editor.grip.value).toMatchObject({ type: 'middle', index: 0 })
    run('push-down')
    expect(editor.grip.value).toMatchObject({ type: 'point', index: 1 })
    expect(places('point')).toHaveLength(3)
    run('delete')
    expect(places('point')).toHaveLength(2)
    run('edit-points')
    run('escape')
    person(editor).expectSelected(id)
    run('escape')
    person(editor).expectSelected()
    expect(run('edit-points')).toBe(false)
  })

  test('[BEND7] a finger takes hold of a handle from further away than a mouse, and of a point rather than of a middle', () => {
    const { editor, places } = board()
    person(editor).down(318, 100).expectPath('select.pressing').up()
    editor.selection.value = new Set(editor.document.ids())
    person(editor).hold({ type: 'touch' }).down(318, 110).move([340, 150]).up()
    expect(places('point')[1]).toEqual([322, 140])
  })

  test('[BEND11] what somebody else does to a line while it is bent is kept, and a line that goes meanwhile stays gone', () => {
    const { editor, document, doc, id, props, places } = board()
    const other = new Y.Doc()
    const theirs = createBoardDocument(other)
    const exchange = () => {
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    }
    exchange()
    const alice = person(editor).down(300, 100).move([300, 300])
    theirs.edit([id], 'color', 'red')
    exchange()
    alice.up()
    exchange()
    expect(props()).toMatchObject({ color: 'red' })
    expect(theirs.get(id)?.props).toEqual(props())
    expect(places('point')[1]).toEqual([300, 300])
    alice.down(300, 300).move([0, 0])
    theirs.remove([id])
    exchange()
    alice.up()
    expect([document.size, editor.live.drags.size]).toEqual([0, 0])
  })

  test('[BEND8] a curve and an elbow are bent where they are drawn, and pass through the new point', () => {
    for (const route of ['curved', 'elbow'] as const) {
      const { editor, places, id } = board(route, 100, 100)
      const [first] = places('middle')
      const [x = 0, y = 0] = first ?? []
      expect(editor.scene.hitTest(x, y, 2)).toBe(id)
      person(editor)
        .down(x, y)
        .move([x, y - 60])
        .up()
      expect(places('point')).toHaveLength(4)
      expect(editor.scene.hitTest(x, y - 60, 2)).toBe(id)
    }
  })
})
