import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, addText, testBoard, type TestBoard } from '../editor/testing/test-editor.ts'
import { startTyping } from '../editor/typing.ts'
import { attachInput } from './attach-input.ts'

let board: TestBoard
let host: HTMLElement
let stop: () => void

beforeEach(() => {
  board = testBoard()
  host = document.createElement('div')
  host.style.cssText = 'position:absolute;left:50px;top:40px;width:400px;height:300px'
  document.body.append(host)
  stop = attachInput(host, board.editor, { mac: false })
})
afterEach(() => {
  stop()
  host.remove()
})

type Init = PointerEventInit & { readonly x: number; readonly y: number }

/** A pointer event at a point of the host. */
function pointer(type: string, { x, y, ...init }: Init): void {
  const at = { clientX: x + 50, clientY: y + 40, bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse' }
  host.dispatchEvent(new PointerEvent(`pointer${type}`, { ...at, ...init }))
}
/** From 100 to 150 to the right. */
function draw(pointerType: string): void {
  pointer('down', { x: 100, y: 100, pointerId: 7, pointerType })
  pointer('move', { x: 150, y: 100, pointerId: 7, pointerType })
  pointer('up', { x: 150, y: 100, pointerId: 7, pointerType })
}
const frame = () => board.frames.flush()
const path = () => board.editor.toolbox.path.value
const key = (type: 'keydown' | 'keyup', init: KeyboardEventInit, target: EventTarget = document.body) => {
  const event = new KeyboardEvent(type, { bubbles: true, cancelable: true, ...init })
  target.dispatchEvent(event)
  return event
}

describe('pointers', () => {
  test('[INPUT1] moves are told once a frame, with every sample; what is left comes before the end', () => {
    person(board.editor).choose('pen')
    pointer('down', { x: 10, y: 10 })
    for (const x of [20, 30, 40]) pointer('move', { x, y: 10 })
    const [ink] = board.editor.live.inks.values()
    expect(ink?.points.length).toBe(3)
    frame()
    expect(ink?.points.filter((_, i) => i % 3 === 0)).toEqual([10, 20, 30, 40])
    pointer('move', { x: 50, y: 60 })
    pointer('up', { x: 50, y: 60 })
    expect(board.document.size).toBe(1)
    expect(board.editor.scene.bounds?.maxY).toBeGreaterThan(58)
  })

  test('[PICK4] Alt shows distances also under a pointer that rests, until it is let go; typing shows none', () => {
    board.editor.selection.value = new Set([addRectangle(board.document, 10, 10, 50, 50)])
    addRectangle(board.document, 110, 10, 50, 50)
    pointer('move', { x: 111, y: 30 })
    frame()
    const marks = () => board.editor.marks.value.map(({ type }) => type)
    expect(marks()).toEqual([])
    key('keydown', { key: 'Alt', altKey: true })
    expect(marks()).toEqual(['gap'])
    key('keyup', { key: 'Alt' })
    expect(marks()).toEqual([])
    const field = host.appendChild(document.createElement('input'))
    key('keydown', { key: 'Alt', altKey: true }, field)
    expect(marks()).toEqual([])
  })

  test('[INPUT11] where the pointer is expected next is drawn, and never kept', () => {
    person(board.editor).choose('pen')
    pointer('down', { x: 10, y: 10 })
    const predictedEvents = [new PointerEvent('pointermove', { clientX: 50 + 90, clientY: 40 + 10 })]
    pointer('move', { x: 40, y: 10, predictedEvents })
    frame()
    const [ink] = board.editor.live.inks.values()
    expect(ink?.predicted.slice(0, 2)).toEqual([90, 10])
    expect(ink?.points.filter((_, i) => i % 3 === 0)).toEqual([10, 40])
    pointer('up', { x: 40, y: 10 })
    expect(board.editor.scene.bounds?.maxX).toBeLessThan(60)
  })

  test('[INPUT2] one finger draws; a second one takes the unfinished stroke back and both move the camera', () => {
    person(board.editor).choose('pen')
    const finger = (id: number) => ({ pointerId: id, pointerType: 'touch' })
    pointer('down', { x: 100, y: 100, ...finger(1) })
    pointer('move', { x: 120, y: 100, ...finger(1) })
    expect(path()).toBe('pen.drawing')
    pointer('down', { x: 200, y: 100, ...finger(2) })
    expect(path()).toBe('pen.idle')
    const { camera } = board.editor
    const under = { x: 120, y: 100 }
    pointer('move', { x: 80, y: 100, ...finger(1) })
    pointer('move', { x: 240, y: 100, ...finger(2) })
    expect(camera.value.zoom).toBeCloseTo(2)
    expect((under.x - camera.value.x) * camera.value.zoom).toBeCloseTo(80)
    pointer('up', { x: 240, y: 100, ...finger(2) })
    pointer('move', { x: 10, y: 10, ...finger(1) })
    frame()
    expect(path()).toBe('pen.idle')
    pointer('up', { x: 10, y: 10, ...finger(1) })
    expect(board.document.size).toBe(0)
    pointer('down', { x: 10, y: 10, ...finger(3) })
    expect(path()).toBe('pen.drawing')
  })

  test('[INPUT19] a finger that taps and is moved at once zooms where nothing can be dragged, and nothing else does', () => {
    const { camera, document } = board.editor
    const touch = (type: string, x: number, y: number, timeStamp: number) => {
      const event = { clientX: x + 50, clientY: y + 40, bubbles: true, cancelable: true, pointerId: 3 }
      const told = new PointerEvent(`pointer${type}`, { ...event, pointerType: 'touch' })
      Object.defineProperty(told, 'timeStamp', { value: timeStamp })
      host.dispatchEvent(told)
    }
    const tapAndPull = (x: number, y: number, from: number, pause: number) => {
      touch('down', x, y, from)
      touch('up', x, y, from + 80)
      touch('down', x + 5, y, from + 80 + pause)
      touch('move', x + 5, y + 120, from + 120 + pause)
      frame()
      touch('up', x + 5, y + 120, from + 160 + pause)
    }
    tapAndPull(200, 100, 1_000, 100)
    expect(camera.value.zoom).toBeCloseTo(2)
    expect((205 - 0) / 1 - camera.value.x).toBeCloseTo(102.5)
    camera.value = { x: 0, y: 0, zoom: 1 }
    // Too late; something to drag; a tool that draws.
    tapAndPull(200, 100, 3_000, 600)
    const id = addRectangle(document, 180, 80, 60, 40, 'red')
    tapAndPull(200, 100, 5_000, 100)
    expect(document.get(id)?.props.matrix.slice(4)).toEqual([180, 200])
    board.editor.selection.value = new Set()
    person(board.editor).choose('pen')
    tapAndPull(300, 20, 7_000, 100)
    expect(camera.value.zoom).toBe(1)
    expect(document.size).toBe(3)
    person(board.editor).choose('hand')
    tapAndPull(200, 220, 9_000, 100)
    expect(camera.value.zoom).toBeCloseTo(2)
  })

  test('[INPUT3] a palm does not disturb a pen', () => {
    person(board.editor).choose('pen')
    pointer('down', { x: 100, y: 100, pointerId: 7, pointerType: 'pen', pressure: 0.4 })
    pointer('down', { x: 200, y: 200, pointerId: 8, pointerType: 'touch' })
    pointer('down', { x: 220, y: 200, pointerId: 9, pointerType: 'touch' })
    pointer('move', { x: 150, y: 100, pointerId: 7, pointerType: 'pen', pressure: 0.6 })
    pointer('up', { x: 150, y: 100, pointerId: 7, pointerType: 'pen' })
    expect(board.document.size).toBe(1)
    expect(board.editor.camera.value.zoom).toBe(1)
  })

  test('[INPUT3] a palm that is there before the pen is: what it began is taken back', () => {
    person(board.editor).choose('pen')
    const palm = { pointerType: 'touch', pointerId: 8 }
    pointer('down', { x: 200, y: 200, ...palm })
    pointer('move', { x: 210, y: 200, ...palm })
    frame()
    draw('pen')
    pointer('move', { x: 250, y: 200, ...palm })
    pointer('up', { x: 250, y: 200, ...palm })
    expect(board.document.size).toBe(1)
    expect(board.editor.scene.bounds?.maxX).toBeLessThan(160)
  })

  test('[INPUT20] once a pen has come, it alone draws and a finger moves the board, or selects; who wants it otherwise says so', () => {
    const penDraws = signal<boolean | null>(null)
    stop()
    stop = attachInput(host, board.editor, { mac: false, penDraws })
    const { camera, document } = board.editor
    person(board.editor).choose('pen')
    draw('touch')
    expect([document.size, penDraws.value, camera.value.x]).toEqual([1, null, 0])
    draw('pen')
    expect([document.size, penDraws.value]).toEqual([2, true])
    draw('touch')
    expect([document.size, camera.value, path()]).toEqual([2, { x: -50, y: 0, zoom: 1 }, 'pen.idle'])
    draw('mouse')
    expect(document.size).toBe(3)
    person(board.editor).choose('select')
    pointer('down', { x: 10, y: 10, pointerType: 'touch' })
    expect(path()).not.toBe('hand.panning')
    pointer('up', { x: 10, y: 10, pointerType: 'touch' })
    person(board.editor).choose('pen')
    penDraws.value = false
    draw('pen')
    draw('touch')
    expect([document.size, penDraws.value, camera.value.x]).toEqual([5, false, -50])
  })

  test('[INPUT21] the other end of a stylus erases, whatever the tool, and gives the tool back', () => {
    addRectangle(board.document, 80, 80, 40, 40, 'red')
    person(board.editor).choose('pen')
    const end = { pointerType: 'pen', button: 5, buttons: 32 }
    pointer('down', { x: 70, y: 100, ...end })
    expect(path()).toBe('eraser.erasing')
    pointer('move', { x: 130, y: 100, ...end })
    pointer('up', { x: 130, y: 100, ...end })
    expect([board.document.size, path()]).toEqual([0, 'pen.idle'])
    board.editor.looking.value = true
    pointer('down', { x: 70, y: 100, ...end })
    expect(path()).toBe('hand.panning')
  })

  test('[INPUT4] the middle button pans with whatever tool, and gives the tool back', () => {
    person(board.editor).choose('pen')
    pointer('down', { x: 100, y: 100, button: 1 })
    expect(path()).toBe('hand.panning')
    pointer('move', { x: 130, y: 90 })
    pointer('up', { x: 130, y: 90, button: 1 })
    expect(path()).toBe('pen.idle')
    expect(board.editor.camera.value).toEqual({ x: -30, y: 10, zoom: 1 })
  })

  test('[INPUT5] a pointer that the system takes away cancels; a tab that is left keeps what was drawn', () => {
    person(board.editor).choose('pen')
    pointer('down', { x: 10, y: 10 })
    pointer('move', { x: 90, y: 90 })
    pointer('cancel', { x: 90, y: 90 })
    expect(board.document.size).toBe(0)
    pointer('down', { x: 10, y: 10 })
    pointer('move', { x: 90, y: 90 })
    window.dispatchEvent(new Event('blur'))
    expect(board.document.size).toBe(1)
    expect(path()).toBe('pen.idle')
  })

  test('[INPUT6] the right button and what lies on the board as a page does are left alone', () => {
    person(board.editor).choose('pen')
    pointer('down', { x: 10, y: 10, button: 2 })
    expect(path()).toBe('pen.idle')
    const button = document.createElement('button')
    host.append(button)
    button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerId: 1 }))
    expect(path()).toBe('pen.idle')
  })

  test('[INPUT7] a press on the board ends the typing', () => {
    const id = addText(board.document, 0, 0, 'hello')
    board.editor.editing.value = id
    pointer('down', { x: 300, y: 200 })
    expect(board.editor.editing.value).toBe(null)
  })
})

