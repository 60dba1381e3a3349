import { IDENTITY, isValidMatrix, type Matrix } from '../geometry/matrix.ts'
import type { FontFamily } from '../render/fonts.ts'
import type { Align } from '../render/text-layout.ts'
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
  range: [min, max],
})

export const opacityField: Field<number> = numberField(0, 1, 1)

/** Width of a pen or an outline, scene units. */
export const widthField: Field<number> = numberField(0.1, 512, 4)

/** One of a few words. */
export const choiceField = <Choice extends string>(choices: readonly Choice[], fallback: Choice): Field<Choice> => ({
  parse: (raw) => choices.find((choice) => choice === raw),
  fallback,
  choices,
})

export const fontField: Field<FontFamily> = choiceField<FontFamily>(['hand', 'sans', 'serif', 'mono'], 'hand')

/** True or false; false unless it is said. */
export const flagField: Field<boolean> = {
  parse: (raw) => (typeof raw === 'boolean' ? raw : undefined),
  fallback: false,
}

/** Font size. */
export const sizeField: Field<number> = numberField(1, 2_000, 24)

export const alignField = (fallback: Align): Field<Align> => choiceField<Align>(['left', 'center', 'right'], fallback)

/** How a line is broken up. */
export type Dash = 'solid' | 'dashed' | 'dotted'
export const dashField: Field<Dash> = choiceField<Dash>(['solid', 'dashed', 'dotted'], 'solid')

/** Drawn with a ruler, or as by a quick hand. */
export type Look = 'clean' | 'rough'
export const lookField: Field<Look> = choiceField<Look>(['clean', 'rough'], 'clean')

/** Decides how a rough line strays, so that everybody sees the same one. */
export const seedField: Field<number> = {
  parse: (raw) => (typeof raw === 'number' && Number.isInteger(raw) && raw >= 0 && raw < 2 ** 32 ? raw : undefined),
  fallback: 1,
}
