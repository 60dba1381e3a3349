import { expect, onTestFinished, test } from 'vitest'
import type { Vector } from '#board/geometry/vector.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, testBoard } from '../editor/testing/test-editor.ts'
import { attachContextMenu } from './context-menu.ts'

function page() {
  const board = testBoard()
  const host = document.body.appendChild(document.createElement('div'))
  const opened: Vector[] = []
  const stop = attachContextMenu(host, board.editor, (at) => opened.push(at))
  onTestFinished(() => {
    stop()
    host.remove()
  })
  const { left, top } = host.getBoundingClientRect()
  const ask = (x: number, y: number) =>
    !host.dispatchEvent(new MouseEvent('contextmenu', { clientX: x + left, clientY: y + top, cancelable: true }))
  return { ...board, host, opened, ask }
}

test('[INPUT12] the right button selects what is there, unless it is selected already, and opens the menu', () => {
  const { document: board, editor, opened, ask } = page()
  const [first, second] = [addRectangle(board, 0, 0, 100, 100, 'red'), addRectangle(board, 200, 0, 100, 100, 'red')]
  expect(ask(50, 50)).toBe(true)
  expect(opened).toHaveLength(1)
  person(editor).expectSelected(first)
  editor.selection.value = new Set([first, second])
  ask(250, 50)
  person(editor).expectSelected(first, second)
  ask(150, 300)
  person(editor).expectSelected()
})

test('[INPUT12] it takes nobody’s pen away, and opens nothing in the middle of a gesture', () => {
  const { document: board, editor, opened, ask } = page()
  editor.toolbox.choose('pen')
  ask(50, 50)
  expect(editor.toolbox.current.value.id).toBe('pen')
  person(editor).down(10, 10)
  ask(10, 10)
  expect(opened).toHaveLength(1)
  editor.toolbox.cancel()
  addRectangle(board, 0, 0, 100, 100, 'red')
  ask(50, 50)
  expect(editor.toolbox.current.value.id).toBe('select')
})

/** A press of the right button, dragged along; Windows asks for the menu when it is let go, others when it goes down. */
test.each(['down', 'up'])(
  '[INPUT15] the right button moves the view when it is dragged, and then opens no menu: asked when it goes %s',
  (when) => {
    const { host, editor, opened, ask } = page()
    editor.toolbox.choose('pen')
    const point = (type: string, x: number, y: number) => {
      const { left, top } = host.getBoundingClientRect()
      const at = { clientX: left + x, clientY: top + y, pointerType: 'mouse', pointerId: 1, button: 2 }
      host.dispatchEvent(new PointerEvent(`pointer${type}`, at))
      if (type === when) ask(x, y)
    }
    point('down', 50, 50)
    point('move', 51, 51)
    expect(editor.camera.value).toEqual({ x: 0, y: 0, zoom: 1 })
    point('move', 80, 40)
    person(editor).expectPath('hand.panning')
    point('up', 80, 40)
    person(editor).expectPath('pen.idle')
    expect([editor.camera.value, opened.length]).toEqual([{ x: -30, y: 10, zoom: 1 }, 0])
    point('down', 50, 50)
    expect(opened).toHaveLength(0)
    point('up', 50, 50)
    expect(opened).toHaveLength(1)
  },
)

const touch = (host: HTMLElement, type: string, x: number, init: PointerEventInit = {}) => {
  const { left, top } = host.getBoundingClientRect()
  const at = { clientX: left + x, clientY: top + 50, pointerType: 'touch', pointerId: 1 }
  host.dispatchEvent(new PointerEvent(`pointer${type}`, { ...at, ...init }))
}

test('[INPUT14] a finger that rests opens the menu, one that moves, a second one, a mouse or a finger that draws do not', () => {
  const { host, editor, clock, frames, opened } = page()
  const point = (type: string, x: number, init?: PointerEventInit) => touch(host, type, x, init)
  const hold = (act: () => void) => {
    const before = opened.length
    act()
    clock.pass(1_000)
    frames.flushAll()
    for (const pointerId of [1, 2]) point('up', 50, { pointerId })
    return opened.length - before
  }
  expect(hold(() => point('down', 50))).toBe(1)
  expect(
    hold(() => {
      point('down', 50)
      point('move', 80)
    }),
  ).toBe(0)
  expect(
    hold(() => {
      point('down', 50)
      point('down', 90, { pointerId: 2 })
    }),
  ).toBe(0)
  expect(hold(() => point('down', 50, { pointerType: 'mouse' }))).toBe(0)
  editor.toolbox.choose('pen')
  expect(hold(() => point('down', 50))).toBe(0)
})

test('[INPUT22] a finger that has moved or was lifted opens no menu, also where this is told late', () => {
  const { host, clock, frames, opened } = page()
  for (const type of ['move', 'up', 'cancel']) {
    touch(host, 'down', 50)
    clock.pass(1_000)
    frames.flush()
    touch(host, type, 80)
    frames.flushAll()
    touch(host, 'up', 80)
    expect(opened).toEqual([])
  }
  touch(host, 'down', 50)
  clock.pass(1_000)
  frames.flushAll()
  expect(opened).toHaveLength(1)
})
