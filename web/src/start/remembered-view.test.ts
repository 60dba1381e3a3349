import { expect, test } from 'vitest'
import { newMemory } from '../ui/testing/test-app.ts'
import { recallCamera, rememberCamera } from './remembered-view.ts'

const WINDOW = { width: 800, height: 600 }

test('[VIEW1] a board is shown where it was left, in its middle when the window has another size', () => {
  const memory = newMemory()
  expect(recallCamera(memory, 'board-one-1', WINDOW)).toBeUndefined()
  rememberCamera(memory, 'board-one-1', { x: 100, y: -50, zoom: 2 }, WINDOW)
  rememberCamera(memory, 'board-two-2', { x: 0, y: 0, zoom: 1 }, WINDOW)
  expect(recallCamera(memory, 'board-one-1', WINDOW)).toEqual({ x: 100, y: -50, zoom: 2 })
  expect(recallCamera(memory, 'board-one-1', { width: 400, height: 300 })).toEqual({ x: 200, y: 25, zoom: 2 })
})

test('[VIEW2] what makes no sense counts as never remembered', () => {
  const memory = newMemory()
  memory.remember('views', [{ id: 'board-one-1', x: 1e99, y: 0, zoom: 1 }, null, 7])
  expect(recallCamera(memory, 'board-one-1', WINDOW)).toBeUndefined()
  memory.remember('views', 'rubbish')
  expect(recallCamera(memory, 'board-one-1', WINDOW)).toBeUndefined()
})
