import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { inputPage } from './testing/input-page.ts'

function wheel(host: HTMLElement, init: WheelEventInit): WheelEvent {
  const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: 250, clientY: 140, ...init })
  host.dispatchEvent(event)
  return event
}

test('[INPUT8] the wheel pans, with Shift sideways, and the page does not move', () => {
  const { host, editor } = inputPage()
  expect(wheel(host, { deltaX: 3, deltaY: 50 }).defaultPrevented).toBe(true)
  expect(editor.camera.value).toEqual({ x: 3, y: 50, zoom: 1 })
  wheel(host, { deltaY: 20, shiftKey: true })
  expect(editor.camera.value).toEqual({ x: 23, y: 50, zoom: 1 })
})

test('[INPUT10] who prefers it zooms with the wheel alone, and pans sideways with Shift', () => {
  const { host, editor } = inputPage({ wheelZooms: signal(true) })
  const { camera } = editor
  wheel(host, { deltaY: -20 })
  expect(camera.value.zoom).toBeGreaterThan(1)
  const { zoom } = camera.value
  wheel(host, { deltaY: 20, shiftKey: true })
  expect(camera.value.zoom).toBe(zoom)
})

test('[INPUT9] with Ctrl it zooms at the pointer, one event never by much', () => {
  const { host, editor } = inputPage()
  const { camera } = editor
  wheel(host, { deltaY: -5_000, ctrlKey: true })
  expect(camera.value.zoom).toBeGreaterThan(1)
  expect(camera.value.zoom).toBeLessThan(1.5)
  expect((200 - camera.value.x) * camera.value.zoom).toBeCloseTo(200)
  wheel(host, { deltaY: 5_000, ctrlKey: true })
  expect(camera.value.zoom).toBeCloseTo(1)
})
