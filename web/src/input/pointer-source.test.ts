import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { person } from '../editor/testing/person.ts'
import { addRectangle, addText } from '../editor/testing/test-editor.ts'
import { inputPage, type InputPage } from './testing/input-page.ts'

/** From 100 to 150 to the right. */
function draw(pointer: InputPage['pointer'], pointerType: string): void {
  pointer('down', { x: 100, y: 100, pointerId: 7, pointerType })
  pointer('move', { x: 150, y: 100, pointerId: 7, pointerType })
  pointer('up', { x: 150, y: 100, pointerId: 7, pointerType })
}

test('[INPUT1] moves are told once a frame, with every sample; what is left comes before the end', () => {
  const { document: board, editor, frames, pointer } = inputPage()
  person(editor).choose('pen')
  pointer('down', { x: 10, y: 10 })
  for (const x of [20, 30, 40]) pointer('move', { x, y: 10 })
  const [ink] = editor.live.inks.values()
  expect(ink?.points.length).toBe(3)
  frames.flush()
  expect(ink?.points.filter((_, i) => i % 3 === 0)).toEqual([10, 20, 30, 40])
  pointer('move', { x: 50, y: 60 })
  pointer('up', { x: 50, y: 60 })
  expect(board.size).toBe(1)
  expect(editor.scene.bounds?.maxY).toBeGreaterThan(58)
})

test('[PICK4] Alt shows distances also under a pointer that rests, until it is let go; typing shows none', () => {
  const { document: board, editor, frames, host, pointer, key } = inputPage()
  editor.selection.value = new Set([addRectangle(board, 10, 10, 50, 50)])
  addRectangle(board, 110, 10, 50, 50)
  pointer('move', { x: 111, y: 30 })
  frames.flush()
  const marks = () => editor.marks.value.map(({ type }) => type)
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
  const { editor, frames, pointer } = inputPage()
  person(editor).choose('pen')
  pointer('down', { x: 10, y: 10 })
  const predictedEvents = [new PointerEvent('pointermove', { clientX: 50 + 90, clientY: 40 + 10 })]
  pointer('move', { x: 40, y: 10, predictedEvents })
  frames.flush()
  const [ink] = editor.live.inks.values()
  expect(ink?.predicted.slice(0, 2)).toEqual([90, 10])
  expect(ink?.points.filter((_, i) => i % 3 === 0)).toEqual([10, 40])
  pointer('up', { x: 40, y: 10 })
  expect(editor.scene.bounds?.maxX).toBeLessThan(60)
})

test('[INPUT2] one finger draws; a second one takes the unfinished stroke back and both move the camera', () => {
  const { document: board, editor, frames, path, pointer } = inputPage()
  person(editor).choose('pen')
  const finger = (id: number) => ({ pointerId: id, pointerType: 'touch' })
  pointer('down', { x: 100, y: 100, ...finger(1) })
  pointer('move', { x: 120, y: 100, ...finger(1) })
  expect(path()).toBe('pen.drawing')
  pointer('down', { x: 200, y: 100, ...finger(2) })
  expect(path()).toBe('pen.idle')
  const { camera } = editor
  const under = { x: 120, y: 100 }
  pointer('move', { x: 80, y: 100, ...finger(1) })
  pointer('move', { x: 240, y: 100, ...finger(2) })
  expect(camera.value.zoom).toBeCloseTo(2)
  expect((under.x - camera.value.x) * camera.value.zoom).toBeCloseTo(80)
  pointer('up', { x: 240, y: 100, ...finger(2) })
  pointer('move', { x: 10, y: 10, ...finger(1) })
  frames.flush()
  expect(path()).toBe('pen.idle')
  pointer('up', { x: 10, y: 10, ...finger(1) })
  expect(board.size).toBe(0)
  pointer('down', { x: 10, y: 10, ...finger(3) })
  expect(path()).toBe('pen.drawing')
})

test('[INPUT19] a finger that taps and is moved at once zooms where nothing can be dragged, and nothing else does', () => {
  const { editor, frames, host } = inputPage()
  const { camera, document } = editor
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
    frames.flush()
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
  editor.selection.value = new Set()
  person(editor).choose('pen')
  tapAndPull(300, 20, 7_000, 100)
  expect(camera.value.zoom).toBe(1)
  expect(document.size).toBe(3)
  person(editor).choose('hand')
  tapAndPull(200, 220, 9_000, 100)
  expect(camera.value.zoom).toBeCloseTo(2)
})

test('[INPUT3] a palm does not disturb a pen', () => {
  const { document: board, editor, pointer } = inputPage()
  person(editor).choose('pen')
  pointer('down', { x: 100, y: 100, pointerId: 7, pointerType: 'pen', pressure: 0.4 })
  pointer('down', { x: 200, y: 200, pointerId: 8, pointerType: 'touch' })
  pointer('down', { x: 220, y: 200, pointerId: 9, pointerType: 'touch' })
  pointer('move', { x: 150, y: 100, pointerId: 7, pointerType: 'pen', pressure: 0.6 })
  pointer('up', { x: 150, y: 100, pointerId: 7, pointerType: 'pen' })
  expect(board.size).toBe(1)
  expect(editor.camera.value.zoom).toBe(1)
})

