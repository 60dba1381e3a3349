import { STRIDE } from './points.ts'

/** Memory for an outline, written over again and again: plain arrays, which grow by being written to. */
export interface InkRoom {
  readonly line: number[]
  readonly other: number[]
  readonly stops: number[]
  readonly left: number[]
  readonly right: number[]
}

export const createInkRoom = (): InkRoom => ({ line: [], other: [], stops: [], left: [], right: [] })

/** How much pressure changes the width: at pressure 0.5 ink is exactly as wide as its pen, at 0 and 1 by this much less or more. */
export const THINNING = 0.6

/** The pen's width for which an outline is made; its distances are absolute. */
export const NIB = 32
/** Corners of a side are at least so far from each other. */
const LEAST_STEP_SQUARED = (NIB / 2) ** 2
/** What is nearer than this to the end of the line is left to the end's cap. */
const LEAST_TAIL = 3

/** Nearer than this is the same place, but for rounding errors, and lies in no direction. */
const LEAST_STEP = 1e-6

/** A stop of the line: x, y, pressure, the direction back to the one before (x, y), the length of the line up to here. */
const STOP = 6

/** Half a turn and a bit, so that caps meet the sides. */
const HALF_TURN = Math.PI + 0.0001

/** Turns by `angle` times each of some shares, as cosines and sines. */
interface Turns {
  readonly cos: readonly number[]
  readonly sin: readonly number[]
}

const turnsBy = (angle: number, shares: readonly number[]): Turns => ({
  cos: shares.map((share) => Math.cos(angle * share)),
  sin: shares.map((share) => Math.sin(angle * share)),
})

const thirteenths = Array.from({ length: 13 }, (_, i) => (i + 1) / 13)
const START_CAP = turnsBy(HALF_TURN, thirteenths)
const DOT = turnsBy(2 * HALF_TURN, thirteenths)
const CORNER = turnsBy(HALF_TURN, [0, ...thirteenths])
/** A turn and a half. */
const END_CAP = turnsBy(
  3 * HALF_TURN,
  Array.from({ length: 29 }, (_, i) => (i + 1) / 29),
)

/**
 * Hot path (every stroke of every tile): the polygon around ink, whose sides' middles the outline goes through; written over `room.left`
 * (x, y, ...), answers how many numbers it has. `length`: how many numbers of `line` (x, y, pressure, ..., in {@link NIB}s' units) count;
 * three points at least.
 *
 * It is what `getStroke` of perfect-freehand 1.2 makes (Steve Ruiz, MIT; `size` 32, `thinning` 0.6, `smoothing` 0.5, `streamline` 0, no
 * simulated pressure, round caps, `last`), in one pass over flat arrays: a third of the time, and nothing left for the collector.
 */
export function inkPolygon(line: readonly number[], length: number, room: InkRoom): number {
  const { stops, left, right } = room
  const end = findStops(line, length, stops)
  if (end === STOP) return dotAround(stops, left)
  let lefts = 0
  let rights = 0
  let leftX = stops[0]!
  let leftY = stops[1]!
  let rightX = leftX
  let rightY = leftY
  let beforeX = stops[3]!
  let beforeY = stops[4]!
  let radius = 0
  let wasCorner = false
  const whole = stops[end - 1]!
  for (let i = 0; i < end; i += STOP) {
    const isLast = i + STOP === end
    if (!isLast && whole - stops[i + 5]! < LEAST_TAIL) continue
    const x = stops[i]!
    const y = stops[i + 1]!
    const backX = stops[i + 3]!
    const backY = stops[i + 4]!
    radius = radiusOf(stops[i + 2]!)
    const next = isLast ? i : i + STOP
    const nextX = stops[next + 3]!
    const nextY = stops[next + 4]!
    const straightness = isLast ? 1 : backX * nextX + backY * nextY
    const turnsBack = backX * beforeX + backY * beforeY < 0 && !wasCorner
    if (turnsBack || straightness < 0) {
      lefts = rotated(CORNER, x, y, -beforeY * radius, beforeX * radius, 1, left, lefts)
      rights = rotated(CORNER, x, y, beforeY * radius, -beforeX * radius, -1, right, rights)
      leftX = left[lefts - 2]!
      leftY = left[lefts - 1]!
      rightX = right[rights - 2]!
      rightY = right[rights - 1]!
      if (straightness < 0) wasCorner = true
      continue
    }
    wasCorner = false
    const offX = (nextY + (backY - nextY) * straightness) * radius
    const offY = -(nextX + (backX - nextX) * straightness) * radius
    const isForced = isLast || i <= STOP
    if (isForced || isFar(leftX, leftY, x - offX, y - offY)) {
      left[lefts++] = leftX = x - offX
      left[lefts++] = leftY = y - offY
    }
    if (isForced || isFar(rightX, rightY, x + offX, y + offY)) {
      right[rights++] = rightX = x + offX
      right[rights++] = rightY = y + offY
    }
    beforeX = backX
    beforeY = backY
  }
  return closed(room, end, lefts, rights, radius)
}

