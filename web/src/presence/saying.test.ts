import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Presence } from '#board/presence.ts'
import { createManualClock } from '../editor/testing/manual-clock.ts'
import { testBoard } from '../editor/testing/test-editor.ts'
import { createSaying, publishSaying } from './saying.ts'

let host: HTMLElement
const clock = createManualClock()
beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'))
  host.style.cssText = 'position:absolute;left:50px;top:40px;width:400px;height:300px'
})
afterEach(() => host.remove())

test('[PEER13] what I say is told while I type it, and a moment longer, beside where my pointer is or the middle of what I see', () => {
  const { editor } = testBoard()
  const saying = createSaying(clock)
  let said: Partial<Presence> = {}
  const stop = publishSaying(host, editor, saying, { publish: (news) => (said = { ...said, ...news }) })
  saying.begin()
  expect(said.cursor).toEqual({ x: 400, y: 300 })
  for (const words of ['l', 'lo', 'look']) saying.words.value = words
  expect(said.saying).toBe('look')
  host.dispatchEvent(new PointerEvent('pointermove', { clientX: 150, clientY: 90 }))
  said = { ...said, cursor: null }
  host.dispatchEvent(new PointerEvent('pointerleave'))
  expect(said.cursor).toEqual({ x: 100, y: 50 })
  saying.finish()
  clock.pass(5_000)
  expect([said.saying, saying.isTyping.value]).toEqual(['look', false])
  clock.pass(2_000)
  expect(said.saying).toBeUndefined()
  said = { ...said, cursor: null }
  host.dispatchEvent(new PointerEvent('pointerleave'))
  expect(said.cursor).toBeNull()
  saying.begin()
  saying.words.value = 'never mind'
  saying.cancel()
  expect(said.saying).toBeUndefined()
  stop()
})
