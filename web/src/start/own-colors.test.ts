import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { newMemory } from '../ui/testing/test-app.ts'
import { createOwnColors } from './own-colors.ts'

const STYLE = { color: 'ink', fill: 'none' }

test('[STYLE5] the last six own colours that somebody drew or filled with are there in the next board, the newest first', () => {
  const memory = newMemory()
  const style = signal(STYLE)
  const own = createOwnColors(memory, style)
  expect(own.list.value).toEqual([])
  style.value = { color: '#112233', fill: '#abcdef' }
  style.value = { color: 'red', fill: '#112233' }
  expect(own.list.value).toEqual(['#abcdef', '#112233'])
  for (const n of [1, 2, 3, 4, 5]) own.keep(`#00000${n}`)
  own.dispose()
  const later = createOwnColors(memory, signal(STYLE))
  expect(later.list.value).toEqual(['#000005', '#000004', '#000003', '#000002', '#000001', '#abcdef'])
  later.dispose()
})

test('[STYLE4] what makes no sense of remembered colours is left out', () => {
  const memory = newMemory()
  memory.remember('own-colours', ['#112233', 'red', 7, null, 'url(#x)', '#445566'])
  const own = createOwnColors(memory, signal(STYLE))
  expect(own.list.value).toEqual(['#112233', '#445566'])
  own.dispose()
})
