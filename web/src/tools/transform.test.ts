import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyTo, decompose, invert, multiply, rotate, translate } from '#board/geometry/matrix.ts'
import { distance, type Vector } from '#board/geometry/vector.ts'
import type { Handle, SelectionFrame } from '../editor/editor.ts'
import { moveBetween, rotateBetween, scaleBetween } from './transform.ts'

const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true })
const point = fc.record({ x: coordinate, y: coordinate })
const side = fc.double({ min: 5, max: 500, noNaN: true })
const frame: fc.Arbitrary<SelectionFrame> = fc
  .record({ width: side, height: side, angle: fc.double({ min: -3, max: 3, noNaN: true }), at: point })
  .map(({ width, height, angle, at }) => ({
    width,
    height,
    matrix: multiply(translate(at.x, at.y), rotate(angle)),
    resize: 'free',
  }))
const corners = { nw: [0, 0], ne: [1, 0], se: [1, 1], sw: [0, 1] } as const
const corner = fc.constantFrom<keyof typeof corners>('nw', 'ne', 'se', 'sw')
const opposite = { nw: 'se', ne: 'sw', se: 'nw', sw: 'ne' } as const

const cornerOf = ({ width, height, matrix }: SelectionFrame, name: keyof typeof corners): Vector => {
  const [x, y] = corners[name]
  return applyTo(matrix, { x: x * width, y: y * height })
}
const close = (a: Vector, b: Vector) => expect(distance(a, b)).toBeLessThan(1e-6)

test('[TOOL21] a free corner follows the pointer and the opposite corner stays', () => {
  fc.assert(
    fc.property(frame, corner, point, (frame, name, to) => {
      const own = applyTo(invert(frame.matrix), to)
      const fixed = corners[opposite[name]]
      // Closer than the smallest size, the pointer is not followed.
      fc.pre(Math.abs(own.x - fixed[0] * frame.width) > 2 && Math.abs(own.y - fixed[1] * frame.height) > 2)
      const by = scaleBetween(frame, name, cornerOf(frame, name), to, { proportional: false, centred: false })
      close(applyTo(by, cornerOf(frame, name)), to)
      close(applyTo(by, cornerOf(frame, opposite[name])), cornerOf(frame, opposite[name]))
    }),
  )
})

test('[TOOL21] in proportion the sides keep their ratio, and a uniform frame always does', () => {
  fc.assert(
    fc.property(frame, corner, point, fc.boolean(), (frame, name, to, shift) => {
      const uniform: SelectionFrame = shift ? frame : { ...frame, resize: 'uniform' }
      const by = scaleBetween(uniform, name, cornerOf(frame, name), to, { proportional: shift, centred: false })
      const { scaleX, scaleY } = decompose(multiply(by, frame.matrix))
      expect(scaleX).toBeGreaterThan(0)
      expect(scaleY / scaleX).toBeCloseTo(1)
    }),
  )
})

test('[TOOL21] about the middle, the middle stays', () => {
  fc.assert(
    fc.property(frame, corner, point, (frame, name, to) => {
      const by = scaleBetween(frame, name, cornerOf(frame, name), to, { proportional: false, centred: true })
      const middle = applyTo(frame.matrix, { x: frame.width / 2, y: frame.height / 2 })
      expect(distance(applyTo(by, middle), middle)).toBeLessThan(1e-6)
    }),
  )
})

test('[TOOL21] nothing is ever scaled to nothing', () => {
  const handles: readonly Exclude<Handle, 'rotate'>[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w']
  fc.assert(
    fc.property(
      frame,
      fc.constantFrom(...handles),
      point,
      point,
      fc.boolean(),
      (frame, handle, from, to, proportional) => {
        const by = scaleBetween(frame, handle, from, to, { proportional, centred: false })
        expect(Math.abs(by[0] * by[3] - by[1] * by[2])).toBeGreaterThan(1e-6)
        expect(invert(by).every(Number.isFinite)).toBe(true)
      },
    ),
  )
})

test('[TOOL22] turning keeps distances and the middle; snapped, the frame stands at a multiple of 15°', () => {
  fc.assert(
    fc.property(frame, point, point, fc.boolean(), (frame, from, to, snapped) => {
      const by = rotateBetween(frame, from, to, snapped)
      const middle = applyTo(frame.matrix, { x: frame.width / 2, y: frame.height / 2 })
      expect(distance(applyTo(by, middle), middle)).toBeLessThan(1e-6)
      expect(distance(applyTo(by, from), applyTo(by, to))).toBeCloseTo(distance(from, to), 5)
      const steps = decompose(multiply(by, frame.matrix)).angle / (Math.PI / 12)
      if (snapped) expect(steps).toBeCloseTo(Math.round(steps), 6)
    }),
  )
})

test('[TOOL17] moving takes the one point to the other, with Shift along one axis only', () => {
  fc.assert(
    fc.property(point, point, (from, to) => {
      close(applyTo(moveBetween(from, to, false), from), to)
      const straight = applyTo(moveBetween(from, to, true), from)
      expect(straight.x === from.x || straight.y === from.y).toBe(true)
    }),
  )
})
