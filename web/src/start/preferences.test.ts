import { expect, test } from 'vitest'
import { createPreferences } from './preferences.ts'
import type { LocalMemory } from './local-memory.ts'

function memoryOf(kept: Record<string, unknown>): LocalMemory {
  return { recall: (key) => kept[key], remember: (key, value) => void (kept[key] = value) }
}

test('[START9] how somebody likes to work is remembered for every board; what makes no sense is not', () => {
  const kept: Record<string, unknown> = { 'wheel-zooms': true, 'single-keys': 'maybe' }
  const first = createPreferences(memoryOf(kept))
  expect([first.wheelZooms.value, first.singleKeys.value]).toEqual([true, true])
  first.singleKeys.value = false
  first.dispose()
  expect(createPreferences(memoryOf(kept)).singleKeys.value).toBe(false)
})
