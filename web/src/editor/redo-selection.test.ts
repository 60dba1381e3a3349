import { expect, test } from 'vitest'
import { clipSelection, paste } from './clipboard.ts'
import { COMMANDS } from './commands.ts'
import { runCommand } from './command.ts'
import { addRectangle, addText, testBoard } from './testing/test-editor.ts'

test('[UNDO14] what was pasted or duplicated is selected again when it is redone, whatever was selected meanwhile', async () => {
  const { editor, document } = testBoard()
  const run = (id: string) => {
    const command = COMMANDS.find((each) => each.id === id)
    return command !== undefined && runCommand(command, editor)
  }
  editor.selection.value = new Set([addRectangle(document, 0, 0, 10, 10), addText(document, 50, 0, 'words')])
  const clipping = clipSelection(editor)
  const makings = [
    () => clipping && paste(editor, clipping, { x: 300, y: 300 }),
    () => paste(editor, { html: '', text: 'plain' }, { x: 100, y: 100 }),
    () => run('duplicate'),
  ]
  for (const make of makings) {
    const before = editor.selection.value
    make()
    const made = [...editor.selection.value]
    expect(made.length).toBeGreaterThan(0)
    await Promise.resolve()
    editor.selection.value = new Set()
    run('undo')
    expect([...editor.selection.value]).toEqual([...before])
    run('redo')
    expect([...editor.selection.value]).toEqual(made)
  }
})
