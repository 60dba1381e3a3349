import type { NewElement } from '../../document/element.ts'
import type { Belonging } from '../../elements/belonging.ts'
import { linkField } from '../../elements/link.ts'
import { applyTo, multiply, type Matrix } from '../../geometry/matrix.ts'
import { LIMITS } from '../../limits.ts'
import type { MeasureText } from '../../render/fonts.ts'
import { numberIn, stringIn, within, type Collector, type Raw } from '../imported.ts'
import * as looks from './looks.ts'
import { boxIn, chainOf, placeOf, propsOf } from './place.ts'
import { isAll, wordsOf } from './words.ts'

/** All that is known while a file is read. */
export interface Reading extends Collector {
  readonly measure: MeasureText
  readonly find: (id: string) => Raw | undefined
  /** Of an arrow: the record that ties one of its ends. */
  readonly bindingOf: (shape: Raw, terminal: 'start' | 'end') => Raw | undefined
  /** The page whose elements say none. */
  readonly firstPage: string
  readonly idOf: (theirs: string) => string
}

export type Read = (shape: Raw, reading: Reading) => void

export const idOf = (shape: Raw, reading: Reading): string => reading.idOf(stringIn(shape, 'id'))
export const placed = (shape: Raw, { find }: Reading): Matrix => placeOf(chainOf(shape, find))
export const boxOf = (shape: Raw, reading: Reading): Matrix => multiply(placed(shape, reading), boxIn(shape))

/** Those that a shape is in count as well. */
export function opacityOf(shape: Raw, { find }: Reading): number {
  return chainOf(shape, find).reduce((all, at) => all * within(0, numberIn(at, 'opacity', 1), 1), 1)
}

/** Where a shape belongs, and where it leads. */
export function belongingOf(shape: Raw, reading: Reading): Partial<Belonging> {
  const chain = chainOf(shape, reading.find)
  const around = chain.slice(1)
  const groups = around.filter(({ type }) => type === 'group').map((at) => idOf(at, reading))
  const frame = around.find(({ type }) => type === 'frame')
  const outermost = chain.at(-1) ?? {}
  // A clipboard has no pages.
  const page = outermost['typeName'] === 'page' ? stringIn(outermost, 'id') : ''
  const link = linkField.parse(stringIn(propsOf(shape), 'url'))
  if (link === undefined) reading.leave('links to what no board can lead to')
  return {
    ...(groups.length > 0 ? { groups: [...new Set(groups)].toReversed().slice(0, LIMITS.groupDepth) } : {}),
    ...(frame ? { frame: idOf(frame, reading) } : {}),
    ...(page !== '' && page !== reading.firstPage ? { page: reading.idOf(page) } : {}),
    ...(link ? { link } : {}),
    ...(chain.some((at) => at['isLocked'] === true) ? { locked: true } : {}),
  }
}

export function labelOf(shape: Raw, reading: Reading): Pick<NewElement, 'text'> & Record<string, unknown> {
  const props = propsOf(shape)
  const text = wordsOf(props)
  if (text.trim() === '') return {}
  if (looks.labelColorOf(props) !== looks.colorOf(props) && shape['type'] !== 'note')
    reading.leave('other colours of words: they have that of the outline')
  return {
    text,
    font: looks.fontOf(props),
    size: looks.labelSizeOf(props),
    bold: isAll(props, 'bold'),
    italic: isAll(props, 'italic'),
    ...(shape['type'] === 'arrow' ? {} : { align: looks.alignOf(props, 'align', 'center') }),
  }
}

export const faceOf = (props: Raw) => ({
  font: looks.fontOf(props),
  bold: isAll(props, 'bold'),
  italic: isAll(props, 'italic'),
})

export const mapped = (flat: readonly number[], matrix: Matrix): number[] =>
  Array.from({ length: flat.length / 2 }, (_, i) =>
    applyTo(matrix, { x: flat[2 * i] as number, y: flat[2 * i + 1] as number }),
  ).flatMap(({ x, y }) => [x, y])
