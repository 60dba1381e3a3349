import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coveredSpans, pointsOfSpan, wholeSpan, withoutSpans, type Span } from './cut.ts'
import { STRIDE } from './points.ts'
import { distanceToSegment, type Segment } from './segment.ts'

const coordinate = fc.double({ min: -100, max: 100, noNaN: true })
const vector = fc.record({ x: coordinate, y: coordinate })
const segment = fc.oneof(
  fc.record({ from: vector, to: vector }),
  vector.map((at) => ({ from: at, to: at })),
)
const line = fc
  .array(fc.tuple(coordinate, coordinate, fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 12 })
  .map((points) => points.flat())
const radius = fc.double({ min: 0.5, max: 40, noNaN: true })

const count = (points: readonly number[]) => points.length / STRIDE

function cut(points: readonly number[], along: readonly Segment[], reach: number): readonly Span[] {
  return along.reduce<readonly Span[]>(
    (left, rub) => withoutSpans(left, coveredSpans(points, STRIDE, rub, reach)),
    [wholeSpan(count(points))],
  )
}

/** Points all along a line, both ends of every piece included. */
function* along(points: readonly number[], steps: number) {
  for (let i = 0; i < Math.max(1, count(points) - 1); i++) {
    const [a, b] = [i * STRIDE, Math.min(i + 1, count(points) - 1) * STRIDE]
    for (let step = 0; step <= steps; step++) {
      const mix = (part: number) => points[a + part]! + ((points[b + part]! - points[a + part]!) * step) / steps
      yield { x: mix(0), y: mix(1), position: i + (count(points) > 1 ? step / steps : 0) }
    }
  }
}

describe('cutting a line', () => {
  test('[GEO18] leaves nothing within the radius, and takes nothing from outside of it', () => {
    fc.assert(
      fc.property(line, fc.array(segment, { minLength: 1, maxLength: 4 }), radius, (points, rubs, reach) => {
        const distance = (at: { x: number; y: number }) => Math.min(...rubs.map((rub) => distanceToSegment(at, rub)))
        const left = cut(points, rubs, reach)
        for (const span of left) {
          for (const at of along(pointsOfSpan(points, STRIDE, span), 16))
            expect(distance(at)).toBeGreaterThan(reach - 1e-5)
        }
        for (const at of along(points, 64)) {
          if (distance(at) <= reach + 1e-5) continue
          expect(left.some(({ from, to }) => at.position >= from - 1e-9 && at.position <= to + 1e-9)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('[GEO18] answers the length that was outside, in pieces in order, pressures between their neighbours’', () => {
    const points = [0, 0, 0.2, 100, 0, 0.6, 100, 100, 1]
    const left = cut(points, [{ from: { x: 50, y: -10 }, to: { x: 50, y: 10 } }], 10)
    expect(
      left.map((span) => pointsOfSpan(points, STRIDE, span).map((value) => Math.round(value * 100) / 100)),
    ).toEqual([
      [0, 0, 0.2, 40, 0, 0.36],
      [60, 0, 0.44, 100, 0, 0.6, 100, 100, 1],
    ])
  })

  test('[GEO18] gives back the very line where nothing touched it, and a dot whole or not at all', () => {
    const whole = [wholeSpan(3)]
    expect(withoutSpans(whole, coveredSpans([0, 0, 1, 9, 0, 1, 9, 9, 1], STRIDE, at(50, 50), 5))).toBe(whole)
    expect(pointsOfSpan([0, 0, 1, 9, 0, 1, 9, 9, 1], STRIDE, whole[0]!)).toEqual([0, 0, 1, 9, 0, 1, 9, 9, 1])
    expect(cut([3, 4, 0.5], [at(0, 0)], 5.1)).toEqual([])
    expect(cut([3, 4, 0.5], [at(0, 0)], 4.9)).toEqual([wholeSpan(1)])
  })
})

const at = (x: number, y: number): Segment => ({ from: { x, y }, to: { x, y } })
