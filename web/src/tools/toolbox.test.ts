import { expect, test } from 'vitest'
import { COMMANDS } from '../editor/commands.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, testBoard } from '../editor/testing/test-editor.ts'
import { finishTyping } from '../editor/typing.ts'
import type { Tool } from './tool.ts'

test('[TOOL24] a borrowed tool is given back, with the selection as it was', () => {
  const { editor, document } = testBoard()
  const id = addRectangle(document, 0, 0, 100, 100)
  editor.selection.value = new Set([id])
  editor.toolbox.borrow('hand')
  person(editor).expectPath('hand.idle').down(10, 10).expectPath('hand.panning').move([30, 5]).up()
  expect(editor.camera.value).toEqual({ x: -20, y: 5, zoom: 1 })
  editor.toolbox.release()
  person(editor).expectPath('select.idle').expectSelected(id)
})

test('[TOOL25] nothing is borrowed in the middle of a gesture', () => {
  const { editor, document } = testBoard()
  const alice = person(editor).choose('pen').down(0, 0).move([10, 10])
  editor.toolbox.borrow('hand')
  editor.toolbox.release()
  alice.expectPath('pen.drawing').move([20, 20]).up()
  expect(document.size).toBe(1)
})

test('[TOOL26] choosing a tool cancels what is under way; there is no such thing as an unknown tool', () => {
  const { editor, document } = testBoard()
  person(editor).choose('pen').down(0, 0).move([10, 10]).choose('eraser').expectPath('eraser.idle').up()
  expect(document.size).toBe(0)
  expect(editor.live.inks.size).toBe(0)
  expect(() => editor.toolbox.choose('chisel')).toThrow(RangeError)
})

test('[TOOL42] a tool that is kept on goes on when it has made its one thing, which is not selected', () => {
  const { editor, document } = testBoard()
  const { toolbox } = editor
  toolbox.keeps.value = true
  const alice = person(editor).choose('rectangle').down(0, 0).move([60, 40]).up()
  alice.expectPath('rectangle.idle').expectSelected().down(100, 0).move([160, 40]).up().expectPath('rectangle.idle')
  alice.choose('arrow').down(0, 100).move([90, 160]).up().expectPath('arrow.idle').expectSelected()
  expect(document.size).toBe(3)
  alice.choose('note').click(300, 300).expectPath('note.idle')
  expect(document.get(editor.editing.value ?? '')?.kind).toBe('note')
  finishTyping(editor)
  toolbox.keeps.value = false
  alice.choose('rectangle').down(0, 200).move([60, 240]).up().expectPath('select.idle')
  expect(editor.selection.value.size).toBe(1)
})

const keysOf = ({ shortcuts, lentBy }: Tool): string[] => [...shortcuts, ...(lentBy === undefined ? [] : [lentBy])]

test('[KEY12] no tool has the key of a command', () => {
  const keys = new Set(testBoard().editor.toolbox.tools.flatMap(keysOf))
  expect(COMMANDS.flatMap(({ shortcuts }) => shortcuts).filter((key) => keys.has(key))).toEqual([])
})

test('[TOOL27] the tools have ids, labels and shortcuts of their own', () => {
  const { tools } = testBoard().editor.toolbox
  for (const values of [tools.map(({ id }) => id), tools.map(({ label }) => label), tools.flatMap(keysOf)]) {
    expect(new Set(values).size).toBe(values.length)
  }
})
