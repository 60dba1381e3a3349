import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visibleBox } from './camera.ts'
import { lookAt, onMap, overviewOf } from './overview.ts'

const SIZE = { width: 200, height: 140 }
const box = fc
  .record({
    x: fc.integer({ min: -1e6, max: 1e6 }),
    y: fc.integer({ min: -1e6, max: 1e6 }),
    width: fc.integer({ min: 1, max: 1e5 }),
    height: fc.integer({ min: 1, max: 1e5 }),
  })
  .map(({ x, y, width, height }) => ({ minX: x, minY: y, maxX: x + width, maxY: y + height }))

test('[MAP1] all that is drawn and all that is looked at is on the map, undistorted', () => {
  fc.assert(
    fc.property(fc.option(box, { nil: undefined }), box, (drawn, seen) => {
      const map = overviewOf(drawn, seen, SIZE)
      for (const each of drawn ? [drawn, seen] : [seen]) {
        const { minX, minY, maxX, maxY } = onMap(map, each)
        expect(Math.min(minX, minY)).toBeGreaterThanOrEqual(0)
        expect(maxX).toBeLessThanOrEqual(SIZE.width)
        expect(maxY).toBeLessThanOrEqual(SIZE.height)
      }
    }),
  )
})

test('[MAP2] the middle of the view goes where one points', () => {
  const viewport = { width: 1000, height: 700 }
  fc.assert(
    fc.property(box, fc.double({ min: 0.1, max: 8, noNaN: true }), ({ minX: x, minY: y }, zoom) => {
      const seen = visibleBox(lookAt({ x: 10, y: 20, zoom }, { x, y }, viewport), viewport)
      expect((seen.minX + seen.maxX) / 2).toBeCloseTo(x, 3)
      expect((seen.minY + seen.maxY) / 2).toBeCloseTo(y, 3)
      expect(seen.maxX - seen.minX).toBeCloseTo(viewport.width / zoom, 3)
    }),
  )
})
