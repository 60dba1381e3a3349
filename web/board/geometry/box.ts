import type { Matrix } from './matrix.ts'
import type { Vector } from './vector.ts'

/** An axis-aligned box. Empty when `maxX < minX`. Units are those of the space it lives in (mostly scene units). */
export interface Box {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/** Contains nothing; the neutral element of {@link union}. */
export const EMPTY_BOX: Box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }

export const isEmpty = (box: Box): boolean => !(box.maxX >= box.minX && box.maxY >= box.minY)

/** Smallest box around flat coordinates; `stride` numbers a point, of which the first two are x and y. */
export function boxOfCoordinates(coordinates: ArrayLike<number>, stride = 2): Box {
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (let i = 0; i + 1 < coordinates.length; i += stride) {
    const x = coordinates[i] as number
    const y = coordinates[i + 1] as number
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return { minX, minY, maxX, maxY }
}

/** Hot path (every element of a board that opens). Smallest box around points. */
export function boxOf(...points: readonly Vector[]): Box {
  let { minX, minY, maxX, maxY } = EMPTY_BOX
  for (const { x, y } of points) {
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return { minX, minY, maxX, maxY }
}

export const boxAt = (x: number, y: number, width: number, height: number): Box => ({
  minX: Math.min(x, x + width),
  minY: Math.min(y, y + height),
  maxX: Math.max(x, x + width),
  maxY: Math.max(y, y + height),
})

export const union = (a: Box, b: Box): Box => ({
  minX: Math.min(a.minX, b.minX),
  minY: Math.min(a.minY, b.minY),
  maxX: Math.max(a.maxX, b.maxX),
  maxY: Math.max(a.maxY, b.maxY),
})

/** Hot path (every element of a board that opens). Smallest box around boxes; empty around none. */
export function boxAround(boxes: Iterable<Box>): Box {
  const around = { ...EMPTY_BOX }
  for (const { minX, minY, maxX, maxY } of boxes) {
    if (minX < around.minX) around.minX = minX
    if (minY < around.minY) around.minY = minY
    if (maxX > around.maxX) around.maxX = maxX
    if (maxY > around.maxY) around.maxY = maxY
  }
  return around
}

/** Do the boxes share a point? Touching edges count; an empty box meets nothing. */
export const intersects = (a: Box, b: Box): boolean =>
  a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY && !isEmpty(a) && !isEmpty(b)

/** What lies in both; empty where they do not meet. */
export const intersection = (a: Box, b: Box): Box => ({
  minX: Math.max(a.minX, b.minX),
  minY: Math.max(a.minY, b.minY),
  maxX: Math.min(a.maxX, b.maxX),
  maxY: Math.min(a.maxY, b.maxY),
})

/** Is `inner` wholly inside `outer`? */
export const contains = (outer: Box, inner: Box): boolean =>
  outer.minX <= inner.minX && inner.maxX <= outer.maxX && outer.minY <= inner.minY && inner.maxY <= outer.maxY

export const containsPoint = (box: Box, x: number, y: number): boolean =>
  box.minX <= x && x <= box.maxX && box.minY <= y && y <= box.maxY

/** Grown by `margin` on every side. */
export const expand = (box: Box, margin: number): Box => ({
  minX: box.minX - margin,
  minY: box.minY - margin,
  maxX: box.maxX + margin,
  maxY: box.maxY + margin,
})

export const width = (box: Box): number => Math.max(0, box.maxX - box.minX)
export const height = (box: Box): number => Math.max(0, box.maxY - box.minY)
export const centre = (box: Box): Vector => ({ x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2 })

/** The corners clockwise from the top left, as flat coordinates, each mapped by `matrix`. */
export function cornersOf(box: Box, matrix: Matrix): Float64Array {
  const [a, b, c, d, e, f] = matrix
  const { minX, minY, maxX, maxY } = box
  const corners = new Float64Array([minX, minY, maxX, minY, maxX, maxY, minX, maxY])
  for (let i = 0; i < 8; i += 2) {
    const x = corners[i] as number
    const y = corners[i + 1] as number
    corners[i] = a * x + c * y + e
    corners[i + 1] = b * x + d * y + f
  }
  return corners
}

/** Smallest box around the mapped box. */
export const transformBox = (box: Box, matrix: Matrix): Box =>
  isEmpty(box) ? EMPTY_BOX : boxOfCoordinates(cornersOf(box, matrix))
