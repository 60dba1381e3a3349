import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { glide } from './glide.ts'

const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true })
const point = fc.record({ x: coordinate, y: coordinate })

describe('a gliding cursor', () => {
  it('[PEER8] arrives, and is then exactly where it belongs', () => {
    fc.assert(
      fc.property(point, point, (from, to) => {
        let at = from
        for (let frame = 0; frame < 120; frame++) at = glide(at, to, 16, 1)
        expect(at).toBe(to)
      }),
    )
  })

  it('[PEER9] never overshoots', () => {
    fc.assert(
      fc.property(point, point, fc.double({ min: 0, max: 1_000, noNaN: true }), (from, to, elapsedMs) => {
        const at = glide(from, to, elapsedMs, 1)
        const [before, after] = [Math.hypot(to.x - from.x, to.y - from.y), Math.hypot(to.x - at.x, to.y - at.y)]
        expect(after).toBeLessThanOrEqual(before + 1e-6)
      }),
    )
  })

  it('[PEER10] is as far after two short frames as after a long one', () => {
    const to = { x: 1_000, y: 0 }
    const once = glide({ x: 0, y: 0 }, to, 32, 1)
    const twice = glide(glide({ x: 0, y: 0 }, to, 16, 1), to, 16, 1)
    expect(twice.x).toBeCloseTo(once.x, 6)
  })
})
