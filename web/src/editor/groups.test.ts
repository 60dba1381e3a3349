import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runCommand } from './command.ts'
import { COMMANDS } from './commands.ts'
import { clipSelection, paste } from './clipboard.ts'
import { person } from './testing/person.ts'
import { addRectangle, testBoard, type TestBoard } from './testing/test-editor.ts'

function run({ editor }: TestBoard, id: string, ...ids: readonly string[]): boolean {
  if (ids.length > 0) editor.selection.value = new Set(ids)
  const command = COMMANDS.find((command) => command.id === id)
  if (!command) throw new Error(`no command ${id}`)
  return runCommand(command, editor)
}

/** Four filled squares in a row, at 0, 100, 200, 300; the first two are a group within a group with the third. */
function nested() {
  const board = testBoard()
  const [a, b, c, d] = [0, 100, 200, 300].map((x) => addRectangle(board.document, x, 0, 50, 50, 'red')) as [
    string,
    string,
    string,
    string,
  ]
  run(board, 'group', a, b)
  run(board, 'group', a, b, c)
  board.editor.selection.value = new Set()
  const groupsOf = (id: string) => board.document.belonging(id)?.groups ?? []
  return { ...board, board, a, b, c, d, groupsOf }
}

describe('groups', () => {
  test('[STRUCT1] a click selects the outermost group, a double click goes in, Escape comes out', () => {
    const { board, editor, a, b, c, d } = nested()
    const alice = person(editor).click(10, 10).expectSelected(a, b, c).click(310, 10).expectSelected(d)
    alice.doubleClick(10, 10).expectSelected(a, b).click(210, 10).expectSelected(c)
    alice.doubleClick(10, 10).expectSelected(a).click(110, 10).expectSelected(b)
    run(board, 'escape')
    alice.expectSelected(a, b)
    run(board, 'escape')
    alice.expectSelected(a, b, c)
    run(board, 'escape')
    alice.expectSelected()
    alice.doubleClick(10, 10).click(310, 10).expectSelected(d).click(10, 10).expectSelected(a, b, c)
  })

  test('[STRUCT1] Ctrl takes the element itself, Shift whole groups, a rubber band those that are wholly inside', () => {
    const { editor, a, b, c, d } = nested()
    const alice = person(editor).hold({ ctrl: true }).click(110, 10).expectSelected(b).hold({})
    alice.click(410, 90).click(310, 10).hold({ shift: true }).click(10, 10).expectSelected(a, b, c, d)
    alice.click(210, 10).expectSelected(d).hold({}).click(410, 90)
    alice.down(-10, -10).move([170, 60]).expectSelected().move([260, 60]).expectSelected(a, b, c).up()
  })

  test('[STRUCT2] grouping and ungrouping are one step each, and undone', () => {
    const { board, editor, a, b, c, groupsOf } = nested()
    expect(groupsOf(a)).toEqual(groupsOf(b))
    expect(groupsOf(a)[0]).toBe(groupsOf(c)[0])
    expect([groupsOf(a).length, groupsOf(c).length]).toEqual([2, 1])
    expect(run(board, 'group', a, b, c)).toBe(false)
    run(board, 'ungroup', a, b, c)
    expect([groupsOf(a).length, groupsOf(c).length]).toEqual([1, 0])
    run(board, 'undo')
    expect([groupsOf(a).length, groupsOf(c).length]).toEqual([2, 1])
    run(board, 'undo')
    expect([groupsOf(a).length, groupsOf(c).length]).toEqual([1, 0])
    expect(editor.history.canUndo).toBe(true)
  })

  test('[STRUCT3] duplicates, pasted copies and copies of a drag are groups of their own', () => {
    const { board, editor, document, a, b, c, groupsOf } = nested()
    run(board, 'duplicate', a, b, c)
    const clipping = clipSelection(editor)
    const copies = [[...editor.selection.value]]
    paste(editor, clipping ?? { html: '', text: '' }, { x: 0, y: 400 })
    copies.push([...editor.selection.value])
    const seen = new Set(groupsOf(a))
    for (const ids of copies) {
      const [x = '', y = '', z = ''] = ids.toSorted((p, q) => matrixX(document, p) - matrixX(document, q))
      expect(groupsOf(x)).toEqual(groupsOf(y))
      expect([groupsOf(x).length, groupsOf(z)]).toEqual([2, [groupsOf(x)[0]]])
      for (const group of groupsOf(x)) expect(seen.has(group)).toBe(false)
      for (const group of groupsOf(x)) seen.add(group)
    }
  })

  test('[STRUCT3] of a duplicate that is made in parts everything is still one group', () => {
    const board = testBoard()
    const { document, editor, frames } = board
    const ids = document.add(Array.from({ length: 1_500 }, () => ({ kind: 'rectangle' })))
    run(board, 'group', ...ids)
    while (frames.flush());
    run(board, 'duplicate', ...ids)
    while (frames.flush());
    const groups = new Set([...editor.selection.value].map((id) => document.belonging(id)?.groups.join()))
    expect([editor.selection.value.size, groups.size]).toEqual([1_500, 1])
    expect(groups.has(document.belonging(ids[0] ?? '')?.groups.join())).toBe(false)
  })

  test('[STRUCT1] whatever is grouped, a click selects what it hits, and coming out step by step ends with nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.nat(5), { minLength: 2 }), { maxLength: 6 }),
        fc.nat(5),
        (groupings, at) => {
          const board = testBoard()
          const ids = Array.from({ length: 6 }, (_, i) => addRectangle(board.document, 100 * i, 0, 50, 50, 'red'))
          for (const members of groupings) run(board, 'group', ...members.map((i) => ids[i] as string))
          const alice = person(board.editor).click(100 * at + 10, 10)
          expect(board.editor.selection.value.has(ids[at] as string)).toBe(true)
          const depth = board.document.belonging(ids[at] as string)?.groups.length ?? 0
          for (let i = 0; i < depth; i++) alice.doubleClick(100 * at + 10, 10)
          alice.expectSelected(ids[at] as string)
          for (let i = 0; i <= depth; i++) run(board, 'escape')
          alice.expectSelected()
        },
      ),
    )
  })
})

const matrixX = (document: TestBoard['document'], id: string): number => document.get(id)?.props.matrix[4] ?? 0
