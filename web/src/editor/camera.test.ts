import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS } from '#board/limits.ts'
import {
  fitBox,
  keepFitted,
  NO_INSETS,
  pan,
  roomIn,
  snapToPixels,
  toScene,
  toViewport,
  visibleBox,
  zoomAt,
  type Camera,
} from './camera.ts'

const coordinate = fc.double({ min: -10_000, max: 10_000, noNaN: true })
const camera: fc.Arbitrary<Camera> = fc.record({
  x: coordinate,
  y: coordinate,
  zoom: fc.double({ min: LIMITS.minZoom, max: LIMITS.maxZoom, noNaN: true }),
})
const view = fc.double({ min: 0, max: 4_000, noNaN: true })

test('[CAM1] viewport and scene points are each other’s inverse', () => {
  fc.assert(
    fc.property(camera, view, view, (camera, x, y) => {
      const scene = toScene(camera, x, y)
      const back = toViewport(camera, scene.x, scene.y)
      expect(back.x).toBeCloseTo(x, 4)
      expect(back.y).toBeCloseTo(y, 4)
    }),
  )
})

test('[CAM2] zooming keeps what is under the pointer, within the limits of the zoom', () => {
  fc.assert(
    fc.property(camera, view, view, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (camera, x, y, zoom) => {
      const zoomed = zoomAt(camera, x, y, zoom)
      expect(zoomed.zoom).toBe(Math.min(LIMITS.maxZoom, Math.max(LIMITS.minZoom, zoom)))
      const before = toScene(camera, x, y)
      const after = toViewport(zoomed, before.x, before.y)
      expect(after.x).toBeCloseTo(x, 4)
      expect(after.y).toBeCloseTo(y, 4)
    }),
  )
})

test('[CAM3] panning moves the picture with the pointer, and never out of the scene', () => {
  const moved = pan({ x: 10, y: 20, zoom: 2 }, 30, -40)
  expect(moved).toEqual({ x: -5, y: 40, zoom: 2 })
  expect(pan({ x: LIMITS.coordinate, y: 0, zoom: 1 }, -1e9, 0).x).toBe(LIMITS.coordinate)
})

test('[CAM6] what is fitted keeps clear of what chrome covers', () => {
  const viewport = { width: 600, height: 400 }
  const covered = { ...NO_INSETS, bottom: 72 }
  const fitted = fitBox({ minX: 0, minY: 0, maxX: 4_000, maxY: 4_000 }, viewport, roomIn(viewport, covered))
  const bottom = toViewport(fitted, 0, 4_000).y
  expect(bottom).toBeCloseTo(400 - 72)
  expect(toViewport(fitted, 0, 0).y).toBeCloseTo(20)
})

test('[CAM4] fitting shows all of a box in the middle and never enlarges it', () => {
  fc.assert(
    fc.property(coordinate, coordinate, fc.double({ min: 1, max: 20_000, noNaN: true }), (x, y, size) => {
      const box = { minX: x, minY: y, maxX: x + size, maxY: y + size / 3 }
      const fitted = fitBox(box, { width: 800, height: 600 })
      const visible = visibleBox(fitted, { width: 800, height: 600 })
      expect(fitted.zoom).toBeLessThanOrEqual(1)
      expect(visible.minX).toBeLessThanOrEqual(box.minX)
      expect(visible.maxX).toBeGreaterThanOrEqual(box.maxX)
      expect((visible.minX + visible.maxX) / 2).toBeCloseTo(x + size / 2, 4)
    }),
  )
})

test('[CAM5] a snapped camera stands on whole device pixels, less than one away', () => {
  fc.assert(
    fc.property(camera, fc.constantFrom(1, 1.5, 2, 3), (camera, ratio) => {
      const snapped = snapToPixels(camera, ratio)
      const pixels = snapped.x * camera.zoom * ratio
      expect(Math.abs(pixels - Math.round(pixels))).toBeLessThan(1e-5)
      expect(Math.abs(snapped.x - camera.x) * camera.zoom * ratio).toBeLessThanOrEqual(0.5 + 1e-6)
    }),
  )
})

test('[CAM7] what grows is kept in view, hardly smaller than it could be, at few zooms', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1, max: 60, noNaN: true }), { minLength: 1, maxLength: 200 }), (steps) => {
      const viewport = { width: 800, height: 600 }
      const room = roomIn(viewport, { ...NO_INSETS, top: 60 })
      let side = 500
      let camera = fitBox({ minX: 0, minY: 0, maxX: side, maxY: side }, viewport, room)
      const zooms = new Set([camera.zoom])
      for (const step of steps) {
        side += step
        const box = { minX: 0, minY: 0, maxX: side, maxY: side }
        camera = keepFitted(camera, box, viewport, room)
        zooms.add(camera.zoom)
        expect(toViewport(camera, 0, 0).y).toBeGreaterThanOrEqual(60 - 1e-6)
        expect(toViewport(camera, side, side).y).toBeLessThanOrEqual(600 - room.bottom + 1e-6)
        expect(toViewport(camera, side / 2, 0).x).toBeCloseTo(400)
        expect(camera.zoom).toBeGreaterThanOrEqual(0.84 * fitBox(box, viewport, room).zoom)
      }
      expect(zooms.size).toBeLessThanOrEqual(3 + Math.log(side / 500) / Math.log(1.08))
    }),
  )
})
