import { expect, it } from 'vitest'
import { when } from './when.ts'

const NOW = Date.UTC(2026, 10, 22, 12)

it.each([
  [0, 'this minute'],
  [5 * 60_000, '5 minutes ago'],
  [3 * 3_600_000, '3 hours ago'],
  [30 * 3_600_000, 'yesterday'],
  [9 * 86_400_000, '9 days ago'],
  [50 * 86_400_000, 'Oct 3, 2026'],
  [-10_000, 'this minute'],
])('[START8] %d ms ago is "%s"', (ago, words) => {
  expect(when(NOW - ago, NOW, 'en')).toBe(words)
})
