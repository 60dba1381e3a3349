import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxAt, boxOf, centre, contains, EMPTY_BOX, expand, intersects, isEmpty, transformBox, union } from './box.ts'
import { inkOutline, simulatePressure, WIDEST_INK } from './ink.ts'
import {
  applyTo,
  decompose,
  IDENTITY,
  invert,
  isValidMatrix,
  multiply,
  nearestSimilarity,
  rotate,
  scale,
  translate,
} from './matrix.ts'
import { createPathBuilder, pathBounds, tracePath, transformPath } from './path.ts'
import { parsePathData } from './path-data.ts'
import { svgPathData } from './svg-path-data.ts'
import { distanceBetween, distanceToSegment, insidePolygon } from './segment.ts'

const number = fc.double({ min: -1_000, max: 1_000, noNaN: true })
const point = fc.record({ x: number, y: number })
const map = fc
  .tuple(point, fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.1, max: 8, noNaN: true }))
  .map(([about, angle, size]) => multiply(rotate(angle, about), scale(size, size * 1.5, about)))

describe('boxes', () => {
  it('[GEO1] grow to hold what is put in, and an empty one holds nothing', () => {
    const box = boxOf({ x: 3, y: -1 }, { x: 1, y: 5 })
    expect(box).toEqual({ minX: 1, minY: -1, maxX: 3, maxY: 5 })
    expect([union(EMPTY_BOX, box), isEmpty(boxOf()), intersects(EMPTY_BOX, box)]).toEqual([box, true, false])
    expect([contains(expand(box, 1), box), contains(box, expand(box, 1)), centre(box)]).toEqual([
      true,
      false,
      { x: 2, y: 2 },
    ])
    expect([intersects(box, boxAt(3, 5, 2, 2)), intersects(box, boxAt(3.1, 5, 2, 2))]).toEqual([true, false])
    expect(transformBox(boxAt(0, 0, 2, 1), rotate(Math.PI / 2)).maxY).toBeCloseTo(2)
    expect(transformBox(EMPTY_BOX, translate(1, 1))).toEqual(EMPTY_BOX)
  })
})

describe('matrices', () => {
  it('[GEO2] compose outer after inner, and are undone by their inverse', () => {
    fc.assert(
      fc.property(map, map, point, (outer, inner, at) => {
        const there = applyTo(multiply(outer, inner), at)
        const steps = applyTo(outer, applyTo(inner, at))
        expect(there.x).toBeCloseTo(steps.x, 4)
        const back = applyTo(invert(outer), applyTo(outer, at))
        expect(back.x).toBeCloseTo(at.x, 5)
        expect(back.y).toBeCloseTo(at.y, 5)
      }),
    )
  })

  it('[GEO3] scale and turn about a point that stays', () => {
    const about = { x: 7, y: -2 }
    expect(applyTo(scale(3, 0.5, about), about)).toEqual(about)
    expect(applyTo(rotate(1, about), about).x).toBeCloseTo(7)
    expect(applyTo(rotate(Math.PI / 2), { x: 1, y: 0 }).y).toBeCloseTo(1)
  })

  it('[GEO4] come apart into the parts they were made of', () => {
    const parts = decompose(multiply(translate(5, 6), multiply(rotate(0.3), scale(2, -3))))
    expect(parts.angle).toBeCloseTo(0.3)
    expect([parts.scaleX, parts.scaleY, parts.shear].map((n) => Math.round(n * 1e9) / 1e9 || 0)).toEqual([2, -3, 0])
    expect([parts.x, parts.y]).toEqual([5, 6])
  })

  it('[GEO5] have a nearest similarity: itself for one that is, the same mean scale and anchor for all', () => {
    const similar = multiply(rotate(0.7), scale(2, 2))
    const anchor = { x: 3, y: 4 }
    for (const [i, value] of nearestSimilarity(similar, anchor).entries())
      expect(value).toBeCloseTo(similar[i] as number)
    const squeezed = scale(4, 1)
    const [a, b, c, d] = nearestSimilarity(squeezed, anchor)
    expect([a, b, c, d]).toEqual([2, 0, -0, 2])
    expect(applyTo(nearestSimilarity(squeezed, anchor), anchor)).toEqual(applyTo(squeezed, anchor))
  })

  it('[GEO6] are valid when finite, in range and invertible', () => {
    expect([IDENTITY, [1, 0, 0, -1, 1e7, 0]].every(isValidMatrix)).toBe(true)
    const bad: unknown[] = [
      null,
      'matrix',
      [],
      [1, 0, 0, 1, 0],
      [1, 0, 0, 1, NaN, 0],
      [1, 0, 0, 1, 2e7, 0],
      [0, 0, 0, 0, 0, 0],
      [1, 1, 1, 1, 0, 0],
      [1, 0, 0, 1n, 0, 0],
    ]
    expect(bad.filter(isValidMatrix)).toEqual([])
  })
})

describe('segments', () => {
  it('[GEO7] know their distance to points and to each other', () => {
    const flat = { from: { x: 0, y: 0 }, to: { x: 10, y: 0 } }
    expect(distanceToSegment({ x: 13, y: 4 }, flat)).toBe(5)
    expect(distanceBetween(flat, { from: { x: 5, y: -5 }, to: { x: 5, y: 5 } })).toBe(0)
    expect(distanceBetween(flat, { from: { x: 12, y: -1 }, to: { x: 12, y: 1 } })).toBe(2)
    expect([insidePolygon([0, 0, 4, 0, 4, 4, 0, 4], 2, 2), insidePolygon([0, 0, 4, 0, 4, 4, 0, 4], 5, 2)]).toEqual([
      true,
      false,
    ])
  })
})