describe('wheel', () => {
  const wheel = (init: WheelEventInit) => {
    const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: 250, clientY: 140, ...init })
    host.dispatchEvent(event)
    return event
  }

  test('[INPUT8] the wheel pans, with Shift sideways, and the page does not move', () => {
    expect(wheel({ deltaX: 3, deltaY: 50 }).defaultPrevented).toBe(true)
    expect(board.editor.camera.value).toEqual({ x: 3, y: 50, zoom: 1 })
    wheel({ deltaY: 20, shiftKey: true })
    expect(board.editor.camera.value).toEqual({ x: 23, y: 50, zoom: 1 })
  })

  test('[INPUT10] who prefers it zooms with the wheel alone, and pans sideways with Shift', () => {
    stop()
    stop = attachInput(host, board.editor, { mac: false, wheelZooms: signal(true) })
    const { camera } = board.editor
    wheel({ deltaY: -20 })
    expect(camera.value.zoom).toBeGreaterThan(1)
    const { zoom } = camera.value
    wheel({ deltaY: 20, shiftKey: true })
    expect(camera.value.zoom).toBe(zoom)
  })

  test('[INPUT9] with Ctrl it zooms at the pointer, one event never by much', () => {
    const { camera } = board.editor
    wheel({ deltaY: -5_000, ctrlKey: true })
    expect(camera.value.zoom).toBeGreaterThan(1)
    expect(camera.value.zoom).toBeLessThan(1.5)
    expect((200 - camera.value.x) * camera.value.zoom).toBeCloseTo(200)
    wheel({ deltaY: 5_000, ctrlKey: true })
    expect(camera.value.zoom).toBeCloseTo(1)
  })
})

