import { expect, test } from 'vitest'
import { newImage } from '#board/elements/image.ts'
import { COMMANDS } from './commands.ts'
import { runCommand } from './command.ts'
import { addRectangle, testBoard } from './testing/test-editor.ts'

const IMAGE = { file: 'a'.repeat(64), natural: [400, 200] } as const

function withImage(width: number) {
  const board = testBoard()
  const [id = ''] = board.document.add([newImage(IMAGE, { x: 100, y: 100 }, width)])
  board.editor.selection.value = new Set([id])
  return { ...board, matrix: () => board.document.get(id)?.props.matrix }
}

const run = (id: string, { editor }: ReturnType<typeof withImage>) =>
  runCommand(
    COMMANDS.find((command) => command.id === id)!,
    editor,
  )

test('[IMG31] a picture gets the size that its file says, in one step, and its middle stays', () => {
  const board = withImage(90)
  expect(run('natural-size', board)).toBe(true)
  const natural = [400, 0, 0, 200, -100, 0]
  for (const [i, value] of (board.matrix() ?? []).entries()) expect(value).toBeCloseTo(natural[i]!)
  board.editor.history.undo()
  expect(board.matrix()?.[0]).toBeCloseTo(90)
  board.editor.selection.value = new Set([addRectangle(board.document, 0, 0, 10, 10)])
  expect(run('natural-size', board)).toBe(false)
})

test('[IMG31] a picture is mirrored when it is flipped: only letters stay readable', () => {
  const board = withImage(400)
  run('flip-x', board)
  expect(board.matrix()).toEqual([-400, 0, 0, 200, 300, 0])
})
