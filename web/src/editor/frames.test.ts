import { expect, test } from 'vitest'
import { manualFrames } from './testing/test-editor.ts'

test('[FRAME1] within a frame pointers are read, then all is painted, then sent; each task once', () => {
  const frames = manualFrames()
  const log: string[] = []
  const paint = () => log.push('paint')
  frames.request('send', () => log.push('send'))
  frames.request('paint', paint)
  frames.request('paint', paint)
  frames.request('input', () => {
    log.push('input')
    frames.request('paint', paint)
  })
  frames.flush()
  expect(log).toEqual(['input', 'paint', 'send'])
  expect(frames.flush()).toBe(false)
})

test('[FRAME1] what is asked for too late for this frame comes in the next', () => {
  const frames = manualFrames()
  const log: string[] = []
  frames.request('paint', () => {
    log.push('paint')
    frames.request('input', () => log.push('input'))
  })
  frames.flush()
  expect(log).toEqual(['paint'])
  expect(frames.flush()).toBe(true)
  expect(log).toEqual(['paint', 'input'])
})

test('[FRAME1] a cancelled task does not run', () => {
  const frames = manualFrames()
  let ran = false
  const task = () => {
    ran = true
  }
  frames.request('paint', task)
  frames.cancel(task)
  frames.flush()
  expect(ran).toBe(false)
})
