import { applyTo, decompose, invert, multiply, rotate, scale, translate, type Matrix } from '#board/geometry/matrix.ts'
import { subtract, type Vector } from '#board/geometry/vector.ts'
import type { Handle, SelectionFrame } from '../editor/editor.ts'

/** Which way a handle points in the frame's own space: -1, 0 or 1 in x and y. */
export type Direction = readonly [x: -1 | 0 | 1, y: -1 | 0 | 1]

const DIRECTIONS: Readonly<Record<Exclude<Handle, 'rotate'>, Direction>> = {
  nw: [-1, -1],
  n: [0, -1],
  ne: [1, -1],
  e: [1, 0],
  se: [1, 1],
  s: [0, 1],
  sw: [-1, 1],
  w: [-1, 0],
}

/** Scene units: nothing is scaled to less, so that it can be scaled back. */
const SMALLEST = 1
const SNAP = Math.PI / 12

export interface ScaleOptions {
  /** Keeps width to height. */
  readonly proportional: boolean
  /** Scales about the middle instead of the opposite side. */
  readonly centred: boolean
}

/** The map of a drag from one scene point to another; `straight` keeps to the longer axis. */
export function moveBetween(from: Vector, to: Vector, straight: boolean): Matrix {
  const by = subtract(to, from)
  if (!straight) return translate(by.x, by.y)
  return Math.abs(by.x) > Math.abs(by.y) ? translate(by.x, 0) : translate(0, by.y)
}

/** The map that scales what is in the frame when its handle is dragged from one scene point to another. */
export function scaleBetween(
  frame: SelectionFrame,
  handle: Exclude<Handle, 'rotate'>,
  from: Vector,
  to: Vector,
  { proportional, centred }: ScaleOptions,
): Matrix {
  const direction = DIRECTIONS[handle]
  const [dx, dy] = direction
  const intoFrame = invert(frame.matrix)
  const by = subtract(applyTo(intoFrame, to), applyTo(intoFrame, from))
  const reach = centred ? 2 : 1
  const sx = factor(frame.width, dx * by.x * reach)
  const sy = factor(frame.height, dy * by.y * reach)
  const anchor = opposite(frame, centred ? [0, 0] : direction)
  const keep = proportional || frame.resize !== 'free'
  const own = keep ? proportionalScale(frame, direction, sx, sy, anchor) : scale(sx, sy, anchor)
  return multiply(frame.matrix, multiply(own, intoFrame))
}

/** The map that turns what is in the frame about its middle; `snapped` to whole steps of 15° of the frame's angle. */
export function rotateBetween(frame: SelectionFrame, from: Vector, to: Vector, snapped: boolean): Matrix {
  const middle = applyTo(frame.matrix, { x: frame.width / 2, y: frame.height / 2 })
  const turned = angleOf(subtract(to, middle)) - angleOf(subtract(from, middle))
  if (!snapped) return rotate(turned, middle)
  const before = decompose(frame.matrix).angle
  return rotate(Math.round((before + turned) / SNAP) * SNAP - before, middle)
}

/** By how much a side grows; never to nothing, and through zero to the other side. */
function factor(length: number, growth: number): number {
  if (length < SMALLEST) return 1
  const wanted = (length + growth) / length
  const least = leastFactor(length)
  return Math.abs(wanted) < least ? (wanted < 0 ? -least : least) : wanted
}

/** What is dragged decides: its own axis at a side, the axis that grew more at a corner. It never mirrors. */
function proportionalScale(frame: SelectionFrame, [dx, dy]: Direction, sx: number, sy: number, anchor: Vector): Matrix {
  const wanted = dx === 0 ? sy : dy === 0 ? sx : Math.max(sx, sy)
  const both = Math.max(wanted, leastFactor(Math.max(frame.width, frame.height)))
  return scale(both, both, anchor)
}

const leastFactor = (length: number) => Math.min(1, SMALLEST / length)

/** What stays where it is when a handle is dragged, scene units. */
export const anchorOf = (frame: SelectionFrame, handle: Exclude<Handle, 'rotate'>, centred: boolean): Vector =>
  applyTo(frame.matrix, opposite(frame, centred ? [0, 0] : directionOf(handle)))

/** Which sides of the frame a handle moves. */
export const directionOf = (handle: Exclude<Handle, 'rotate'>): Direction => DIRECTIONS[handle]

/** The point of the frame's own space opposite to a direction. */
function opposite({ width, height }: SelectionFrame, [dx, dy]: Direction): Vector {
  return { x: ((1 - dx) / 2) * width, y: ((1 - dy) / 2) * height }
}

const angleOf = ({ x, y }: Vector) => Math.atan2(y, x)
