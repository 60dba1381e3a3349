import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Box, intersects } from '#board/geometry/box.ts'
import type { Moves } from './arrange.ts'
import { type Edge, inCircle, inLayers } from './arrange-graph.ts'

const graph = fc.record({
  sides: fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 })), {
    minLength: 1,
    maxLength: 30,
  }),
  pairs: fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 60 }),
})

type Sides = readonly (readonly [number, number])[]
const boxesOf = (sides: Sides): ReadonlyMap<string, Box> =>
  new Map(sides.map(([w, h], i) => [`box-${i}`, { minX: i * 7, minY: -i * 5, maxX: i * 7 + w, maxY: h - i * 5 }]))

const moved = (boxes: ReadonlyMap<string, Box>, moves: Moves): Box[] =>
  Array.from(boxes, ([id, { minX, minY, maxX, maxY }]) => {
    const { x, y } = moves.get(id)!
    return { minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y }
  })

const isApart = (boxes: readonly Box[]): boolean =>
  boxes.every((box, i) => boxes.every((other, k) => k <= i || !intersects(box, other)))

it('[CMD14] whatever is connected with whatever: in layers and in a circle nothing lies on anything', () => {
  fc.assert(
    fc.property(graph, fc.constantFrom('x' as const, 'y' as const), ({ sides, pairs }, axis) => {
      const boxes = boxesOf(sides)
      const edges = pairs
        .filter(([from, to]) => from < sides.length && to < sides.length && from !== to)
        .map(([from, to]): Edge => [`box-${from}`, `box-${to}`])
      expect(isApart(moved(boxes, inLayers(boxes, edges, axis)))).toBe(true)
      expect(isApart(moved(boxes, inCircle(boxes)))).toBe(true)
    }),
    { numRuns: 200 },
  )
})

it('[CMD14] in layers everything comes after what leads to it', () => {
  fc.assert(
    fc.property(graph, ({ sides, pairs }) => {
      const boxes = boxesOf(sides)
      const down = pairs.filter(([from, to]) => from < to && to < sides.length)
      const after = moved(
        boxes,
        inLayers(
          boxes,
          down.map(([from, to]): Edge => [`box-${from}`, `box-${to}`]),
          'y',
        ),
      )
      for (const [from, to] of down) expect(after[to]!.minY).toBeGreaterThan(after[from]!.maxY)
    }),
    { numRuns: 200 },
  )
})
