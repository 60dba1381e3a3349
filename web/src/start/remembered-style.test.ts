import { expect, test } from 'vitest'
import { DEFAULT_STYLE } from '../editor/style.ts'
import { newMemory } from '../ui/testing/test-app.ts'
import { recallStyle, rememberStyle } from './remembered-style.ts'

test('[STYLE3] somebody goes on with the colour, width and size that they drew with last', () => {
  const memory = newMemory()
  expect(recallStyle(memory)).toEqual(DEFAULT_STYLE)
  const style = { ...DEFAULT_STYLE, color: 'red', width: 8, size: 44, font: 'mono' as const }
  rememberStyle(memory, style)
  expect(recallStyle(memory)).toEqual(style)
})

test('[STYLE4] what makes no sense of a remembered style is the default, the rest stays', () => {
  const memory = newMemory()
  memory.remember('style', { color: 'url(#x)', width: 8, size: 'huge', __proto__: { font: 'mono' }, more: 1 })
  expect(recallStyle(memory)).toEqual({ ...DEFAULT_STYLE, width: 8 })
  memory.remember('style', 'rubbish')
  expect(recallStyle(memory)).toEqual(DEFAULT_STYLE)
})
