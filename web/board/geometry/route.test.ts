import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxAt, boxOfCoordinates, containsPoint, expand } from './box.ts'
import { flatten } from './flatten.ts'
import { axisBetween, elbow, meets, middleOf, outsideOf, routePath, type Route } from './route.ts'
import { insidePolygon, touchesPolyline } from './segment.ts'

const coordinate = fc.double({ min: -300, max: 300, noNaN: true })
const point = fc.record({ x: coordinate, y: coordinate })
const points = fc.array(point, { minLength: 2, maxLength: 8 }).map((list) => list.flatMap(({ x, y }) => [x, y]))
const route = fc.constantFrom<Route>('straight', 'curved', 'elbow')

describe('routes', () => {
  it('[GEO13] pass through all their points, and only an elbow is level or plumb throughout', () => {
    fc.assert(
      fc.property(points, route, (list, way) => {
        const [line = new Float64Array()] = flatten(routePath(list, way))
        for (let i = 0; i < list.length; i += 2) {
          const at = { x: list[i] as number, y: list[i + 1] as number }
          expect(touchesPolyline({ from: at, to: at }, line, 2, 1e-6)).toBe(true)
        }
        if (way !== 'elbow') return
        for (let i = 2; i < line.length; i += 2) {
          const [dx, dy] = [line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!]
          expect(Math.min(Math.abs(dx), Math.abs(dy))).toBe(0)
        }
      }),
    )
    expect(elbow({ x: 0, y: 0 }, { x: 10, y: 40 }, 'x')).toEqual([0, 0, 5, 0, 5, 40, 10, 40])
  })

  it('[GEO14] end before the first side of an outline that they meet', () => {
    const square = [0, 0, 100, 0, 100, 100, 0, 100, 0, 0]
    expect(meets(square, { x: -50, y: 50 }, { x: 50, y: 50 }, 4)).toEqual({ x: -4, y: 50 })
    expect(meets(square, { x: 40, y: 40 }, { x: 50, y: 50 }, 4)).toBeUndefined()
    fc.assert(
      fc.property(point, (from) => {
        fc.pre(!insidePolygon(square, from.x, from.y))
        const end = meets(square, from, { x: 50, y: 50 }, 0)
        expect(end).toBeDefined()
        expect(containsPoint(expand(boxAt(0, 0, 100, 100), 1e-6), end?.x ?? NaN, end?.y ?? NaN)).toBe(true)
      }),
    )
  })

  it('[GEO15] go along the axis in which what they connect is further apart', () => {
    const box = boxAt(0, 0, 10, 10)
    expect(axisBetween(box, boxAt(50, 20, 10, 10))).toBe('x')
    expect(axisBetween(box, boxAt(20, -90, 10, 10))).toBe('y')
    expect(axisBetween(box, boxAt(5, 5, 10, 10))).toBeUndefined()
  })

  it('[GEO16] make room for a box, and for nothing else', () => {
    fc.assert(
      fc.property(points, point, (list, corner) => {
        const box = boxAt(corner.x, corner.y, 60, 30)
        const parts = flatten(outsideOf(list, [box]))
        const inner = expand(box, -0.01)
        for (const part of parts) {
          for (let i = 0; i + 3 < part.length; i += 2) {
            expect(containsPoint(inner, (part[i]! + part[i + 2]!) / 2, (part[i + 1]! + part[i + 3]!) / 2)).toBe(false)
          }
        }
        for (let i = 0; i < list.length; i += 2) {
          const at = { x: list[i] as number, y: list[i + 1] as number }
          if (containsPoint(expand(box, 0.01), at.x, at.y)) continue
          expect(parts.some((part) => touchesPolyline({ from: at, to: at }, part, 2, 1e-6))).toBe(true)
        }
      }),
    )
  })

  it('[GEO17] have their middle where half of their length is', () => {
    expect(middleOf([0, 0, 100, 0, 100, 100])).toEqual({ x: 100, y: 0 })
    expect(middleOf([0, 0, 30, 0, 30, 10])).toEqual({ x: 20, y: 0 })
    expect(middleOf([7, 8, 7, 8])).toEqual({ x: 7, y: 8 })
    fc.assert(
      fc.property(points, (list) => {
        const { x, y } = middleOf(list)
        expect(containsPoint(expand(boxOfCoordinates(list), 1e-6), x, y)).toBe(true)
      }),
    )
  })
})
