import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxOfCoordinates } from '#board/geometry/box.ts'
import { runCommand } from './command.ts'
import { COMMANDS } from './commands.ts'
import { clipSelection, paste } from './clipboard.ts'
import { placeFrame } from './frame-order.ts'
import { framesInOrder } from './frame-list.ts'
import { person } from './testing/person.ts'
import { addRectangle, addStroke, testBoard, type TestBoard } from './testing/test-editor.ts'

function run({ editor }: TestBoard, id: string): boolean {
  const command = COMMANDS.find((command) => command.id === id)
  if (!command) throw new Error(`no command ${id}`)
  return runCommand(command, editor)
}

/** A frame from 0, 0 to 400, 300, drawn around a square at 50, 50; another square is outside. */
function framed() {
  const board = testBoard()
  const inside = addRectangle(board.document, 50, 50, 40, 40, 'red')
  const outside = addRectangle(board.document, 600, 50, 40, 40, 'red')
  person(board.editor).choose('frame').down(0, 0).move([400, 300]).up()
  const [frame] = [...board.editor.selection.value] as [string]
  const frameOf = (id: string) => board.document.belonging(id)?.frame
  const placeOf = (id: string) => board.document.get(id)?.props.matrix.slice(4)
  board.editor.selection.value = new Set()
  return { ...board, board, inside, outside, frame, frameOf, placeOf }
}

