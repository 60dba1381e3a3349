import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../limits.ts'
import { decodePoints, encodePiece, encodePoints, looksLikePoints, STRIDE } from './points.ts'
import { distanceToSegment } from './segment.ts'
import { simplify } from './simplify.ts'

const coordinate = fc.double({ min: -50_000, max: 50_000, noNaN: true })
const pressure = fc.double({ min: 0, max: 1, noNaN: true })
const points = fc
  .array(fc.tuple(coordinate, coordinate, pressure), { minLength: 1, maxLength: 60 })
  .map((list) => list.flat())
const zoom = fc.double({ min: LIMITS.minZoom, max: LIMITS.maxZoom, noNaN: true })

describe('the point codec', { timeout: 60_000 }, () => {
  it('[INK1] keeps every point within a sixteenth of a pixel of the zoom it was drawn at, and its pressure within 1/256', () => {
    fc.assert(
      fc.property(points, zoom, (drawn, zoom) => {
        const read = decodePoints(encodePoints(drawn, zoom))?.points ?? []
        expect(read).toHaveLength(drawn.length)
        for (const [i, value] of drawn.entries()) {
          const allowed = i % STRIDE === 2 ? 1 / 256 : 1 / 16 / zoom
          expect(Math.abs((read[i] as number) - value)).toBeLessThanOrEqual(allowed + 1e-9)
        }
      }),
    )
  })

  it('[INK2] keeps times, and a pressure that never changes only once', () => {
    const even = [0, 0, 0.5, 3, 4, 0.5, 6, 9, 0.5]
    const bytes = encodePoints(even, 1, [0, 8, 24])
    expect(decodePoints(bytes)).toEqual({ points: Float64Array.from(even), times: Float64Array.from([0, 8, 24]) })
    expect(encodePoints([0, 0, 0.5, 3, 4, 0.6, 6, 9, 0.5], 1).length - encodePoints(even, 1).length).toBe(2)
  })

  it('[INK15] a part of it is as precise as the whole, with its pressures and times', () => {
    const bytes = encodePoints([0, 0, 0.25, 16, 8, 0.5, 32, 8, 1], 1 / 8, [0, 10, 30])
    expect(decodePoints(encodePiece(bytes, { from: 0.5, to: 2 }))).toEqual({
      points: Float64Array.from([8, 4, 0.375, 16, 8, 0.5, 32, 8, 1]),
      times: Float64Array.from([5, 10, 30]),
    })
    fc.assert(
      fc.property(points, zoom, (drawn, zoom) => {
        const whole = encodePoints(drawn, zoom)
        const same = encodePiece(whole, { from: 0, to: drawn.length / STRIDE - 1 })
        expect(decodePoints(same)).toEqual(decodePoints(whole))
      }),
    )
    expect(encodePiece(Uint8Array.of(9, 9), { from: 0, to: 1 })).toEqual(Uint8Array.of(9, 9))
  })

  it('[INK3] takes about three bytes for a point of a stroke', () => {
    const drawn = Array.from({ length: 300 }, (_, i) => [
      i * 2.5,
      Math.sin(i / 9) * 40,
      0.5 + Math.sin(i / 30) / 4,
    ]).flat()
    expect(encodePoints(drawn, 1).length / 300).toBeLessThan(3.5)
  })

  it('[INK4] reads anything without throwing, and nothing but points as points', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = decodePoints(bytes)
        if (read) expect(read.points.every((value) => Math.abs(value) <= LIMITS.coordinate)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
    fc.assert(
      fc.property(points, fc.nat(), fc.nat({ max: 255 }), (drawn, at, byte) => {
        const bytes = encodePoints(drawn, 1)
        bytes[at % bytes.length] = byte
        decodePoints(bytes)
        expect(decodePoints(bytes.subarray(0, at % bytes.length))).toBeUndefined()
      }),
      { numRuns: 2_000 },
    )
  })

  it('[INK5] makes no room for points that the bytes cannot hold', () => {
    // Version, flags, exponent, then a count of two thousand million with nothing behind it.
    expect(decodePoints(Uint8Array.from([1, 1, 5, 0xff, 0xff, 0xff, 0xff, 0x07]))).toBeUndefined()
    expect(decodePoints(new Uint8Array(LIMITS.strokeBytes + 1).fill(1))).toBeUndefined()
    expect([looksLikePoints('points'), looksLikePoints(new Uint8Array([2, 0, 0, 0])), looksLikePoints(null)]).toEqual([
      false,
      false,
      false,
    ])
  })

  it('[INK6] refuses to write a stroke longer than a record may be', () => {
    expect(() => encodePoints(new Float64Array((LIMITS.pointsPerStroke + 1) * STRIDE), 1)).toThrow(RangeError)
  })
})

describe('simplify', () => {
  it('[INK7] drops only points that are within the tolerance of what stays, and neither end', () => {
    fc.assert(
      fc.property(points, fc.double({ min: 0.01, max: 500, noNaN: true }), (drawn, tolerance) => {
        const kept = simplify(drawn, tolerance)
        expect([kept[0], kept.at(-1)]).toEqual([0, drawn.length / STRIDE - 1])
        const at = (i: number) => ({ x: drawn[i * STRIDE] as number, y: drawn[i * STRIDE + 1] as number })
        for (const [k, first] of kept.slice(0, -1).entries()) {
          const last = kept[k + 1] as number
          for (let i = first + 1; i < last; i++) {
            expect(distanceToSegment(at(i), { from: at(first), to: at(last) })).toBeLessThanOrEqual(
              tolerance * 1.000001,
            )
          }
        }
      }),
    )
  })

  it('[INK8] keeps a change of pressure on a straight line', () => {
    expect(simplify([0, 0, 0.5, 10, 0, 0.5, 20, 0, 0.5, 30, 0, 0.5], 0.25)).toEqual([0, 3])
    expect(simplify([0, 0, 0.2, 10, 0, 0.9, 20, 0, 0.2], 0.25)).toEqual([0, 1, 2])
  })
})
