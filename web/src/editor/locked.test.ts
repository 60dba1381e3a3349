import { describe, expect, test } from 'vitest'
import { runCommand } from './command.ts'
import { COMMANDS } from './commands.ts'
import { person } from './testing/person.ts'
import { addRectangle, addStroke, testBoard, type TestBoard } from './testing/test-editor.ts'

function run({ editor }: TestBoard, id: string): boolean {
  const command = COMMANDS.find((command) => command.id === id)
  if (!command) throw new Error(`no command ${id}`)
  return runCommand(command, editor)
}

function withLock() {
  const board = testBoard()
  const locked = addRectangle(board.document, 0, 0, 100, 50, 'red')
  const free = addRectangle(board.document, 200, 0, 100, 50, 'red')
  board.editor.selection.value = new Set([locked])
  run(board, 'lock')
  return { ...board, board, locked, free, isLocked: (id: string) => board.document.belonging(id)?.locked }
}

describe('what is locked', () => {
  test('[STRUCT4] is not hit by a click, a rubber band, an eraser or somebody who wants to type', () => {
    const { board, editor, document, locked, free } = withLock()
    const alice = person(editor).click(50, 25).expectSelected()
    alice.down(-20, -20).move([400, 100]).expectSelected(free).up()
    run(board, 'select-all')
    alice.expectSelected(free).click(500, 500).doubleClick(50, 25)
    expect(editor.editing.value).toBe(null)
    const ink = addStroke(document, [10, 20], [90, 20])
    alice.choose('eraser').down(50, -10).move([50, 90]).up()
    expect([document.has(locked), document.has(ink)]).toEqual([true, false])
    const other = addStroke(document, [10, 20], [90, 20])
    document.edit([other], 'locked', true)
    alice.choose('cutting-eraser').down(50, -10).move([50, 90]).up()
    expect(document.has(other)).toBe(true)
  })

  test('[STRUCT4] lets what lies under it be clicked', () => {
    const { editor, document, locked } = withLock()
    const under = addRectangle(document, 0, 0, 100, 50, 'blue')
    document.edit([under], 'z', 'Zz')
    person(editor).click(50, 25).expectSelected(under)
    expect(editor.scene.hitTest(50, 25, 1, 'locked')).toBe(locked)
  })

  test('[STRUCT5] stays as it is, whatever is done to a selection that holds it, until it is unlocked', () => {
    const { board, editor, document, locked, free } = withLock()
    editor.selection.value = new Set([locked, free])
    const before = document.get(locked)
    run(board, 'nudge-right')
    run(board, 'bring-to-front')
    run(board, 'flip-x')
    person(editor).down(250, 25).move([270, 45]).up()
    expect(document.get(locked)).toEqual(before)
    editor.selection.value = new Set([locked, free])
    run(board, 'delete')
    expect([document.has(locked), document.has(free)]).toEqual([true, false])
    editor.selection.value = new Set([locked])
    run(board, 'unlock')
    person(editor).down(50, 25).move([70, 45]).up()
    expect(document.get(locked)?.props.matrix).toEqual([100, 0, 0, 50, 20, 20])
  })

  test('[STRUCT6] shows that it is locked when it is clicked, until something else is done', () => {
    const { board, editor, locked } = withLock()
    const alice = person(editor).click(50, 25)
    expect(editor.lockHit.value).toBe(locked)
    alice.click(250, 25)
    expect(editor.lockHit.value).toBe(null)
    alice.click(500, 500).click(50, 25)
    run(board, 'escape')
    expect(editor.lockHit.value).toBe(null)
  })

  test('[STRUCT6] is unlocked by the key that locks, one by one or all at once, each one step', () => {
    const { board, editor, locked, free, isLocked } = withLock()
    expect(editor.selection.value.size).toBe(0)
    editor.selection.value = new Set([locked])
    run(board, 'lock')
    expect(isLocked(locked)).toBe(false)
    editor.selection.value = new Set([locked, free])
    run(board, 'lock')
    expect([isLocked(locked), isLocked(free)]).toEqual([true, true])
    run(board, 'unlock-all')
    expect([isLocked(locked), isLocked(free)]).toEqual([false, false])
    person(editor).expectSelected(locked, free)
    expect(run(board, 'unlock-all')).toBe(false)
    run(board, 'undo')
    expect([isLocked(locked), isLocked(free)]).toEqual([true, true])
  })
})
