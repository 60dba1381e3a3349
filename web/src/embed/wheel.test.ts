import { expect, it } from 'vitest'
import { yieldWheel } from './wheel.ts'

it('[EMB1] an embedded board takes the wheel only while somebody works in it', () => {
  const host = document.createElement('div')
  let focused = false
  let taken = 0
  const stop = yieldWheel(host, () => focused)
  host.addEventListener('wheel', (event) => {
    taken++
    event.preventDefault()
  })
  const wheel = () => {
    const event = new WheelEvent('wheel', { deltaY: 10, cancelable: true })
    host.dispatchEvent(event)
    return event.defaultPrevented
  }
  expect(wheel()).toBe(false)
  expect(taken).toBe(0)
  focused = true
  expect(wheel()).toBe(true)
  stop()
  focused = false
  expect(wheel()).toBe(true)
})