describe('keys', () => {
  test('[KEY4] tools and commands have their keys; typing in a field is left alone', () => {
    expect(key('keydown', { key: 'p', code: 'KeyP' }).defaultPrevented).toBe(true)
    expect(path()).toBe('pen.idle')
    const field = document.createElement('input')
    host.append(field)
    expect(key('keydown', { key: 'v', code: 'KeyV' }, field).defaultPrevented).toBe(false)
    expect(path()).toBe('pen.idle')
    const id = addRectangle(board.document, 0, 0, 10, 10)
    key('keydown', { key: 'a', code: 'KeyA', ctrlKey: true })
    expect([...board.editor.selection.value]).toEqual([id])
    key('keydown', { key: 'Backspace', code: 'Backspace' })
    expect(board.document.size).toBe(0)
    key('keydown', { key: 'z', code: 'KeyZ', ctrlKey: true })
    expect(board.document.size).toBe(1)
  })

  test('[KEY10] what is typed on after somebody else deleted the text does nothing, until a pause, a press or Escape', () => {
    const type = (letter: string) => key('keydown', { key: letter, code: `Key${letter.toUpperCase()}` })
    const loseText = () => {
      const [id = ''] = board.document.add([{ kind: 'text', text: 'words' }])
      board.editor.toolbox.choose('select')
      startTyping(board.editor, id)
      const other = new Y.Doc()
      Y.applyUpdate(other, Y.encodeStateAsUpdate(board.doc))
      createBoardDocument(other).remove([id])
      Y.applyUpdate(board.doc, Y.encodeStateAsUpdate(other))
      expect(board.editor.editing.value).toBe(null)
    }
    loseText()
    for (const letter of ['p', 'e', 'n']) type(letter)
    expect(path()).toBe('select.idle')
    board.clock.pass(2_000)
    type('p')
    expect(path()).toBe('pen.idle')
    loseText()
    pointer('down', { x: 300, y: 200 })
    pointer('up', { x: 300, y: 200 })
    type('e')
    expect(path()).toBe('eraser.idle')
    board.editor.toolbox.choose('select')
    board.document.remove([...board.document.ids()])
    type('p')
    expect(path()).toBe('pen.idle')
  })

  test('[KEY9] where single keys are off, only keys with Ctrl or Alt and those that are no character do something', () => {
    stop()
    stop = attachInput(host, board.editor, { mac: false, singleKeys: signal(false) })
    const before = path()
    expect(key('keydown', { key: 'p', code: 'KeyP' }).defaultPrevented).toBe(false)
    expect(key('keydown', { key: '?', code: 'Slash', shiftKey: true }).defaultPrevented).toBe(false)
    expect(path()).toBe(before)
    addRectangle(board.document, 0, 0, 10, 10)
    key('keydown', { key: 'a', code: 'KeyA', ctrlKey: true })
    key('keydown', { key: 'Delete', code: 'Delete' })
    expect(board.document.size).toBe(0)
  })

  test('[KEY5] the space bar borrows the hand while it is held', () => {
    key('keydown', { key: 'p', code: 'KeyP' })
    key('keydown', { key: ' ', code: 'Space' })
    key('keydown', { key: ' ', code: 'Space', repeat: true })
    expect(path()).toBe('hand.idle')
    key('keyup', { key: ' ', code: 'Space' })
    expect(path()).toBe('pen.idle')
  })

  test('[KEY13] Z lends the magnifier while it is held, whatever is pressed besides; a letter with Ctrl or Alt does not', () => {
    key('keydown', { key: 'p', code: 'KeyP' })
    key('keydown', { key: 'z', code: 'KeyZ', altKey: true })
    key('keydown', { key: 'z', code: 'KeyZ', ctrlKey: true })
    expect(path()).toBe('pen.idle')
    key('keydown', { key: 'z', code: 'KeyZ' })
    expect(path()).toBe('zoom.idle')
    key('keydown', { key: 'Ω', code: 'KeyZ', altKey: true, repeat: true })
    pointer('down', { x: 100, y: 100 })
    pointer('up', { x: 100, y: 100 })
    expect(board.editor.camera.value).toEqual({ x: 50, y: 50, zoom: 2 })
    key('keyup', { key: 'Ω', code: 'KeyZ', altKey: true })
    expect([path(), board.document.size]).toEqual(['pen.idle', 0])
  })

  test('[KEY6] arrows, space and Enter belong to the control that has the focus, all keys to a dialog', () => {
    const button = host.appendChild(document.createElement('button'))
    const dialog = host.appendChild(document.createElement('dialog'))
    expect(key('keydown', { key: ' ', code: 'Space' }, button).defaultPrevented).toBe(false)
    expect(key('keydown', { key: 'p', code: 'KeyP' }, button).defaultPrevented).toBe(true)
    expect(key('keydown', { key: 'e', code: 'KeyE' }, dialog).defaultPrevented).toBe(false)
    expect(path()).toBe('pen.idle')
  })

  test('[KEY11] while a menu is open no key is the board’s, also before the menu has the focus', () => {
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
    const id = addRectangle(board.document, 0, 0, 100, 100, 'red')
    pointer('down', { x: 50, y: 50 })
    pointer('move', { x: 90, y: 50 })
    frame()
    key('keydown', { key: 'Delete', code: 'Delete' })
    key('keydown', { key: 'e', code: 'KeyE' })
    expect(path()).toBe('select.moving')
    expect(board.document.size).toBe(1)
    key('keydown', { key: 'Escape', code: 'Escape' })
    expect(path()).toBe('select.idle')
    expect(board.document.get(id)?.props.matrix).toEqual([100, 0, 0, 100, 0, 0])
  })
})