/** Around the left side, the end, the right side and the start. */
function closed({ stops, left, right }: InkRoom, end: number, lefts: number, rights: number, radius: number): number {
  const last = end - STOP
  let at = rotated(
    END_CAP,
    stops[last]!,
    stops[last + 1]!,
    -stops[last + 4]! * radius,
    stops[last + 3]! * radius,
    1,
    left,
    lefts,
  )
  for (let i = rights - 2; i >= 0; i -= 2) {
    left[at++] = right[i]!
    left[at++] = right[i + 1]!
  }
  const x = stops[0]!
  const y = stops[1]!
  return rotated(START_CAP, x, y, right[0]! - x, right[1]! - y, 1, left, at)
}

const radiusOf = (pressure: number): number => Math.max(0.01, NIB * (0.5 - THINNING * (0.5 - pressure)))

const isFar = (ax: number, ay: number, bx: number, by: number): boolean =>
  (ax - bx) * (ax - bx) + (ay - by) * (ay - by) > LEAST_STEP_SQUARED

/** The points at (`offX`, `offY`) from a middle, turned around it; `sense` -1: the other way around. */
function rotated(
  { cos, sin }: Turns,
  x: number,
  y: number,
  offX: number,
  offY: number,
  sense: 1 | -1,
  into: number[],
  from: number,
): number {
  let at = from
  for (let i = 0; i < cos.length; i++) {
    const along = cos[i]!
    const across = sense * sin[i]!
    into[at++] = offX * along - offY * across + x
    into[at++] = offX * across + offY * along + y
  }
  return at
}

function dotAround(stops: readonly number[], into: number[]): number {
  const off = radiusOf(stops[2]!) / Math.SQRT2
  return rotated(DOT, stops[0]!, stops[1]!, off, -off, 1, into, 0)
}

/** The line's stops, written over `into`: without those near its start, whose direction says little. Answers how many numbers they have. */
function findStops(line: readonly number[], length: number, into: number[]): number {
  let x = line[0]!
  let y = line[1]!
  let at = stop(into, 0, x, y, line[2]!, 0, 0, 0)
  let travelled = 0
  let hasBegun = false
  for (let i = STRIDE; i < length; i += STRIDE) {
    const isLast = i + STRIDE >= length
    const backX = x - line[i]!
    const backY = y - line[i + 1]!
    const step = Math.sqrt(backX * backX + backY * backY)
    if (step < LEAST_STEP) continue
    travelled += step
    if (!isLast && !hasBegun) {
      // A shoulder is just so far from the start.
      if (travelled < NIB - LEAST_STEP) continue
      hasBegun = true
    }
    x = line[i]!
    y = line[i + 1]!
    at = stop(into, at, x, y, line[i + 2]!, backX / step, backY / step, travelled)
  }
  if (at > STOP) {
    into[3] = into[STOP + 3]!
    into[4] = into[STOP + 4]!
  }
  return at
}

function stop(
  into: number[],
  at: number,
  x: number,
  y: number,
  pressure: number,
  backX: number,
  backY: number,
  travelled: number,
): number {
  into[at] = x
  into[at + 1] = y
  into[at + 2] = pressure
  into[at + 3] = backX
  into[at + 4] = backY
  into[at + 5] = travelled
  return at + STOP
}
