import type { Belonging } from '../elements/belonging.ts'
import { newStrokes, type InkStyle } from '../elements/new-strokes.ts'
import { LIMITS } from '../limits.ts'
import { within, type Collector } from './imported.ts'

/** The pressure of ink that was drawn without: ours is as wide then as its pen. */
export const EVEN = 0.5

/** Ink as a file has it. */
export interface Ink extends InkStyle {
  /** Scene x, y and pressure, flat. */
  readonly points: readonly number[]
  /** Of what it surrounds: `none` or a colour. */
  readonly inside: string
  /** Of the pieces that it comes in, from 0. */
  readonly idOf: (piece: number) => string
}

/** Adds ink, in as many pieces as a board needs. Only what comes in one has an inside. */
export function addInk({ add, leave }: Collector, ink: Ink, belonging: Partial<Belonging>): void {
  const { points, color, opacity, inside, idOf } = ink
  if (points.some((value) => !(Math.abs(value) <= LIMITS.coordinate))) return leave('things that are too large')
  const pieces = newStrokes(points, { color, opacity, width: within(0.1, ink.width, 512) }, 1)
  if (pieces.length > 1 && inside !== 'none') leave('insides of lines that are too long')
  for (const [i, piece] of pieces.entries())
    add({ ...piece, id: idOf(i), ...(pieces.length === 1 && inside !== 'none' ? { inside } : {}), ...belonging })
}

/** Flat x, y of even pressure, placed. */
export const evenly = (points: readonly number[]): number[] =>
  points.flatMap((value, i) => (i % 2 === 1 ? [value, EVEN] : [value]))
