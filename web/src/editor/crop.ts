import { LEAST_CROP, type Crop } from '#board/elements/element-kind.ts'
import type { Vector } from '#board/geometry/vector.ts'

/** What can be taken hold of of a window over a picture: which sides of it that moves, -1, 0 or 1 in x and y. */
export interface CropHandle {
  readonly name: 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w'
  readonly label: string
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
}

/** Clockwise, in the picture's own space. */
export const CROP_HANDLES: readonly CropHandle[] = [
  { name: 'nw', label: 'top left corner', x: -1, y: -1 },
  { name: 'n', label: 'top side', x: 0, y: -1 },
  { name: 'ne', label: 'top right corner', x: 1, y: -1 },
  { name: 'e', label: 'right side', x: 1, y: 0 },
  { name: 'se', label: 'bottom right corner', x: 1, y: 1 },
  { name: 's', label: 'bottom side', x: 0, y: 1 },
  { name: 'sw', label: 'bottom left corner', x: -1, y: 1 },
  { name: 'w', label: 'left side', x: -1, y: 0 },
]

export interface CropOptions {
  /** Keeps width to height. */
  readonly proportional: boolean
  /** Both sides move, and the middle stays. */
  readonly centred: boolean
  /** No side is made shorter than this, unless it was; shares of the whole picture. */
  readonly least: Vector
}

/** Where a handle is, as a share of the whole picture. */
export const placeOfHandle = ([x, y, w, h]: Crop, handle: CropHandle): Vector => ({
  x: x + ((handle.x + 1) / 2) * w,
  y: y + ((handle.y + 1) / 2) * h,
})

/** The window when one of its handles is dragged to a place (shares of the whole picture). It never leaves the picture. */
export function cropTo([x, y, w, h]: Crop, handle: CropHandle, to: Vector, options: CropOptions): Crop {
  const { proportional, centred, least } = options
  const across = sideOf(x, w, handle.x, to.x, centred, least.x)
  const down = sideOf(y, h, handle.y, to.y, centred, least.y)
  if (!proportional) return windowOf(across, down, across.size(across.wanted), down.size(down.wanted))
  const grown = { x: across.wanted / w, y: down.wanted / h }
  const wanted = handle.x === 0 ? grown.y : handle.y === 0 ? grown.x : Math.max(grown.x, grown.y)
  const most = Math.min(across.most / w, down.most / h)
  const by = Math.min(most, Math.max(wanted, across.least / w, down.least / h))
  return windowOf(across, down, w * by, h * by)
}

/** The window when it is moved over the picture by so much (shares of the whole picture). */
export const cropMoved = ([x, y, w, h]: Crop, by: Vector): Crop => [
  Math.min(1 - w, Math.max(0, x + by.x)),
  Math.min(1 - h, Math.max(0, y + by.y)),
  w,
  h,
]

/** One of the two extents of a window that is being changed. */
interface Side {
  /** What of it stays where it is. */
  readonly anchor: number
  /** Which share of it lies before that. */
  readonly before: number
  readonly wanted: number
  readonly least: number
  /** There is no more room in the picture. */
  readonly most: number
  size(wanted: number): number
}

function sideOf(start: number, length: number, way: -1 | 0 | 1, to: number, centred: boolean, shortest: number): Side {
  const before = way === 0 || centred ? 0.5 : way > 0 ? 0 : 1
  const anchor = start + before * length
  const least = Math.min(length, Math.max(shortest, LEAST_CROP))
  const most = Math.min(before > 0 ? anchor / before : Infinity, before < 1 ? (1 - anchor) / (1 - before) : Infinity)
  const wanted = way === 0 ? length : way * (to - anchor) * (centred ? 2 : 1)
  return { anchor, before, wanted, least, most, size: (size) => Math.min(most, Math.max(least, size)) }
}

function windowOf(across: Side, down: Side, w: number, h: number): Crop {
  const x = Math.max(0, across.anchor - across.before * w)
  const y = Math.max(0, down.anchor - down.before * h)
  return [x, y, Math.min(w, 1 - x), Math.min(h, 1 - y)]
}
