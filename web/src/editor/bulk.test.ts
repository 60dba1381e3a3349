import { effect } from '@preact/signals-core'
import { expect, test } from 'vitest'
import { translate } from '#board/geometry/matrix.ts'
import { addRectangle, testBoard, type TestBoard } from './testing/test-editor.ts'
import { COMMANDS } from './commands.ts'
import { runCommand } from './command.ts'
import { person } from './testing/person.ts'

const MANY = 2_500

/** A board with many elements, and how large the transactions on it are. */
function crowd(count = MANY) {
  const board = testBoard()
  const ids = board.document.add(Array.from({ length: count }, () => ({ kind: 'rectangle' })))
  const sizes: number[] = []
  board.document.onChange(({ updated, removed, origin }) => {
    if (origin === 'local') sizes.push(updated.size + removed.size)
    // Each transaction takes more than a frame has.
    board.clock.pass(20)
  })
  const moved = () => ids.filter((id) => board.document.get(id)?.props.matrix[4] === 7).length
  const move = (done?: () => void) =>
    board.editor.bulk.edit(ids, (some) => board.document.transform(some, translate(7, 0)), done)
  return { ...board, ids, sizes, moved, move }
}

/** A frame at a time until none is asked for. */
function flushAll({ frames }: TestBoard): void {
  while (frames.flush());
}

const run = ({ editor }: TestBoard, id: string) => {
  const command = COMMANDS.find((command) => command.id === id)
  if (!command) throw new Error(`no command ${id}`)
  runCommand(command, editor)
}

test('[BULK1] many elements are written some in each frame, and all of it is one undo step', () => {
  const board = crowd()
  let done = 0
  board.move(() => done++)
  expect(board.moved()).toBeGreaterThan(0)
  expect([board.editor.bulk.busy.value, done]).toEqual([true, 0])
  flushAll(board)
  expect([board.moved(), board.editor.bulk.busy.value, done]).toEqual([MANY, false, 1])
  expect(Math.max(...board.sizes)).toBeLessThanOrEqual(500)
  board.editor.history.undo()
  expect(board.moved()).toBe(0)
  expect(board.document.size).toBe(MANY)
  board.editor.history.redo()
  expect(board.moved()).toBe(MANY)
})

test('[BULK2] few are written at once, in one transaction', () => {
  const board = crowd(900)
  board.move()
  expect([board.moved(), board.sizes, board.editor.bulk.busy.value]).toEqual([900, [900], false])
})

test('[BULK3] what is under way ends before anything else is done', () => {
  const byPress = crowd()
  byPress.move()
  person(byPress.editor).down(1_000, 1_000)
  expect(byPress.moved()).toBe(MANY)
  const byCommand = crowd()
  byCommand.move()
  run(byCommand, 'undo')
  flushAll(byCommand)
  expect(byCommand.moved()).toBe(0)
  const byNext = crowd()
  let ended = 0
  byNext.move(() => (ended = byNext.moved()))
  byNext.move()
  expect(ended).toBe(MANY)
})

test('[BULK6] a command that comes meanwhile waits for its turn, and nothing is hurried for it; one that only looks around does not wait', () => {
  const board = crowd()
  const { editor } = board
  board.move()
  const before = board.moved()
  run(board, 'undo')
  run(board, 'redo')
  run(board, 'zoom-in')
  expect([board.moved(), editor.bulk.busy.value, editor.camera.value.zoom]).toEqual([before, true, 1.25])
  const counts: number[] = []
  while (board.frames.flush()) counts.push(board.moved())
  expect([Math.max(...counts), Math.min(...counts), board.moved()]).toEqual([MANY, 0, MANY])
  board.move()
  run(board, 'undo')
  run(board, 'undo')
  editor.bulk.finish()
  expect([board.document.get(board.ids[0] ?? '')?.props.matrix[4], editor.bulk.busy.value]).toEqual([0, false])
})

test('[BULK4] a large selection is deleted and brought back frame by frame, and is selected again', () => {
  const board = crowd()
  const other = addRectangle(board.document, 0, 0, 10, 10)
  board.sizes.length = 0
  board.editor.selection.value = new Set(board.ids)
  run(board, 'delete')
  flushAll(board)
  expect([board.document.size, board.editor.selection.value.size]).toEqual([1, 0])
  run(board, 'undo')
  expect(board.document.size).toBeLessThan(MANY)
  flushAll(board)
  expect(board.document.size).toBe(MANY + 1)
  expect(board.editor.selection.value).toEqual(new Set(board.ids))
  expect(board.editor.selection.value.has(other)).toBe(false)
  expect(Math.max(...board.sizes)).toBeLessThanOrEqual(500)
})

test('[BULK5] copies of a large selection keep its order', () => {
  const board = crowd()
  board.editor.selection.value = new Set(board.ids.toReversed())
  run(board, 'duplicate')
  flushAll(board)
  const copies = [...board.editor.selection.value]
  expect(copies).toHaveLength(MANY)
  const originals = board.editor.scene.inOrder([...board.ids])
  expect(board.editor.scene.inOrder([...originals, ...copies])).toEqual([...originals, ...copies])
  run(board, 'undo')
  flushAll(board)
  expect(board.document.size).toBe(MANY)
})

test('[BULK7] it is busy from the first part to the end of the last that waits, and nobody sees a moment between', () => {
  const board = crowd()
  const { editor } = board
  const said: boolean[] = []
  const stop = effect(() => void said.push(editor.bulk.busy.value))
  board.move()
  run(board, 'undo')
  flushAll(board)
  stop()
  expect([board.moved(), said]).toEqual([0, [false, true, false]])
})
