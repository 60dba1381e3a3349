import type { NewElement } from '#board/document/element.ts'
import { noteAt } from '#board/elements/note.ts'
import { scale, translate, multiply, type Matrix } from '#board/geometry/matrix.ts'

/** The words in which templates are written. Scene units; every box is given by its upper left corner and its size. */

const boxAt = (x: number, y: number, w: number, h: number): Matrix => multiply(translate(x, y), scale(w, h))

interface ShapeLook {
  readonly id?: string
  readonly shape?: string
  readonly color?: string
  readonly fill?: string
  readonly size?: number
  readonly dash?: string
}

export const shape = (
  words: string,
  [x, y, w, h]: readonly [number, number, number, number],
  look: ShapeLook = {},
): NewElement => ({
  kind: 'shape',
  matrix: boxAt(x, y, w, h),
  text: words,
  width: 2,
  radius: 12,
  font: 'sans',
  size: 20,
  ...look,
})

export const text = (
  words: string,
  x: number,
  y: number,
  look: Readonly<Record<string, unknown>> = {},
): NewElement => ({
  kind: 'text',
  matrix: translate(x, y),
  text: words,
  font: 'sans',
  size: 20,
  ...look,
})

/** Of a side of `side` scene units. */
export const note = (words: string, x: number, y: number, color: string, side = 130): NewElement => ({
  kind: 'note',
  matrix: noteAt(x + side / 2, y + side / 2, side),
  text: words,
  color,
  size: 18,
})

/** From a point of one element to a point of another; both in their unit squares, from the upper left corner. */
export const connector = (
  [from, fromX, fromY]: readonly [string, number, number],
  [to, toX, toY]: readonly [string, number, number],
  look: Readonly<Record<string, unknown>> = {},
): NewElement => ({
  kind: 'line',
  matrix: translate(0, 0),
  points: [0, 0, 1, 1],
  start: { id: from, x: fromX, y: fromY },
  end: { id: to, x: toX, y: toY },
  endHead: 'arrow',
  color: 'grey',
  width: 2,
  font: 'sans',
  size: 18,
  text: '',
  ...look,
})
