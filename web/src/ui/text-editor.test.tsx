import { signal } from '@preact/signals'
import { options, render } from 'preact'
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Placed } from '#board/elements/element-kind.ts'
import type { Face } from '#board/render/fonts.ts'
import type { Theme } from '#board/render/theme.ts'
import { createMeasure } from '../canvas/measure.ts'
import { attachKeyboard } from '../input/keyboard.ts'
import { finishTyping, startTyping, textOf } from '../editor/typing.ts'
import { addText, testBoard } from '../editor/testing/test-editor.ts'
import { TextEditor } from './text-editor.tsx'
import './fonts.ts'

// What changes is on the page at once, so that a test needs not wait for it.
options.debounceRendering = (render) => render()

const hosts: HTMLElement[] = []
const stops: (() => void)[] = []
afterEach(() => {
  stops.splice(0).forEach((stop) => stop())
  for (const host of hosts.splice(0)) {
    render(null, host)
    host.remove()
  }
})

/** Alice types into a text; Bob has a copy of the board, and what he does reaches her at once. */
function typing(text: string) {
  const board = testBoard({ measure: createMeasure().measure })
  const { doc, document: boardDocument, editor } = board
  const id = addText(boardDocument, 40, 30, text)
  const remote = new Y.Doc()
  Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc))
  remote.on('update', (update: Uint8Array) => Y.applyUpdate(doc, update))
  const host = document.createElement('div')
  host.style.cssText = 'position:relative;width:400px;height:300px'
  document.body.append(host)
  hosts.push(host)
  const theme = signal<Theme>('light')
  render(<TextEditor editor={editor} theme={theme} />, host)
  startTyping(editor, id)
  const textarea = () => host.querySelector('textarea')
  const area = textarea()
  if (!area) throw new Error('no textarea')
  return {
    ...board,
    id,
    host,
    area,
    textarea,
    text: () => textOf(editor, id),
    /** What a keyboard does: the value changes, the caret stands behind it, an event says so. */
    type(value: string, caret: number) {
      area.value = value
      area.setSelectionRange(caret, caret)
      area.dispatchEvent(new InputEvent('input', { bubbles: true }))
    },
    bob(index: number, remove: number, insert: string) {
      const shared = remote.getMap<Y.Text>('texts').get(id)
      shared?.delete(index, remove)
      shared?.insert(index, insert)
    },
  }
}

describe('typing', () => {
  test('[TYPE4] every input becomes a small edit, the whole session is one undo step, and the text is left selected', () => {
    const { editor, id, type, text, textarea } = typing('hello')
    type('hello w', 7)
    type('hello world', 11)
    expect(text()).toBe('hello world')
    finishTyping(editor)
    expect(textarea()).toBe(null)
    expect([...editor.selection.value]).toEqual([id])
    editor.history.undo()
    expect(text()).toBe('hello')
  })

  test('[TYPE5] what others type appears, and my caret stays where it was in my words', () => {
    const { area, type, bob, text } = typing('hello')
    type('hello!', 6)
    area.setSelectionRange(5, 5)
    bob(0, 0, 'oh, ')
    expect(area.value).toBe('oh, hello!')
    expect([area.selectionStart, area.selectionEnd]).toEqual([9, 9])
    type('oh, hello you!', 13)
    expect(text()).toBe('oh, hello you!')
  })

  test('[TYPE6] Escape and Ctrl+Enter finish', () => {
    for (const init of [{ key: 'Escape' }, { key: 'Enter', ctrlKey: true }]) {
      const { editor, area } = typing('hello')
      area.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }))
      expect(editor.editing.value).toBe(null)
    }
  })
})

