import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxAt, intersects, type Box } from '#board/geometry/box.ts'
import { snap, type Ground, type Sought } from './snap.ts'

const ALL: Sought = { x: ['min', 'middle', 'max'], y: ['min', 'middle', 'max'], gaps: true }
const LINES: Sought = { ...ALL, gaps: false }
const furthest = ({ x, y }: { readonly x: number; readonly y: number }) => Math.max(Math.abs(x), Math.abs(y))
const VIEW = boxAt(-1_000, -1_000, 3_000, 3_000)

const groundOf = (boxes: readonly Box[], grid: number | null = null): Ground => ({
  view: VIEW,
  reach: 6,
  grid,
  within: (band) => boxes.filter((box) => intersects(box, band)),
})

test('[SNAP1] edges fall into line with edges and middles with middles, the nearest first, each axis by itself', () => {
  const ground = groundOf([boxAt(0, 0, 100, 100)])
  expect(snap(ground, boxAt(103, 300, 50, 50), ALL).by).toEqual({ x: -3, y: 0 })
  expect(snap(ground, boxAt(27, 204, 50, 60), ALL).by).toEqual({ x: -2, y: 0 })
  expect(snap(ground, boxAt(400, 96, 50, 60), ALL).by).toEqual({ x: 0, y: 4 })
  // A middle does not stop at an edge.
  expect(snap(ground, boxAt(300, 80, 30, 46), ALL).by).toEqual({ x: 0, y: 0 })
  expect(snap(ground, boxAt(108, 300, 50, 50), ALL).along).toEqual({ x: false, y: false })
})

test('[SNAP2] a box stops in equal gaps: between two others, and as far from one as that is from the next', () => {
  const left = boxAt(0, 0, 100, 100)
  const between = snap(groundOf([left, boxAt(300, 10, 100, 100)]), boxAt(178, 30, 50, 41), ALL)
  expect(between.by.x).toBe(-3)
  expect(between.marks(boxAt(175, 30, 50, 41)).filter(({ type }) => type === 'gap')).toMatchObject([
    { length: 75, from: { x: 100 }, to: { x: 175 } },
    { length: 75, from: { x: 225 }, to: { x: 300 } },
  ])
  const row = groundOf([left, boxAt(140, 0, 100, 100)])
  expect(snap(row, boxAt(277, 30, 50, 41), ALL).by.x).toBe(3)
  expect(snap(row, boxAt(-93, 30, 50, 41), ALL).by.x).toBe(3)
  expect(snap(row, boxAt(277, 200, 50, 41), ALL).by.x).toBe(0)
})

test('[SNAP3] edges fall on the grid that is shown, where nothing else attracts', () => {
  expect(snap(groundOf([], 32), boxAt(61, 5, 50, 50), ALL).by).toEqual({ x: 3, y: -5 })
  expect(snap(groundOf([boxAt(58, 200, 10, 10)], 32), boxAt(61, 5, 50, 50), ALL).by.x).toBe(-3)
  expect(snap(groundOf([], null), boxAt(61, 5, 50, 50), ALL).by).toEqual({ x: 0, y: 0 })
})

test('[SNAP4] whatever there is, a box goes no further than things attract, is in line then, and stays there', () => {
  const box = fc
    .tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -90, max: 90 }), fc.nat(60), fc.nat(60))
    .map(([x, y, width, height]) => boxAt(x, y, width + 1, height + 1))
  fc.assert(
    fc.property(fc.array(box, { maxLength: 8 }), box, fc.constantFrom(null, 32), (others, moved, grid) => {
      const ground = groundOf(others, grid)
      expect(furthest(snap(ground, moved, ALL).by)).toBeLessThanOrEqual(ground.reach)
      // Equal gaps are between neighbours in the row: moved along the one axis, it may have others along the other.
      const found = snap(ground, moved, LINES)
      expect(furthest(found.by)).toBeLessThanOrEqual(ground.reach)
      const placed = boxAt(
        moved.minX + found.by.x,
        moved.minY + found.by.y,
        moved.maxX - moved.minX,
        moved.maxY - moved.minY,
      )
      const again = snap(ground, placed, LINES)
      // From a place on the grid something else may attract.
      if (grid === null) expect([Math.abs(again.by.x), Math.abs(again.by.y)]).toEqual([0, 0])
      for (const axis of ['x', 'y'] as const) if (found.along[axis]) expect(again.along[axis]).toBe(true)
      for (const mark of found.marks(placed)) {
        if (mark.type === 'guide') expect(mark.from.x === mark.to.x || mark.from.y === mark.to.y).toBe(true)
      }
    }),
  )
})