describe('paths', () => {
  const path = createPathBuilder()
    .moveTo(0, 0)
    .lineTo(10.126, 0)
    .quadraticTo(1, 2, 3, 4)
    .cubicTo(1, 2, 3, 4, 5, -6.5)
    .close()
    .build()

  it('[GEO8] are written as short SVG data and traced in the same order', () => {
    expect(svgPathData(path)).toBe('M0 0l10.13 0q-9.13 2-7.13 4c-2-2 0 0 2-10.5z')
    const traced: string[] = []
    const note =
      (verb: string) =>
      (...numbers: number[]) =>
        void traced.push(`${verb} ${numbers.join(' ')}`)
    tracePath(
      {
        moveTo: note('M'),
        lineTo: note('L'),
        quadraticCurveTo: note('Q'),
        bezierCurveTo: note('C'),
        closePath: note('Z'),
      },
      path,
    )
    expect(traced).toEqual(['M 0 0', 'L 10.126 0', 'Q 1 2 3 4', 'C 1 2 3 4 5 -6.5', 'Z '])
  })

  it('[GEO8] the data of any path draws it again, to half a hundredth', () => {
    const far = fc.constantFrom(1, 20, 1_000)
    const step = fc.tuple(
      fc.constantFrom('moveTo', 'lineTo', 'quadraticTo', 'cubicTo', 'close'),
      fc.array(number, { minLength: 6, maxLength: 6 }),
    )
    fc.assert(
      fc.property(far, fc.array(step, { maxLength: 40 }), (scale, steps) => {
        const builder = createPathBuilder().moveTo(1, 1)
        for (const [verb, numbers] of steps) {
          const [a, b, c, d, e, f] = numbers.map((value) => value * scale) as [
            number,
            number,
            number,
            number,
            number,
            number,
          ]
          if (verb === 'close') builder.close()
          else if (verb === 'cubicTo') builder.cubicTo(a, b, c, d, e, f)
          else if (verb === 'quadraticTo') builder.quadraticTo(a, b, c, d)
          else if (verb === 'moveTo') builder.moveTo(a, b)
          else builder.lineTo(a, b)
        }
        const path = builder.build()
        const again = parsePathData(svgPathData(path))
        expect([...again.ops]).toEqual([...path.ops])
        const off = path.coordinates.map((value, i) => Math.abs(value - (again.coordinates[i] as number)))
        expect(Math.max(0, ...off)).toBeLessThanOrEqual(0.005 + 1e-6)
      }),
    )
  })

  it('[GEO9] are mapped point by point', () => {
    expect(pathBounds(transformPath(path, translate(100, 10)))).toEqual({
      minX: 100,
      minY: 3.5,
      maxX: 110.126,
      maxY: 14,
    })
  })
})

describe('ink', { timeout: 60_000 }, () => {
  const stray = fc.array(fc.tuple(number, number, fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 40,
  })

  it('[INK9] stays within its widest pen of the points, and is finite', () => {
    fc.assert(
      fc.property(stray, fc.double({ min: 0.5, max: 60, noNaN: true }), (list, width) => {
        const outline = inkOutline(list.flat(), width)
        const points = boxOf(...list.map(([x, y]) => ({ x, y })))
        expect(outline.coordinates.every(Number.isFinite)).toBe(true)
        expect(contains(expand(points, (width * WIDEST_INK) / 2 + 0.01), pathBounds(outline))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('[INK10] is a dot where the pen only tapped, and nothing where there is no point', () => {
    expect(pathBounds(inkOutline([10, 20, 0.5], 6))).toEqual({ minX: 7, minY: 17, maxX: 13, maxY: 23 })
    expect(pathBounds(inkOutline([10, 20, 0.5, 10, 20, 0.5], 6))).toEqual({ minX: 7, minY: 17, maxX: 13, maxY: 23 })
    expect(inkOutline([], 6).ops).toHaveLength(0)
  })

  it('[INK11] keeps a sharp corner sharp, however few points it was stored with', () => {
    const { coordinates } = inkOutline([0, 0, 0.5, 200, 0, 0.5, 200, 200, 0.5], 8)
    const nearest = Math.min(
      ...Array.from({ length: coordinates.length / 2 }, (_, i) =>
        Math.hypot(200 - (coordinates[2 * i] ?? 0), -(coordinates[2 * i + 1] ?? 0)),
      ),
    )
    expect(nearest).toBeLessThan(5)
  })

  it('[INK14] looks the same however small it is drawn', () => {
    const letter = Array.from({ length: 20 }, (_, i) => [i * 4, Math.sin(i) * 30, 0.5]).flat()
    const large = inkOutline(letter, 8)
    const small = inkOutline(
      letter.map((value, i) => (i % 3 === 2 ? value : value / 64)),
      8 / 64,
    )
    expect(small.ops).toEqual(large.ops)
    for (const [i, value] of large.coordinates.entries())
      expect((small.coordinates[i] as number) * 64).toBeCloseTo(value, 6)
  })

  it('[INK12] is as wide as its pen at pressure 0.5', () => {
    const box = pathBounds(inkOutline([0, 0, 0.5, 50, 0, 0.5, 100, 0, 0.5], 10))
    expect([box.minY, box.maxY].map(Math.round)).toEqual([-5, 5])
  })

  it('[INK13] of a mouse is firmer the slower it moves, and never jumps', () => {
    let [slow, fast] = [0.35, 0.35]
    for (let i = 0; i < 50; i++) {
      const before = fast
      slow = simulatePressure(slow, 0.5, 4)
      fast = simulatePressure(fast, 40, 4)
      expect(Math.abs(fast - before)).toBeLessThan(0.1)
    }
    expect([slow > 0.6, fast < 0.4]).toEqual([true, true])
  })
})
