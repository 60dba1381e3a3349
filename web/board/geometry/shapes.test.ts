import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boxOfCoordinates, contains, expand } from './box.ts'
import { flatten } from './flatten.ts'
import { hachure } from './hachure.ts'
import { createPathBuilder, pathBounds } from './path.ts'
import { roughen } from './rough.ts'
import { insidePolygon } from './segment.ts'
import { insideOf, SHAPE_NAMES, shapeOutline } from './shapes.ts'

it.each(SHAPE_NAMES)('[GEO10] a %s fills the unit square, and its words are inside it', (name) => {
  const [outline = []] = flatten(shapeOutline(name, [1, 0, 0, 1, 0, 0], 0))
  const { minX, minY, maxX, maxY } = boxOfCoordinates(outline)
  for (const [side, edge] of [minX, minY, 1 - maxX, 1 - maxY].entries())
    expect([side, Math.abs(edge) < 0.002]).toEqual([side, true])
  const words = expand(insideOf(name), -0.02)
  for (const [x, y] of [
    [words.minX, words.minY],
    [words.maxX, words.minY],
    [words.minX, words.maxY],
    [words.maxX, words.maxY],
  ] as const)
    expect(insidePolygon(outline, x, y)).toBe(true)
})

it('[GEO11] a rough line strays no further than it may, and is the same for the same seed', () => {
  const path = createPathBuilder()
    .moveTo(0, 0)
    .lineTo(100, 0)
    .quadraticTo(120, 20, 100, 40)
    .cubicTo(90, 90, 20, 90, 0, 40)
    .close()
    .build()
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0.01, max: 20, noNaN: true }), (seed, by) => {
      const rough = roughen(path, seed, by)
      expect(contains(expand(pathBounds(path), by), pathBounds(rough))).toBe(true)
      expect(roughen(path, seed, by)).toEqual(rough)
      expect(roughen(path, seed + 1, by)).not.toEqual(rough)
    }),
  )
})

it('[GEO12] lines that fill a polygon lie inside it, and never become too many', () => {
  const name = fc.constantFrom(...SHAPE_NAMES)
  fc.assert(
    fc.property(
      name,
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 2, max: 20, noNaN: true }),
      (shape, angle, gap) => {
        const [outline = []] = flatten(shapeOutline(shape, [200, 0, 0, 120, 0, 0], 10))
        const lines = hachure(outline, angle, gap)
        expect(lines.length).toBeGreaterThan(0)
        for (let i = 0; i < lines.length; i += 4) {
          const [ax, ay, bx, by] = lines.slice(i, i + 4) as [number, number, number, number]
          expect(insidePolygon(outline, (ax + bx) / 2, (ay + by) / 2) || Math.hypot(ax - bx, ay - by) < 0.01).toBe(true)
        }
      },
    ),
  )
  expect(hachure([0, 0, 1e6, 0, 1e6, 1e6, 0, 1e6], 0, 1).length / 4).toBeLessThanOrEqual(400)
})
