import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  baseScaleOf,
  boxOfTile,
  inRange,
  keyOfPlace,
  nearestFirst,
  pixelsOfBox,
  placeTile,
  TILE,
  tilesInView,
  tilesOver,
  viewOf,
  type View,
} from './tile-grid.ts'

const scale = fc.double({ min: 0.02, max: 96, noNaN: true })
const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true })
const view: fc.Arbitrary<View> = fc
  .record({
    x: coordinate,
    y: coordinate,
    zoom: fc.double({ min: 0.02, max: 32, noNaN: true }),
    ratio: fc.constantFrom(1, 1.5, 2, 3),
    width: fc.integer({ min: 1, max: 3000 }),
    height: fc.integer({ min: 1, max: 2000 }),
  })
  .map(({ x, y, zoom, ratio, width, height }) => viewOf({ x, y, zoom }, { width, height }, ratio))

test('[TILE1] at the exact scale the tiles cover the view pixel by pixel, each at its full size', () => {
  fc.assert(
    fc.property(view, (view) => {
      const places = nearestFirst(tilesInView(view, view.scale))
      let covered = 0
      for (const place of places) {
        const { x, y, width, height } = placeTile(place, view.scale, view)
        expect([width, height]).toEqual([TILE, TILE])
        const across = Math.min(view.width, x + width) - Math.max(0, x)
        const down = Math.min(view.height, y + height) - Math.max(0, y)
        expect(across > 0 && down > 0).toBe(true)
        covered += across * down
      }
      expect(covered).toBe(view.width * view.height)
    }),
  )
})

test('[TILE2] at another scale neighbours share their edges and the view is covered', () => {
  fc.assert(
    fc.property(view, fc.double({ min: 0.3, max: 3, noNaN: true }), (view, stretch) => {
      const level = view.scale * stretch
      const range = tilesInView(view, level)
      const first = placeTile({ column: range.minColumn, row: range.minRow }, level, view)
      const last = placeTile({ column: range.maxColumn, row: range.maxRow }, level, view)
      expect(first.x).toBeLessThanOrEqual(0)
      expect(first.y).toBeLessThanOrEqual(0)
      // Half a pixel may be rounded away at the far edge.
      expect(last.x + last.width).toBeGreaterThanOrEqual(view.width - 1)
      expect(last.y + last.height).toBeGreaterThanOrEqual(view.height - 1)
      const next = placeTile({ column: range.minColumn + 1, row: range.minRow }, level, view)
      expect(next.x).toBe(first.x + first.width)
    }),
  )
})

test('[TILE3] a box meets exactly the tiles that are said to lie under it', () => {
  fc.assert(
    fc.property(coordinate, coordinate, fc.double({ min: 0, max: 5, noNaN: true }), scale, (x, y, size, scale) => {
      const side = (size * TILE) / scale
      const box = { minX: x, minY: y, maxX: x + side, maxY: y + side }
      const range = tilesOver(box, scale)
      for (const place of nearestFirst(range)) {
        const tile = boxOfTile(place, scale)
        const slack = 1e-6 * (1 + Math.abs(x) + Math.abs(y))
        expect(tile.maxX).toBeGreaterThanOrEqual(box.minX - slack)
        expect(tile.minX).toBeLessThanOrEqual(box.maxX + slack)
        expect(pixelsOfBox(box, place, scale)).not.toBe(null)
      }
      expect(inRange({ column: Math.floor((x * scale) / TILE), row: Math.floor((y * scale) / TILE) }, range)).toBe(true)
    }),
  )
})

test('[TILE4] tiles are wanted from the middle of the view outwards, each once', () => {
  const places = nearestFirst({ minColumn: -2, minRow: -2, maxColumn: 2, maxRow: 2 })
  expect(places[0]).toEqual({ column: 0, row: 0 })
  expect(new Set(places.map(keyOfPlace)).size).toBe(25)
  const distances = places.map(({ column, row }) => column ** 2 + row ** 2)
  expect(distances).toEqual(distances.toSorted((a, b) => a - b))
})

test('[TILE5] the coarse level shows a whole board on few tiles, and stays while the board grows a little', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e7, noNaN: true }), (side) => {
      const scale = baseScaleOf({ minX: 0, minY: 0, maxX: side, maxY: side / 2 })
      expect(side * scale).toBeLessThanOrEqual(4 * TILE)
      expect(scale === 1 || side * scale > 2 * TILE).toBe(true)
    }),
  )
})
