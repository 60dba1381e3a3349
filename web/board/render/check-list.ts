import { boxAt, containsPoint, cornersOf } from '../geometry/box.ts'
import { meanScale, multiply, scale, translate } from '../geometry/matrix.ts'
import { createPathBuilder, transformPath } from '../geometry/path.ts'
import { roundedPolygon } from '../geometry/rounded-polygon.ts'
import type { PathItem } from './display-item.ts'
import type { TextBlock } from './text-layout.ts'

/**
 * What a line of words begins with that is drawn as a box: `[ ]`, or `[x]` when it is ticked, then a space or the line's end; `[]`
 * before a space, too. Two who tick or untick one box at once leave two marks in it.
 */
const BOX = /^\[(?:([ xX]+)\](?: |$)|\] )/

/** The box that a line begins with. */
export interface LineBox {
  readonly ticked: boolean
  /** UTF-16 units between its brackets. */
  readonly marks: number
  /** UTF-16 units of the line that stand for it. */
  readonly length: number
}

export function boxOfLine(line: string): LineBox | undefined {
  const [all, marks = ''] = BOX.exec(line) ?? []
  return all === undefined ? undefined : { ticked: marks.trim() !== '', marks: marks.length, length: all.length }
}

/** A box as it is laid out, from `x`; behind it is what is left of an indent. */
export interface LaidOutBox {
  readonly x: number
  readonly baseline: number
  readonly ticked: boolean
  /** UTF-16 units between its brackets. */
  readonly marks: number
  /** Where in the text it begins, UTF-16 units. */
  readonly at: number
}

/** What a box takes before the words of its line, in font sizes, and what of that is drawn. */
export const INDENT = 1.3
export const SIDE = 0.8
const ROUNDING = 0.16
/** The foot of a box is below the baseline, in font sizes. */
const FOOT = 0.08
const PEN = 0.08
/** In the unit square. */
const TICK = createPathBuilder().moveTo(0.22, 0.5).lineTo(0.42, 0.72).lineTo(0.78, 0.26).build()

/** The boxes of a block, as they are drawn. */
export function boxItems({ boxes, size, color, opacity, matrix }: TextBlock): PathItem[] {
  const scaled = meanScale(matrix)
  const pen = { color, width: PEN * size * scaled }
  return boxes.flatMap(({ x, baseline, ticked }) => {
    const side = SIDE * size
    const place = multiply(multiply(matrix, translate(x, baseline + FOOT * size - side)), scale(side, side))
    const sheet = roundedPolygon(cornersOf(boxAt(0, 0, 1, 1), place), ROUNDING * side * scaled)
    const box: PathItem = { type: 'path', path: sheet, stroke: pen, opacity }
    return ticked ? [box, { type: 'path', path: transformPath(TICK, place), stroke: pen, opacity }] : [box]
  })
}

/** The box whose room a point of the block's own space is in, or nearly. */
export const boxUnder = ({ boxes, size }: TextBlock, x: number, y: number): LaidOutBox | undefined =>
  boxes.find((box) => containsPoint(boxAt(box.x, box.baseline - size, INDENT * size, 1.25 * size), x, y))
