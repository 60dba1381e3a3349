import { boxAt, centre, expand, height, transformBox, width, type Box } from '../geometry/box.ts'
import { applyTo, decompose, determinant, multiply, rotate, translate, type Matrix } from '../geometry/matrix.ts'
import { boxItems } from '../render/check-list.ts'
import { textItem, type DisplayItem } from '../render/display-item.ts'
import type { Face, MeasureText } from '../render/fonts.ts'
import { fitText, type Align, type TextBlock } from '../render/text-layout.ts'

/** What a glyph may stick out of its line's box, in font sizes: italics, swashes, accents on capitals. */
export const OVERHANG = 0.25

/** Words that are written on something. */
export interface Words extends Face {
  readonly text: string
  readonly asTyped?: true
  /** As large as letters get, scene units. */
  readonly size: number
  readonly align: Align
  readonly color: string
  readonly opacity: number
}

/** The least room that words have, in scene units: however small what they are written on, they can be typed. */
const LEAST_ROOM = 8

/**
 * Words in the middle of `inside`, a box in the unit square that `matrix` places: wrapped to its width, shrunk to its height,
 * turned with it, never stretched or mirrored. `padding` in scene units.
 */
export function labelBlock(
  words: Words,
  matrix: Matrix,
  inside: Box,
  padding: number,
  measure: MeasureText,
): TextBlock {
  const { angle, scaleX, scaleY } = readable(matrix)
  const room = (side: number) => Math.max(LEAST_ROOM, side - 2 * padding)
  const box = { width: room(width(inside) * scaleX), height: room(height(inside) * scaleY) }
  const { size, lines, boxes, width: wide, height: high } = fitText(words.text, words, box, measure)
  const middle = applyTo(matrix, centre(inside))
  const place = multiply(multiply(translate(middle.x, middle.y), rotate(angle)), translate(-wide / 2, -high / 2))
  const { font, bold, italic, align, color, opacity } = words
  return {
    lines,
    boxes,
    width: wide,
    height: high,
    wraps: true,
    font,
    bold,
    italic,
    size,
    align,
    color,
    opacity,
    matrix: place,
  }
}

/** Which way words are read on something, and how long its sides are: on a mirrored one, along the axis that is nearer to level. */
function readable(matrix: Matrix): { angle: number; scaleX: number; scaleY: number } {
  const [a, b, c, d] = matrix
  const { angle } = decompose(matrix)
  const across = Math.atan2(-c, d)
  const mirrored = determinant(matrix) < 0
  return {
    angle: mirrored && Math.abs(across) < Math.abs(angle) ? across : angle,
    scaleX: Math.hypot(a, b),
    scaleY: Math.hypot(c, d),
  }
}

/** Around a text block and what sticks out of it, in scene units. */
export const blockBounds = ({ width, height, size, matrix }: TextBlock): Box =>
  transformBox(expand(boxAt(0, 0, width, height), OVERHANG * size), matrix)

/** Words as they are drawn: letters, and the boxes of a check list. */
export const wordItems = (block: TextBlock): DisplayItem[] => [textItem(block), ...boxItems(block)]
