import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { addRectangle } from '../editor/testing/test-editor.ts'
import { startTyping } from '../editor/typing.ts'
import { inputPage } from './testing/input-page.ts'

test('[KEY4] tools and commands have their keys; typing in a field is left alone', () => {
  const { document: board, editor, host, path, key } = inputPage()
  expect(key('keydown', { key: 'p', code: 'KeyP' }).defaultPrevented).toBe(true)
  expect(path()).toBe('pen.idle')
  const field = document.createElement('input')
  host.append(field)
  expect(key('keydown', { key: 'v', code: 'KeyV' }, field).defaultPrevented).toBe(false)
  expect(path()).toBe('pen.idle')
  const id = addRectangle(board, 0, 0, 10, 10)
  key('keydown', { key: 'a', code: 'KeyA', ctrlKey: true })
  expect([...editor.selection.value]).toEqual([id])
  key('keydown', { key: 'Backspace', code: 'Backspace' })
  expect(board.size).toBe(0)
  key('keydown', { key: 'z', code: 'KeyZ', ctrlKey: true })
  expect(board.size).toBe(1)
})

test('[KEY10] what is typed on after somebody else deleted the text does nothing, until a pause, a press or Escape', () => {
  const { doc, document: board, editor, clock, path, pointer, key } = inputPage()
  const type = (letter: string) => key('keydown', { key: letter, code: `Key${letter.toUpperCase()}` })
  const loseText = () => {
    const [id = ''] = board.add([{ kind: 'text', text: 'words' }])
    editor.toolbox.choose('select')
    startTyping(editor, id)
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    createBoardDocument(other).remove([id])
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    expect(editor.editing.value).toBe(null)
  }
  loseText()
  for (const letter of ['p', 'e', 'n']) type(letter)
  expect(path()).toBe('select.idle')
  clock.pass(2_000)
  type('p')
  expect(path()).toBe('pen.idle')
  loseText()
  pointer('down', { x: 300, y: 200 })
  pointer('up', { x: 300, y: 200 })
  type('e')
  expect(path()).toBe('eraser.idle')
  editor.toolbox.choose('select')
  board.remove([...board.ids()])
  type('p')
  expect(path()).toBe('pen.idle')
})

test('[KEY9] where single keys are off, only keys with Ctrl or Alt and those that are no character do something', () => {
  const { document: board, path, key } = inputPage({ singleKeys: signal(false) })
  const before = path()
  expect(key('keydown', { key: 'p', code: 'KeyP' }).defaultPrevented).toBe(false)
  expect(key('keydown', { key: '?', code: 'Slash', shiftKey: true }).defaultPrevented).toBe(false)
  expect(path()).toBe(before)
  addRectangle(board, 0, 0, 10, 10)
  key('keydown', { key: 'a', code: 'KeyA', ctrlKey: true })
  key('keydown', { key: 'Delete', code: 'Delete' })
  expect(board.size).toBe(0)
})

test('[KEY5] the space bar borrows the hand while it is held', () => {
  const { path, key } = inputPage()
  key('keydown', { key: 'p', code: 'KeyP' })
  key('keydown', { key: ' ', code: 'Space' })
  key('keydown', { key: ' ', code: 'Space', repeat: true })
  expect(path()).toBe('hand.idle')
  key('keyup', { key: ' ', code: 'Space' })
  expect(path()).toBe('pen.idle')
})

test('[KEY13] Z lends the magnifier while it is held, whatever is pressed besides; a letter with Ctrl or Alt does not', () => {
  const { document: board, editor, path, pointer, key } = inputPage()
  key('keydown', { key: 'p', code: 'KeyP' })
  key('keydown', { key: 'z', code: 'KeyZ', altKey: true })
  key('keydown', { key: 'z', code: 'KeyZ', ctrlKey: true })
  expect(path()).toBe('pen.idle')
  key('keydown', { key: 'z', code: 'KeyZ' })
  expect(path()).toBe('zoom.idle')
  key('keydown', { key: 'Ω', code: 'KeyZ', altKey: true, repeat: true })
  pointer('down', { x: 100, y: 100 })
  pointer('up', { x: 100, y: 100 })
  expect(editor.camera.value).toEqual({ x: 50, y: 50, zoom: 2 })
  key('keyup', { key: 'Ω', code: 'KeyZ', altKey: true })
  expect([path(), board.size]).toEqual(['pen.idle', 0])
})

test('[KEY6] arrows, space and Enter belong to the control that has the focus, all keys to a dialog', () => {
  const { host, path, key } = inputPage()
  const button = host.appendChild(document.createElement('button'))
  const dialog = host.appendChild(document.createElement('dialog'))
  expect(key('keydown', { key: ' ', code: 'Space' }, button).defaultPrevented).toBe(false)
  expect(key('keydown', { key: 'p', code: 'KeyP' }, button).defaultPrevented).toBe(true)
  expect(key('keydown', { key: 'e', code: 'KeyE' }, dialog).defaultPrevented).toBe(false)
  expect(path()).toBe('pen.idle')
})

test('[KEY11] while a menu is open no key is the board’s, also before the menu has the focus', () => {
  const { host, path, key } = inputPage()
  const menu = host.appendChild(document.createElement('div'))
  menu.popover = 'auto'
  menu.showPopover()
  expect(key('keydown', { key: 'Escape', code: 'Escape' }).defaultPrevented).toBe(false)
  expect(key('keydown', { key: 'p', code: 'KeyP' }).defaultPrevented).toBe(false)
  menu.hidePopover()
  expect(key('keydown', { key: 'p', code: 'KeyP' }).defaultPrevented).toBe(true)
  expect(path()).toBe('pen.idle')
})

test('[KEY7] in the middle of a gesture only Escape does something', () => {
  const { document: board, frames, path, pointer, key } = inputPage()
  const id = addRectangle(board, 0, 0, 100, 100, 'red')
  pointer('down', { x: 50, y: 50 })
  pointer('move', { x: 90, y: 50 })
  frames.flush()
  key('keydown', { key: 'Delete', code: 'Delete' })
  key('keydown', { key: 'e', code: 'KeyE' })
  expect(path()).toBe('select.moving')
  expect(board.size).toBe(1)
  key('keydown', { key: 'Escape', code: 'Escape' })
  expect(path()).toBe('select.idle')
  expect(board.get(id)?.props.matrix).toEqual([100, 0, 0, 100, 0, 0])
})