describe('a frame', () => {
  test('[STRUCT10] takes what is wholly inside when it is drawn, what is drawn inside later, and what is moved in by its middle', () => {
    const { board, editor, inside, outside, frame, frameOf } = framed()
    expect([frameOf(inside), frameOf(outside)]).toEqual([frame, null])
    expect(editor.scene.compare(frame, inside)).toBeLessThan(0)
    person(editor).choose('pen').down(200, 200).move([240, 220]).up()
    const ink = [...board.document.ids()].at(-1) ?? ''
    expect(frameOf(ink)).toBe(frame)
    person(editor).choose('select').down(610, 60).move([350, 60]).up()
    expect(frameOf(outside)).toBe(frame)
    person(editor).down(350, 60).move([500, 60]).up()
    expect(frameOf(outside)).toBe(null)
    run(board, 'undo')
    expect(frameOf(outside)).toBe(frame)
  })

  test('[STRUCT11] carries what is in it when it is moved, turned, nudged and aligned, once, and not when it is resized', () => {
    const { board, editor, inside, outside, frame, placeOf } = framed()
    person(editor).click(200, 0).expectSelected(frame).down(200, 0).move([210, 20]).up()
    expect([placeOf(frame), placeOf(inside), placeOf(outside)]).toEqual([
      [10, 20],
      [60, 70],
      [600, 50],
    ])
    run(board, 'nudge-left')
    expect([placeOf(frame), placeOf(inside)]).toEqual([
      [9, 20],
      [59, 70],
    ])
    editor.selection.value = new Set([frame, inside, outside])
    run(board, 'align-top')
    expect([placeOf(frame)?.[1], placeOf(inside)?.[1]]).toEqual([20, 70])
    editor.selection.value = new Set([frame])
    editor.attachHandles((x, y) => (x === 409 && y === 320 ? 'se' : null))
    person(editor).down(409, 320).move([509, 420]).up()
    expect(placeOf(inside)).toEqual([59, 70])
    expect(editor.scene.boundsOf(frame)?.maxX).toBeCloseTo(509.75)
  })

  test('[STRUCT11] carries what is locked in it, too', () => {
    const { board, editor, document, inside, placeOf } = framed()
    document.edit([inside], 'locked', true)
    person(editor).down(200, 0).move([210, 20]).up()
    expect(placeOf(inside)).toEqual([60, 70])
    editor.selection.value = new Set([inside])
    run(board, 'nudge-left')
    expect(placeOf(inside)).toEqual([60, 70])
  })

  test('[STRUCT12] is duplicated, dragged as a copy and pasted with what is in it; alone, a member goes where it is put', () => {
    const { board, editor, inside, frame, frameOf } = framed()
    const membersOf = (id: string) => [...editor.scene.membersOf(id)]
    editor.selection.value = new Set([frame])
    run(board, 'duplicate')
    const [copy = ''] = editor.selection.value
    expect([editor.selection.value.size, membersOf(copy).length, membersOf(frame)]).toEqual([1, 1, [inside]])
    editor.selection.value = new Set([frame])
    const whole = clipSelection(editor)
    paste(editor, whole ?? { html: '', text: '' }, { x: 2_000, y: 2_000 })
    const pasted = [...editor.selection.value]
    expect(pasted.map(frameOf).filter((id) => id !== null)).toEqual(pasted.filter((id) => frameOf(id) === null))
    editor.selection.value = new Set([inside])
    paste(editor, clipSelection(editor) ?? { html: '', text: '' }, { x: 5_000, y: 5_000 })
    expect([...editor.selection.value].map(frameOf)).toEqual([null])
    person(editor).click(200, 0).hold({ alt: true }).down(200, 0).move([200, 1_000]).up()
    const [dragged = ''] = editor.selection.value
    expect([editor.selection.value.size, membersOf(dragged).length, membersOf(frame)]).toEqual([1, 1, [inside]])
  })

  test('[STRUCT13] leaves what is in it when it is deleted, or takes it along if that is asked for', () => {
    const { board, editor, document, inside, frame } = framed()
    editor.selection.value = new Set([frame])
    run(board, 'delete')
    expect([document.has(frame), document.has(inside), editor.scene.holderOf(inside)]).toEqual([false, true, undefined])
    run(board, 'undo')
    expect(editor.scene.holderOf(inside)).toBe(frame)
    editor.selection.value = new Set([frame])
    run(board, 'delete-contents')
    expect([document.has(frame), document.has(inside)]).toEqual([false, false])
  })

  test('[STRUCT14] shows of what is in it what lies within, and lets nobody click the rest; what lies wholly beside it is seen whole', () => {
    const { editor, document, frame } = framed()
    const ink = addStroke(document, [300, 150], [500, 150])
    document.edit([ink], 'frame', frame)
    const { scene } = editor
    expect(scene.boundsOf(ink)?.maxX).toBe(400)
    expect(scene.displayOf(ink).map(({ type }) => type)).toEqual(['clip'])
    expect(scene.displayAt(ink, 0.1).map(({ type }) => type)).toEqual(['clip'])
    expect([scene.hitTest(350, 150, 2), scene.hitTest(450, 150, 2)]).toEqual([ink, undefined])
    document.transform([frame], [1, 0, 0, 1, 100, 0])
    expect(scene.boundsOf(ink)?.maxX).toBe(500)
    document.transform([frame], [1, 0, 0, 1, 1_000, 0])
    expect(scene.displayOf(ink).map(({ type }) => type)).toEqual(['path'])
    expect(scene.hitTest(450, 150, 2)).toBe(ink)
  })

  test('[STRUCT14] of any shape and place never lets more be seen than lies in its box, however either was moved', () => {
    const coordinate = fc.integer({ min: -300, max: 300 })
    const matrix = fc.tuple(
      fc.integer({ min: 20, max: 300 }),
      coordinate,
      coordinate,
      fc.integer({ min: 20, max: 300 }),
    )
    fc.assert(
      fc.property(matrix, coordinate, coordinate, coordinate, ([a, b, c, d], x, y, at) => {
        fc.pre(Math.abs(a * d - b * c) > 100)
        const { editor, document } = testBoard()
        const [frame] = document.add([{ kind: 'frame', matrix: [a, b, c, d, x, y] }]) as [string]
        const ink = addStroke(document, [at, at], [at + 200, at + 50])
        document.edit([ink], 'frame', frame)
        const window = editor.scene.windowOf(ink)
        const seen = editor.scene.boundsOf(ink)
        if (!window || !seen) return
        const around = boxOfCoordinates(window)
        expect(seen.minX).toBeGreaterThanOrEqual(around.minX)
        expect(seen.maxX).toBeLessThanOrEqual(around.maxX)
        expect(seen.minY).toBeGreaterThanOrEqual(around.minY)
        expect(seen.maxY).toBeLessThanOrEqual(around.maxY)
      }),
    )
  })

  test('[STRUCT15] has a name and a place in the order of presenting, which is changed one by one', () => {
    const { editor } = framed()
    for (const x of [1_000, 2_000])
      person(editor)
        .choose('frame')
        .down(x, 0)
        .move([x + 100, 100])
        .up()
    const names = () => framesInOrder(editor).map(({ name }) => name)
    expect(names()).toEqual(['Frame 1', 'Frame 2', 'Frame 3'])
    placeFrame(editor, framesInOrder(editor)[2]?.id ?? '', 1)
    expect(names()).toEqual(['Frame 1', 'Frame 3', 'Frame 2'])
    placeFrame(editor, framesInOrder(editor)[0]?.id ?? '', -1)
    placeFrame(editor, framesInOrder(editor)[0]?.id ?? '', 1)
    expect(names()).toEqual(['Frame 3', 'Frame 1', 'Frame 2'])
    editor.document.edit([framesInOrder(editor)[0]?.id ?? ''], 'order', '')
    expect(names()).toEqual(['Frame 1', 'Frame 2', 'Frame 3'])
    placeFrame(editor, framesInOrder(editor)[2]?.id ?? '', 1)
    expect(names()).toEqual(['Frame 1', 'Frame 3', 'Frame 2'])
  })
})
