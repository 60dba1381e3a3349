import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from './limits.ts'
import { decodeLive, encodeLive, LIVE_IDS, LIVE_POINTS, type LiveMessage } from './live.ts'

const id = 'a-strokes-own-id'

describe('live messages', { timeout: 60_000 }, () => {
  it('[LIVE1] of every type come back as they were sent', () => {
    const messages: readonly LiveMessage[] = [
      { type: 'ink', id, color: 'red', width: 4, opacity: 1, from: 12, points: [10, 20.5, 0.5, 11.25, 21, 0.75] },
      { type: 'draft', id, kind: 'rectangle', fields: { matrix: [1, 0, 0, 1, 5, 6], color: '#123456', text: 'é' } },
      { type: 'lift', drag: id, ids: [id, 'another-element'] },
      { type: 'drag', drag: id, by: [1.5, 0.25, -0.25, 1.5, 1_000.125, -3] },
      { type: 'end', id, committed: true },
      { type: 'end', id, committed: false },
      { type: 'laser', id, color: 'red', width: 4, points: [10, 20.5, 11.25, 21] },
    ]
    for (const message of messages) expect(decodeLive(encodeLive(message))).toEqual(message)
  })

  it('[LIVE2] carry ink in about four bytes a point, within a thirty-second of a unit', () => {
    const points = Array.from({ length: 100 }, (_, i) => [500 + i * 2.3, Math.sin(i / 8) * 50, 0.5]).flat()
    const bytes = encodeLive({ type: 'ink', id, color: 'ink', width: 4, opacity: 1, from: 0, points })
    expect(bytes.length).toBeLessThan(450)
    const read = decodeLive(bytes)
    expect(
      read?.type === 'ink' && read.points.every((value, i) => Math.abs(value - (points[i] as number)) <= 1 / 32),
    ).toBe(true)
  })

  it('[LIVE3] fit their limit with as many points or ids as they may carry, however far apart', () => {
    const far = Array.from({ length: LIVE_POINTS }, (_, i) => [i % 2 ? 1e7 : -1e7, i % 2 ? -1e7 : 1e7, i % 2]).flat()
    encodeLive({
      type: 'ink',
      id: id.padEnd(64, 'x'),
      color: '#123456',
      width: 0.1,
      opacity: 1,
      from: 1e6,
      points: far,
    })
    encodeLive({ type: 'lift', drag: id.padEnd(64, 'x'), ids: Array.from({ length: LIVE_IDS }, () => 'y'.repeat(64)) })
    const huge = 'x'.repeat(LIMITS.liveBytes)
    expect(() => encodeLive({ type: 'draft', id, kind: 'text', fields: { text: huge } })).toThrow(RangeError)
  })

  it('[LIVE4] of strangers are read without throwing; what is no message answers undefined', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        decodeLive(bytes)
      }),
      { numRuns: 2_000 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat({ max: 6 }), (tail, type) => {
        const message = decodeLive(
          Uint8Array.from([type, id.length, ...Array.from(id, (c) => c.charCodeAt(0)), ...tail]),
        )
        if (message?.type === 'ink' || message?.type === 'laser')
          expect(message.points.every((value) => Math.abs(value) <= LIMITS.coordinate)).toBe(true)
      }),
      { numRuns: 5_000 },
    )
    expect(decodeLive(new Uint8Array(LIMITS.liveBytes + 1))).toBeUndefined()
    expect(decodeLive(encodeLive({ type: 'end', id: 'short', committed: true }))).toBeUndefined()
    expect(decodeLive(Uint8Array.from([...encodeLive({ type: 'end', id, committed: true }), 0]))).toBeUndefined()
  })

  it('[LIVE6] carry a laser’s trail within a thirty-second of a unit, and of a type that is not known are left be', () => {
    const place = fc.double({ min: -1e7, max: 1e7, noNaN: true })
    const trail = fc.array(fc.tuple(place, place), { maxLength: LIVE_POINTS }).map((points) => points.flat())
    fc.assert(
      fc.property(trail, fc.constantFrom('red', '#00ff7f'), (points, color) => {
        const read = decodeLive(encodeLive({ type: 'laser', id, color, width: 4, points }))
        expect(read).toMatchObject({ type: 'laser', id, color, width: 4 })
        const got = read?.type === 'laser' ? read.points : []
        expect(got).toHaveLength(points.length)
        for (const [i, value] of got.entries()) expect(Math.abs(value - points[i]!)).toBeLessThanOrEqual(1 / 32)
      }),
    )
    const [, ...rest] = encodeLive({ type: 'laser', id, color: 'red', width: 4, points: [1, 2] })
    expect(decodeLive(Uint8Array.of(99, ...rest))).toBeUndefined()
  })

  it('[LIVE5] cannot poison an object with the names of their fields', () => {
    const fields: Record<string, unknown> = Object.fromEntries([['__proto__', { polluted: true }]])
    const read = decodeLive(encodeLive({ type: 'draft', id, kind: 'rectangle', fields }))
    expect(read?.type === 'draft' && (read.fields as { polluted?: boolean }).polluted).toBeUndefined()
  })
})
