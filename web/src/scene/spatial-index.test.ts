import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EMPTY_BOX, height, intersects, union, width, type Box } from '#board/geometry/box.ts'
import { createSpatialIndex } from './spatial-index.ts'

const near = fc.double({ min: -2_000, max: 2_000, noNaN: true })
const far = fc.double({ min: -1e9, max: 1e9, noNaN: true })
const size = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0, max: 300, noNaN: true }),
  fc.double({ min: 0, max: 1e5, noNaN: true }),
)
const box: fc.Arbitrary<Box> = fc
  .record({ x: fc.oneof({ weight: 8, arbitrary: near }, far), y: near, width: size, height: size })
  .map(({ x, y, width, height }) => ({ minX: x, minY: y, maxX: x + width, maxY: y + height }))
const slot = fc.integer({ min: 0, max: 200 })
const edit = fc.oneof(
  { weight: 3, arbitrary: fc.record({ slot, box }) },
  fc.record({ slot, box: fc.constant<Box | null>(null) }),
)

const byNumber = (a: number, b: number): number => a - b

test('[SCENE1] the index answers what a look at every box would, after any edits', () => {
  fc.assert(
    fc.property(
      fc.array(edit, { maxLength: 60 }),
      fc.array(fc.tuple(box, size), { maxLength: 8 }),
      (edits, queries) => {
        const index = createSpatialIndex()
        const all = new Map<number, Box>()
        for (const { slot, box } of edits) {
          if (box) all.set(slot, box)
          else all.delete(slot)
          if (box) index.set(slot, box)
          else index.delete(slot)
        }
        expect(index.size).toBe(all.size)
        expect(index.bounds()).toEqual([...all.values()].reduce(union, EMPTY_BOX))
        for (const [query, least] of queries) {
          const met = [...all].filter(([, box]) => intersects(box, query))
          const large = met.filter(([, box]) => width(box) >= least || height(box) >= least)
          expect(index.query(query).sort(byNumber)).toEqual(met.map(([slot]) => slot).sort(byNumber))
          expect(index.query(query, least).sort(byNumber)).toEqual(large.map(([slot]) => slot).sort(byNumber))
        }
      },
    ),
  )
})

test('[SCENE1] boxes that hold no number or no point are kept and never found', () => {
  const index = createSpatialIndex()
  index.set(1, EMPTY_BOX)
  index.set(2, { minX: NaN, minY: 0, maxX: 1, maxY: 1 })
  expect(index.query({ minX: -10, minY: -10, maxX: 10, maxY: 10 })).toEqual([])
  index.delete(1)
  index.delete(2)
  expect(index.size).toBe(0)
})
