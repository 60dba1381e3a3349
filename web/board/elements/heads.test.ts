import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boxOfCoordinates, contains, expand } from '../geometry/box.ts'
import { pathBounds } from '../geometry/path.ts'
import { headItems, headReach, HEADS, hollowOf } from './heads.ts'

const point = fc.record({
  x: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  y: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
})
const width = fc.double({ min: 0.5, max: 40, noNaN: true })
const STYLE = { color: 'ink', opacity: 1 } as const

it('[CONN8] every head stays within its reach of the end of its line, and is hollow where it has a nought', () => {
  const head = fc.constantFrom(...HEADS.filter((head) => head !== 'none'))
  fc.assert(
    fc.property(head, point, point, width, (head, tip, from, width) => {
      const reach = expand(boxOfCoordinates([tip.x, tip.y]), headReach(head, width) - width / 2 + 1e-6)
      const items = headItems(head, tip, from, { ...STYLE, width })
      expect(items.length).toBeGreaterThan(0)
      for (const { path } of items) expect(contains(reach, pathBounds(path))).toBe(true)
      const hollow = hollowOf(head, tip, from, width)
      expect(hollow !== undefined).toBe(head.startsWith('zero'))
      if (hollow) expect(contains(reach, hollow)).toBe(true)
    }),
  )
})

it('[CONN8] no two heads look alike', () => {
  const looks = HEADS.filter((head) => head !== 'none').map((head) =>
    JSON.stringify(
      headItems(head, { x: 0, y: 0 }, { x: -50, y: 0 }, { ...STYLE, width: 2 }).map(({ path, fill }) => [
        [...path.coordinates].map(Math.round),
        fill,
      ]),
    ),
  )
  expect(new Set(looks).size).toBe(HEADS.length - 1)
})
