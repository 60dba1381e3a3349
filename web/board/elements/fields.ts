import { IDENTITY, isValidMatrix, type Matrix } from '../geometry/matrix.ts'
import { DEFAULT_COLOR, isColor } from '../render/theme.ts'
import type { Field } from './element-kind.ts'

/** Parsers of single stored fields. Every one takes anything, throws never, and answers `undefined` for what it refuses. */

export const matrixField: Field<Matrix> = {
  parse: (raw) => (isValidMatrix(raw) ? raw : undefined),
  fallback: IDENTITY,
}

export const colorField = (fallback: string = DEFAULT_COLOR): Field<string> => ({
  parse: (raw) => (isColor(raw) ? raw : undefined),
  fallback,
})

/** A colour, or `none`. */
export const fillField: Field<string> = {
  parse: (raw) => (raw === 'none' || isColor(raw) ? raw : undefined),
  fallback: 'none',
}

/** A number from `min` to `max`; those outside are refused, not clamped. */
export const numberField = (min: number, max: number, fallback: number): Field<number> => ({
  parse: (raw) => (typeof raw === 'number' && raw >= min && raw <= max ? raw : undefined),
  fallback,
})

export const opacityField: Field<number> = numberField(0, 1, 1)

/** Width of a pen or an outline, scene units. */
export const widthField: Field<number> = numberField(0.1, 512, 4)

/** One of a few words. */
export const choiceField = <Choice extends string>(choices: readonly Choice[], fallback: Choice): Field<Choice> => ({
  parse: (raw) => choices.find((choice) => choice === raw),
  fallback,
})