test('[INPUT3] a palm that is there before the pen is: what it began is taken back', () => {
  const { document: board, editor, frames, pointer } = inputPage()
  person(editor).choose('pen')
  const palm = { pointerType: 'touch', pointerId: 8 }
  pointer('down', { x: 200, y: 200, ...palm })
  pointer('move', { x: 210, y: 200, ...palm })
  frames.flush()
  draw(pointer, 'pen')
  pointer('move', { x: 250, y: 200, ...palm })
  pointer('up', { x: 250, y: 200, ...palm })
  expect(board.size).toBe(1)
  expect(editor.scene.bounds?.maxX).toBeLessThan(160)
})

test('[INPUT20] once a pen has come, it alone draws and a finger moves the board, or selects; who wants it otherwise says so', () => {
  const penDraws = signal<boolean | null>(null)
  const { editor, path, pointer } = inputPage({ penDraws })
  const { camera, document } = editor
  person(editor).choose('pen')
  draw(pointer, 'touch')
  expect([document.size, penDraws.value, camera.value.x]).toEqual([1, null, 0])
  draw(pointer, 'pen')
  expect([document.size, penDraws.value]).toEqual([2, true])
  draw(pointer, 'touch')
  expect([document.size, camera.value, path()]).toEqual([2, { x: -50, y: 0, zoom: 1 }, 'pen.idle'])
  draw(pointer, 'mouse')
  expect(document.size).toBe(3)
  person(editor).choose('select')
  pointer('down', { x: 10, y: 10, pointerType: 'touch' })
  expect(path()).not.toBe('hand.panning')
  pointer('up', { x: 10, y: 10, pointerType: 'touch' })
  person(editor).choose('pen')
  penDraws.value = false
  draw(pointer, 'pen')
  draw(pointer, 'touch')
  expect([document.size, penDraws.value, camera.value.x]).toEqual([5, false, -50])
})

test('[INPUT21] the other end of a stylus erases, whatever the tool, and gives the tool back', () => {
  const { document: board, editor, path, pointer } = inputPage()
  addRectangle(board, 80, 80, 40, 40, 'red')
  person(editor).choose('pen')
  const end = { pointerType: 'pen', button: 5, buttons: 32 }
  pointer('down', { x: 70, y: 100, ...end })
  expect(path()).toBe('eraser.erasing')
  pointer('move', { x: 130, y: 100, ...end })
  pointer('up', { x: 130, y: 100, ...end })
  expect([board.size, path()]).toEqual([0, 'pen.idle'])
  editor.looking.value = true
  pointer('down', { x: 70, y: 100, ...end })
  expect(path()).toBe('hand.panning')
})

test('[INPUT4] the middle button pans with whatever tool, and gives the tool back', () => {
  const { editor, path, pointer } = inputPage()
  person(editor).choose('pen')
  pointer('down', { x: 100, y: 100, button: 1 })
  expect(path()).toBe('hand.panning')
  pointer('move', { x: 130, y: 90 })
  pointer('up', { x: 130, y: 90, button: 1 })
  expect(path()).toBe('pen.idle')
  expect(editor.camera.value).toEqual({ x: -30, y: 10, zoom: 1 })
})

test('[INPUT5] a pointer that the system takes away cancels; a tab that is left keeps what was drawn', () => {
  const { document: board, editor, path, pointer } = inputPage()
  person(editor).choose('pen')
  pointer('down', { x: 10, y: 10 })
  pointer('move', { x: 90, y: 90 })
  pointer('cancel', { x: 90, y: 90 })
  expect(board.size).toBe(0)
  pointer('down', { x: 10, y: 10 })
  pointer('move', { x: 90, y: 90 })
  window.dispatchEvent(new Event('blur'))
  expect(board.size).toBe(1)
  expect(path()).toBe('pen.idle')
})

test('[INPUT6] the right button and what lies on the board as a page does are left alone', () => {
  const { editor, host, path, pointer } = inputPage()
  person(editor).choose('pen')
  pointer('down', { x: 10, y: 10, button: 2 })
  expect(path()).toBe('pen.idle')
  const button = document.createElement('button')
  host.append(button)
  button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerId: 1 }))
  expect(path()).toBe('pen.idle')
})

test('[INPUT7] a press on the board ends the typing', () => {
  const { document: board, editor, pointer } = inputPage()
  const id = addText(board, 0, 0, 'hello')
  editor.editing.value = id
  pointer('down', { x: 300, y: 200 })
  expect(editor.editing.value).toBe(null)
})
