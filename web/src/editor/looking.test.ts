import { expect, test } from 'vitest'
import { runCommand } from './command.ts'
import { COMMANDS } from './commands.ts'
import { person } from './testing/person.ts'
import { addRectangle, addText, testBoard } from './testing/test-editor.ts'
import { startTyping } from './typing.ts'

const commandOf = (id: string) => COMMANDS.find((command) => command.id === id)!

test('[CMD16] who only looks pans by dragging and changes nothing, by hand, key or command, until it is taken back', () => {
  const { editor, document } = testBoard()
  const box = addRectangle(document, 0, 0, 100, 100, 'red')
  const words = addText(document, 200, 0, 'words')
  const look = commandOf('look-only')
  const ann = person(editor).click(50, 50).expectSelected(box)
  startTyping(editor, words)
  expect(runCommand(look, editor)).toBe(true)
  expect([editor.readonly, editor.editing.value, editor.toolbox.tools.map(({ id }) => id)]).toEqual([
    true,
    null,
    ['hand', 'zoom'],
  ])
  const before = JSON.stringify([...document.elements()])
  ann.expectSelected().down(50, 50).expectPath('hand.panning').move([80, 60]).up().doubleClick(210, 10)
  expect(editor.camera.value).toMatchObject({ x: -30, y: -10 })
  editor.selection.value = new Set([box])
  const able = COMMANDS.filter((command) => command.id !== 'look-only' && (command.enabled?.(editor) ?? true))
  for (const command of able) runCommand(command, editor)
  expect([JSON.stringify([...document.elements()]), editor.toolbox.current.value.id]).toEqual([before, 'hand'])
  expect(able.map(({ id }) => id)).not.toContain('undo')
  expect(runCommand(look, editor)).toBe(true)
  expect([editor.readonly, editor.toolbox.current.value.id]).toEqual([false, 'select'])
  editor.selection.value = new Set([box])
  expect(runCommand(commandOf('delete'), editor)).toBe(true)
  expect(document.has(box)).toBe(false)
})

test('[CMD16] whoever may only look anyway has no way out of it', () => {
  const { editor } = testBoard({ readonly: true })
  expect(runCommand(commandOf('look-only'), editor)).toBe(false)
  expect(editor.readonly).toBe(true)
})
