import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { runCommand } from './command.ts'
import { COMMANDS } from './commands.ts'
import { nextLine, tickAt } from './check-list.ts'
import { person } from './testing/person.ts'
import { addText, testBoard, type TestBoard } from './testing/test-editor.ts'
import { blockOf, startTyping, textOf } from './typing.ts'

const vectorOf = ([x, y]: readonly [number, number]) => ({ x, y })

/** The middle of a box, scene units. */
function boxOf({ editor }: TestBoard, id: string, index: number): readonly [number, number] {
  const block = blockOf(editor, id)
  const box = block?.boxes[index]
  if (!block || !box) throw new Error(`no box ${index}`)
  return [block.matrix[4] + box.x + block.size * 0.4, block.matrix[5] + box.baseline - block.size * 0.3]
}

test('[TOOL40] a click on a box ticks it or takes the tick away, in one step, and selects nothing', () => {
  const board = testBoard()
  const { editor, document } = board
  const text = addText(document, 100, 50, 'to do\n[ ] milk\n[x] bread')
  const [note = ''] = document.add([{ kind: 'note', matrix: [200, 0, 0, 200, 300, 0], text: '[ ] call' }])
  const alice = person(editor).hover(...boxOf(board, text, 0))
  expect(editor.toolbox.cursor.value).toBe('pointer')
  alice.click(...boxOf(board, text, 0)).expectSelected()
  alice.click(...boxOf(board, text, 1))
  alice.click(...boxOf(board, note, 0))
  expect([textOf(editor, text), textOf(editor, note)]).toEqual(['to do\n[x] milk\n[ ] bread', '[x] call'])
  editor.history.undo()
  editor.history.undo()
  expect([textOf(editor, text), textOf(editor, note)]).toEqual(['to do\n[x] milk\n[x] bread', '[ ] call'])
  alice.click(130, 60).expectSelected(text)
  alice
    .down(...boxOf(board, text, 0))
    .move([300, 300])
    .up()
  expect(textOf(editor, text)).toBe('to do\n[x] milk\n[x] bread')
})

test('[TOOL40] two people who tick different boxes at once both have', () => {
  const { doc, document, editor } = testBoard()
  const id = addText(document, 0, 0, '[ ] one\n[ ] two')
  const remote = new Y.Doc()
  Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc))
  document.editText(id, [{ index: 1, remove: 1, insert: 'x' }])
  createBoardDocument(remote).editText(id, [{ index: 9, remove: 1, insert: 'x' }])
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(remote))
  expect(textOf(editor, id)).toBe('[x] one\n[x] two')
})

test('[TOOL40] a box that both tick at once is ticked, and one that both untick is not; so is one without a space in it', () => {
  const board = testBoard()
  const { doc, document, editor } = board
  const id = addText(document, 0, 0, '[] one\n[ ] two')
  const remote = new Y.Doc()
  Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc))
  const other = testBoard({ document: createBoardDocument(remote) })
  const both = (index: number) => {
    for (const one of [board, other]) tickAt(one.editor, id, vectorOf(boxOf(one, id, index)))
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(remote))
    Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc))
  }
  const ticks = () => blockOf(editor, id)?.boxes.map(({ ticked }) => ticked)
  both(0)
  both(1)
  expect(ticks()).toEqual([true, true])
  both(0)
  expect(ticks()).toEqual([false, true])
  tickAt(editor, id, vectorOf(boxOf(board, id, 0)))
  expect(textOf(editor, id).split('\n')[0]).toBe('[x] one')
})

test('[TYPE13] a check list is made and unmade by its key, for all that is selected or typed', () => {
  const { editor, document } = testBoard()
  const ids = [addText(document, 0, 0, 'one\n\n[x] two'), addText(document, 0, 90, 'three')]
  const toggle = () =>
    runCommand(
      COMMANDS.find(({ id }) => id === 'check-list')!,
      editor,
    )
  const texts = () => ids.map((id) => textOf(editor, id))
  editor.selection.value = new Set(ids)
  toggle()
  expect(texts()).toEqual(['[ ] one\n\n[x] two', '[ ] three'])
  startTyping(editor, ids[0] ?? '')
  toggle()
  expect(texts()).toEqual(['one\n\ntwo', '[ ] three'])
})

test('[TYPE13] Enter goes on with another box, and ends the list where nothing was written', () => {
  expect(nextLine('[x] one', 7)).toEqual({ index: 7, remove: 0, insert: '\n[ ] ' })
  expect(nextLine('[x] one\n[ ] ', 12)).toEqual({ index: 8, remove: 4, insert: '' })
  expect(nextLine('[x] one', 2)).toBeUndefined()
  expect(nextLine('one\n', 4)).toBeUndefined()
})