describe('input methods', () => {
  test('[TYPE7] nothing is written while something is being composed', () => {
    const { area, type, text } = typing('')
    area.dispatchEvent(new CompositionEvent('compositionstart'))
    type('n', 1)
    type('ni', 2)
    expect(text()).toBe('')
    area.value = '你'
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
    area.dispatchEvent(new CompositionEvent('compositionend', { data: '你' }))
    expect(text()).toBe('你')
  })

  test('[TYPE8] what others type meanwhile neither breaks the composition nor is lost', () => {
    const { area, type, text, bob } = typing('ab')
    area.dispatchEvent(new CompositionEvent('compositionstart'))
    type('abn', 3)
    bob(0, 0, 'XY ')
    bob(5, 0, ' Z')
    expect(area.value).toBe('abn')
    type('ab你', 3)
    area.dispatchEvent(new CompositionEvent('compositionend', { data: '你' }))
    expect(text()).toBe('XY ab你 Z')
    expect(area.value).toBe(text())
    expect(area.selectionEnd).toBe(6)
  })

  test('[TYPE9] a session that ends in the middle of a composition keeps what was composed', () => {
    const { editor, area, type, text } = typing('')
    area.dispatchEvent(new CompositionEvent('compositionstart'))
    type('ni', 2)
    finishTyping(editor)
    expect(text()).toBe('ni')
  })
})

test('[TYPE10] the text area lies where the canvas draws the text, whatever the camera, and says what it is', () => {
  const { area, editor, id } = typing('hello\nworld')
  editor.camera.value = { x: 10, y: 5, zoom: 2 }
  const { left, top, height } = area.getBoundingClientRect()
  const host = area.offsetParent?.getBoundingClientRect()
  expect(left - (host?.left ?? 0)).toBeCloseTo((40 - 10) * 2)
  expect(top - (host?.top ?? 0)).toBeGreaterThan((30 - 5) * 2 - 20)
  expect(height).toBeGreaterThanOrEqual(2 * 1.25 * 20 * 2)
  expect(area.getAttribute('aria-label')).not.toBe(null)
  expect(editor.editing.value).toBe(id)
})

test('[TYPE14] words are read from where the first letter of their paragraph says while they are typed, too', () => {
  const { area } = typing('hello')
  const { unicodeBidi, textAlign } = getComputedStyle(area)
  expect([unicodeBidi, textAlign]).toEqual(['plaintext', 'start'])
})

test('[TYPE11] the text area never scrolls, however tall the letters of the font', async () => {
  await document.fonts.load("20px 'Shantell Sans'")
  const { area, document: board, id, type } = typing('hello')
  board.edit([id], 'font', 'hand')
  type('hello\nworld', 11)
  area.scrollTop = 100
  expect(area.scrollTop).toBe(0)
})

describe('a face of words', () => {
  const press = (target: EventTarget, key: string) =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }))

  test('[TYPE12] Ctrl+B and Ctrl+I make all words bold or italic and plain again, while they are typed and when they are selected', () => {
    const { document: board, editor, id, area, host } = typing('hello')
    stops.push(attachKeyboard(editor, { mac: false }))
    const face = () => {
      const props: Partial<Face & Placed> = board.get(id)?.props ?? {}
      return [props.bold, props.italic]
    }
    expect(press(area, 'b')).toBe(false)
    press(area, 'i')
    expect([face(), editor.editing.value]).toEqual([[true, true], id])
    expect(getComputedStyle(area).fontWeight).toBe('700')
    finishTyping(editor)
    press(host, 'b')
    expect(face()).toEqual([false, true])
    expect(editor.style.value).toMatchObject({ bold: false, italic: true })
    editor.history.undo()
    expect(face()).toEqual([true, true])
    editor.history.undo()
    expect(face()).toEqual([false, false])
  })

  test('[TYPE13] a check list goes on below, and its key writes into what is being typed', () => {
    const { document: board, editor, area, text } = typing('[ ] milk')
    stops.push(attachKeyboard(editor, { mac: false }))
    const enter = () =>
      area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    enter()
    expect([text(), area.value, area.selectionStart]).toEqual(['[ ] milk\n[ ] ', '[ ] milk\n[ ] ', 13])
    enter()
    expect([text(), area.value]).toEqual(['[ ] milk\n', '[ ] milk\n'])
    const key = { key: '(', code: 'Digit9', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }
    area.dispatchEvent(new KeyboardEvent('keydown', key))
    expect([text(), area.value, board.size]).toEqual(['milk\n', 'milk\n', 1])
  })

  test('[TYPE12] other keys that mean something on the board are the text’s own while it is typed', () => {
    const { editor, id, area } = typing('hello')
    stops.push(attachKeyboard(editor, { mac: false }))
    expect(press(area, 'd')).toBe(true)
    expect([editor.document.size, editor.editing.value]).toEqual([1, id])
  })
})
