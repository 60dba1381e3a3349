import { expect, it } from 'vitest'
import { TokenBucket } from './token-bucket.ts'

it('[GUARD9] a burst is free, more than that waits as long as the debt takes to refill', () => {
  const bucket = new TokenBucket(10, 20, 0)
  expect(bucket.take(20, 0)).toBe(0)
  expect(bucket.take(5, 0)).toBe(500)
  expect(bucket.take(0, 500)).toBe(0)
  expect(bucket.take(1, 500)).toBe(100)
})

it('[GUARD9] an idle bucket never holds more than its burst', () => {
  const bucket = new TokenBucket(10, 20, 0)
  expect(bucket.take(30, 1_000_000)).toBe(1000)
})
