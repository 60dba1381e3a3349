import { getStroke } from 'perfect-freehand'
import { expect, it } from 'vitest'
import { createRandom, type Random } from '#board/testing/random.ts'
import { createInkRoom, inkPolygon, NIB, THINNING } from './ink-polygon.ts'

const SEED = Number(process.env['SEED'] ?? 5)

/** A line of 3 to 40 points with steps of up to `step` units: x, y, pressure, ... */
function wander(random: Random, step: number): number[] {
  const line: number[] = []
  let [x, y] = [0, 0]
  for (let left = 3 + random.int(38); left > 0; left--) {
    x += random.between(-step, step)
    y += random.between(-step, step)
    line.push(x, y, random.between(0, 1))
  }
  return line
}

it(`[INK16] its outline is, corner by corner, the one that perfect-freehand draws (seed ${SEED})`, () => {
  const random = createRandom(SEED)
  const room = createInkRoom()
  const options = { size: NIB, thinning: THINNING, smoothing: 0.5, streamline: 0, simulatePressure: false, last: true }
  for (let i = 0; i < 2_000; i++) {
    const line = wander(random, random.pick([3, 20, 60, 300]))
    const points = Array.from({ length: line.length / 3 }, (_, k) => line.slice(3 * k, 3 * k + 3))
    const expected = getStroke(points, options).flat()
    const length = inkPolygon(line, line.length, room)
    expect(length).toBe(expected.length)
    const furthest = Math.max(...expected.map((value, k) => Math.abs(value - room.left[k]!)))
    expect(furthest).toBeLessThan(1e-9)
  }
})
